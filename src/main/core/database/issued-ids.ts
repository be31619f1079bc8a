import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { replaceSync } from '../disk/blocking'
import { plainFileSystem } from '../disk/file-system'
import { replaceFile } from '../disk/write-file'
import { readJsonFile } from '../json-file'
import { readIdentity } from './identity'
import { isReadOnly } from './shortage'

/** Beside the database, and set aside with it. */
export const issuedIdsName = 'castkeeper.db-ids'

/** At most so often while much is added. */
const pauseMs = 250

const tables = ['campaign', 'character', 'portrait'] as const
type Counts = Readonly<Record<(typeof tables)[number], number>>

const id = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const noteSchema = z.object({
  library: z.string().nullable(),
  ids: z.object({ campaign: id, character: id, portrait: id }),
})
type Note = Readonly<z.infer<typeof noteSchema>>

export interface IssuedIds {
  /** How many records and portraits that were once stored are in the database no more; null for none. */
  readonly lost: Counts | null
  /** Writes what was added last. The database must still be open. */
  close(): void
}

interface IssuedIdsOptions {
  readonly database: Database
  readonly dataFolder: string
  readonly onTrouble: (error: unknown) => void
}

/**
 * Notes beside the database the highest ids it has given out, after they were committed. SQLite forgets its
 * last changes without a word when its log is removed; then the note knows more than the database, which
 * goes on after the highest id, so that none is ever given out twice.
 */
export function keepIssuedIds(options: IssuedIdsOptions): IssuedIds {
  const { database, dataFolder, onTrouble } = options
  const path = join(dataFolder, issuedIdsName)
  const library = readIdentity(database)
  const noted = readNote(path)
  const isOurs = noted !== null && noted.library === library
  const lost = isOurs ? difference(noted.ids, readIds(database)) : null
  if (isReadOnly(database)) return { lost, close: () => undefined }
  if (lost !== null && isOurs) goOnAfter(database, noted.ids)

  let written = isOurs && lost === null ? JSON.stringify(noted) : ''
  let isDue = true
  let isWriting = false
  let timer: NodeJS.Timeout | null = null
  const text = (): string => JSON.stringify({ library, ids: readIds(database) } satisfies Note)

  async function write(): Promise<void> {
    if (isWriting || !isDue || !database.open) return
    isWriting = true
    isDue = false
    try {
      const next = text()
      if (next !== written) await replaceFile(plainFileSystem(), path, Buffer.from(next))
      written = next
    } catch (error) {
      // It is a second net: what it stands for is stored.
      onTrouble(error)
    } finally {
      timer = setTimeout(() => {
        timer = null
        isWriting = false
        void write()
      }, pauseMs)
      timer.unref()
    }
  }

  watchInserts(database, () => {
    isDue = true
    // After the transaction, which is over before anything else gets its turn.
    setImmediate(() => void write())
  })
  void write()
  return {
    lost,
    close() {
      if (timer !== null) clearTimeout(timer)
      try {
        const next = text()
        if (next !== written) replaceSync(path, next)
      } catch (error) {
        onTrouble(error)
      }
    },
  }
}

// Of this connection alone, so that no other program ever meets a function it does not know.
function watchInserts(database: Database, onInsert: () => void): void {
  database.function('note_issued_id', () => {
    onInsert()
    return null
  })
  for (const table of tables) {
    database.exec(`CREATE TEMP TRIGGER note_id_of_${table} AFTER INSERT ON main.${table}
      BEGIN SELECT note_issued_id(); END`)
  }
}

function readIds(database: Database): Counts {
  const select = database
    .prepare<[string], number>('SELECT seq FROM sqlite_sequence WHERE name = ?')
    .pluck()
  const idOf = (table: (typeof tables)[number]): number => select.get(table) ?? 0
  return {
    campaign: idOf('campaign'),
    character: idOf('character'),
    portrait: idOf('portrait'),
  }
}

function difference(noted: Counts, found: Counts): Counts | null {
  const missing = (table: (typeof tables)[number]): number =>
    Math.max(0, noted[table] - found[table])
  const lost = {
    campaign: missing('campaign'),
    character: missing('character'),
    portrait: missing('portrait'),
  }
  return Object.values(lost).some((count) => count > 0) ? lost : null
}

function goOnAfter(database: Database, ids: Counts): void {
  const raise = database.prepare('UPDATE sqlite_sequence SET seq = ? WHERE name = ? AND seq < ?')
  const begin = database.prepare(
    `INSERT INTO sqlite_sequence (name, seq) SELECT ?, ?
     WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?)`,
  )
  database.transaction(() => {
    for (const table of tables) {
      raise.run(ids[table], table, ids[table])
      begin.run(table, ids[table], table)
    }
  })()
}

/** Whether the note beside a database, which may be gone, shows that there was anything in it. */
export function hasIssuedIds(dataFolder: string): boolean {
  const noted = readNote(join(dataFolder, issuedIdsName))
  return noted !== null && Object.values(noted.ids).some((highest) => highest > 0)
}

function readNote(path: string): Note | null {
  try {
    return readJsonFile(path, noteSchema)
  } catch {
    // Never written, or not whole: there is nothing to compare with.
    return null
  }
}
