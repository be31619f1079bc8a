import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import type { OldFindings } from '../../../src/main/legacy-import/old-library'
import { type ScanOptions, scanOldLibrary } from '../../../src/main/legacy-import/scan/scan'
import type { ImportSource } from '../../../src/shared/legacy-import'
import { plainImageSandbox } from '../plain-image-sandbox'

/** The day on which all looks of the tests take place. */
export const dayOfLooking = new Date('2026-11-22T20:00:00.000Z')

/** A folder of its own for an old library. */
export function makeOldFolder(): string {
  return mkdtempSync(join(tmpdir(), 'castkeeper-old-'))
}

/** A source as the search finds it in a project folder. */
export function sourceIn(folder: string): ImportSource {
  const there = (name: string): string | null =>
    existsSync(join(folder, name)) ? join(folder, name) : null
  return {
    chosen: folder,
    database: there('database.db'),
    portraits: there('static/portraits'),
    otherDatabases: [],
    otherPortraits: [],
  }
}

/** Looks at the library in a project folder. */
export function scanIn(folder: string, options: Partial<ScanOptions> = {}): Promise<OldFindings> {
  return scanOldLibrary({
    source: sourceIn(folder),
    fileSystem: nodeFileSystem(),
    imageSandbox: plainImageSandbox(),
    clock: () => dayOfLooking,
    temporaryFolder: makeOldFolder(),
    ...options,
  })
}

/** Every file below a folder with the hash of its bytes; a look must leave it as it was. */
export function treeHash(folder: string): Record<string, string> {
  const tree: Record<string, string> = {}
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    tree[path.slice(folder.length + 1)] = createHash('sha256')
      .update(readFileSync(path))
      .digest('hex')
  }
  return tree
}
