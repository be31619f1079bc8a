import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { nodeFileSystem } from '../../src/main/core/disk/node-file-system'
import { createQuarantine } from '../../src/main/integrity/quarantine/quarantine'
import { makeClock, makeDataFolder } from './records'

const names = ['gm/one.png', 'characters/deep/two.png', 'characters/three.png', 'loose/four.png']

/** Below the data folder. */
export const strayPaths: readonly string[] = names.map((name) => `static/portraits/${name}`)
const bytesOf = (path: string): string => `the bytes of ${path}`

/** Files among the portraits that no row names, each holding its own path. */
export function makeStrays(dataFolder = makeDataFolder()) {
  for (const path of strayPaths) {
    mkdirSync(dirname(join(dataFolder, path)), { recursive: true })
    writeFileSync(join(dataFolder, path), bytesOf(path))
  }
  return { dataFolder }
}

/**
 * What is wrong with the strays of a data folder after some of them went to the quarantine: each must be where
 * it was or there with its line, and come back from there. Brings them back.
 */
export async function everyStray(dataFolder: string, acknowledged: number): Promise<string[]> {
  const complaints: string[] = []
  const quarantine = createQuarantine({
    dataFolder,
    fileSystem: nodeFileSystem(),
    clock: makeClock(),
    portraitsInNeed: async () => [],
  })
  const { entries, unknownFiles } = await quarantine.list()
  if (unknownFiles.length > 0) complaints.push(`no line tells of ${unknownFiles.join(', ')}`)
  if (entries.length < acknowledged) complaints.push('what was put there is not in the list')
  await quarantine.restore(entries.map(({ id }) => id))
  for (const path of strayPaths) {
    if (readIfThere(join(dataFolder, path)) !== bytesOf(path)) complaints.push(`${path} is lost`)
  }
  return complaints
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // Whatever is in the way, its bytes are not there.
    return null
  }
}

/** The strays' bytes wherever they are now, each as often as it is there. */
export function bytesAnywhere(dataFolder: string): string[] {
  return readdirSync(dataFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'manifest.jsonl')
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .sort()
}
