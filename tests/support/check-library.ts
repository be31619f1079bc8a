import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'

interface CheckedRow {
  readonly id: number
  readonly path: string
  readonly sha256: string
  readonly bytes: number
  readonly file_state: string
}

function readIfThere(path: string): Buffer | null {
  try {
    return lstatSync(path).isFile() ? readFileSync(path) : null
  } catch {
    // Not there, or not ours to read: for the row it is the same.
    return null
  }
}

/**
 * What is wrong between the database and the folder, one sentence each; empty when they agree: the
 * database is sound, every row has its file with its SHA-256 or is flagged, every pointer is to a
 * portrait of its own, outside the trash. Reads with plain calls, not with the code under test.
 */
export function checkLibrary(database: Database, dataFolder: string): string[] {
  const complaints: string[] = []
  const integrity = database.pragma('integrity_check', { simple: true })
  if (integrity !== 'ok') complaints.push(`integrity_check: ${integrity}`)
  const foreign = database.pragma('foreign_key_check')
  if (Array.isArray(foreign) && foreign.length > 0) {
    complaints.push(`foreign_key_check: ${foreign.length} rows`)
  }
  for (const row of database
    .prepare<[], CheckedRow>('SELECT id, path, sha256, bytes, file_state FROM portrait')
    .all()) {
    if (row.file_state !== 'sound') continue
    const bytes = readIfThere(join(dataFolder, row.path))
    if (bytes === null) complaints.push(`portrait ${row.id} has no file ${row.path}`)
    else if (createHash('sha256').update(bytes).digest('hex') !== row.sha256) {
      complaints.push(`portrait ${row.id}: ${row.path} holds other bytes`)
    }
  }
  for (const kind of ['campaign', 'character']) {
    const strays = database
      .prepare<[], number>(
        `SELECT ${kind}.id FROM ${kind} JOIN portrait ON portrait.id = current_portrait_id
         WHERE portrait.${kind}_id IS NOT ${kind}.id OR portrait.trashed_at IS NOT NULL`,
      )
      .pluck()
      .all()
    for (const id of strays) complaints.push(`${kind} ${id} shows a portrait that is not its own`)
  }
  return complaints
}

/** Every file below a folder with its SHA-256, links as `-> link`; for comparing before and after. */
export function folderContents(folder: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const name = path.slice(folder.length + 1)
    if (entry.isSymbolicLink()) found[name] = '-> link'
    if (entry.isFile()) {
      found[name] = createHash('sha256').update(readFileSync(path)).digest('hex')
    }
  }
  return found
}
