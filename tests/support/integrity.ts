import { createHash } from 'node:crypto'
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type CheckParts, checkIntegrity } from '../../src/main/integrity/check'
import { createKeepOriginal } from '../../src/main/integrity/quarantine/keep-original'
import type { RepairParts } from '../../src/main/integrity/repair/parts'
import { createAddPortrait } from '../../src/main/portraits/add-portrait'
import type { Finding } from '../../src/shared/integrity'
import { addCast, type Library, openLibrary, picture } from './library'
import { plainImageSandbox } from './plain-image-sandbox'

/** When everything in these libraries was made; the check comes three days later. */
const madeAt = new Date('2026-11-20T12:00:00.000Z')
export const checkedAt = new Date('2026-11-23T12:00:00.000Z')

/** What a check of this library is made of. */
export const checkParts = (library: Library, changes: Partial<CheckParts> = {}): CheckParts => ({
  ...library,
  clock: () => checkedAt,
  lastVerifiedBackupAt: null,
  lastRestoredAt: null,
  hashesInBackups: new Set<string>(),
  ...changes,
})

/** What mending this library is made of. */
export function repairParts(library: Library, changes: Partial<RepairParts> = {}): RepairParts {
  const { portraits } = library
  const imageSandbox = plainImageSandbox()
  const thumbnails = { keep: () => Promise.resolve() }
  const keepOriginal = createKeepOriginal(library.quarantine)
  return {
    ...library,
    clock: () => checkedAt,
    imageSandbox,
    addPortrait: createAddPortrait({ portraits, imageSandbox, thumbnails, keepOriginal }),
    backupFolder: '',
    lastRestoredAt: null,
    ...changes,
  }
}

/** The findings of a check, thorough unless it is said otherwise. */
export async function findingsOf(
  library: Library,
  depth: 'quick' | 'thorough' = 'thorough',
): Promise<readonly Finding[]> {
  return (await checkIntegrity(checkParts(library), { depth })).findings
}

/** Puts a file into the data folder that is three days old by the time of the check. */
export function plant(library: Library, path: string, bytes: Uint8Array | string): string {
  const file = join(library.dataFolder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, bytes)
  utimesSync(file, madeAt, madeAt)
  return file
}

export interface FilledPortrait {
  readonly id: number
  readonly characterId: number
  readonly path: string
  readonly sha256: string
  readonly bytes: number
}

/** A library with so many characters, each with a portrait of a few hundred bytes; quickly made. */
export function fillLibrary(count: number): Library & { readonly filled: FilledPortrait[] } {
  const library = openLibrary()
  addCast(library)
  const character = library.database.prepare(
    `INSERT INTO character (campaign_id, name, sort_name, avatar_style, avatar_seed,
       current_portrait_id, created_at, updated_at) VALUES (1, ?, ?, 'lorelei', '', ?, '', '')`,
  )
  const portrait = library.database.prepare(
    `INSERT INTO portrait (id, character_id, path, sha256, bytes, format, width_px, height_px,
       source, created_at) VALUES (?, ?, ?, ?, ?, 'png', 8, 8, 'own-file', '')`,
  )
  const filled: FilledPortrait[] = []
  library.database.pragma('foreign_keys = OFF')
  library.database.transaction(() => {
    for (let id = 1; id <= count; id += 1) {
      const bytes = Buffer.concat([picture(id), Buffer.alloc(id % 97, String(id))])
      const hash = createHash('sha256').update(bytes).digest('hex')
      const characterId = Number(character.run(`Sitter ${id}`, `sitter ${id}`, id).lastInsertRowid)
      const path = `static/portraits/characters/character_${characterId}.png`
      portrait.run(id, characterId, path, hash, bytes.length)
      plant(library, path, bytes)
      filled.push({ id, characterId, path, sha256: hash, bytes: bytes.length })
    }
  })()
  library.database.pragma('foreign_keys = ON')
  return { ...library, filled }
}
