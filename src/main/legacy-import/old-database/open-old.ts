import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import SQLite, { type Database } from 'better-sqlite3'
import { AppError } from '../../../shared/errors'
import type { OldLibrary, OldMessage, Unreadable } from '../old-library'
import { stopIfCancelled } from '../source/source-error'
import { recogniseGeneration } from './generation'
import { createOldRecords, isUnreadable, type OldRecords } from './read-library'
import { sqliteCode } from './sqlite-error'

export interface OpenOldOptions {
  /** A private copy of the database: it is written to, as its log is taken in. */
  readonly path: string
  /** Reads a version that is not known as far as it has the tables of one that is. */
  readonly evenIfNewer?: boolean
  readonly signal?: AbortSignal
  /** Told after each few hundred rows. */
  readonly onProgress?: (rows: number) => void
}

/** How long the rows are read before others get their turn, in milliseconds. */
const turnMs = 12
const magic = Buffer.from('SQLite format 3\0', 'latin1')

/**
 * Opens a copy of the old app's database and reads all of it but the texts of its messages. Throws
 * AppError `import-not-sqlite`, `import-database-empty`, `import-database-truncated`,
 * `import-database-damaged`, `import-cancelled`, and what recogniseGeneration throws.
 */
export async function openOldLibrary(options: OpenOldOptions): Promise<OldLibrary> {
  const database = openCopy(options.path)
  try {
    const tables = recogniseGeneration(database, options)
    const records = createOldRecords(database, tables)
    const read = await readAll(records, options)
    return {
      generation: tables.generation,
      ...read,
      messages: () => readable(records.messages()),
      close: () => database.close(),
    }
  } catch (error) {
    database.close()
    throw asForeseen(error, options.path)
  }
}

/** Opens the copy and takes in what its log or its journal holds. Throws as openOldLibrary does. */
export function openCopy(path: string): Database {
  refuseOther(path)
  let database: Database | null = null
  try {
    database = new SQLite(path, { fileMustExist: true, timeout: 1_000 })
    // A schema from elsewhere may name functions with side effects.
    database.pragma('trusted_schema = OFF')
    database.pragma('cell_size_check = ON')
    database.pragma('wal_checkpoint(TRUNCATE)')
    database.prepare('SELECT count(*) FROM sqlite_schema').get()
    if (isTruncated(path)) throw new AppError('import-database-truncated')
    return database
  } catch (error) {
    database?.close()
    throw asForeseen(error, path)
  }
}

function refuseOther(path: string): void {
  const head = readHead(path)
  if (head.length === 0) throw new AppError('import-database-empty')
  const start = head.subarray(0, magic.length)
  if (!start.equals(magic.subarray(0, start.length))) throw new AppError('import-not-sqlite')
  if (head.length < 100) throw new AppError('import-database-truncated')
}

function asForeseen(error: unknown, path: string): unknown {
  const code = sqliteCode(error)
  if (/^SQLITE_(?:CORRUPT|NOTADB|IOERR)/.test(code)) {
    const name = isTruncated(path) ? 'import-database-truncated' : 'import-database-damaged'
    return new AppError(name, { reason: code }, { cause: error })
  }
  if (code === 'SQLITE_FULL')
    return new AppError('disk-full', { folder: basename(dirname(path)) }, { cause: error })
  // The four tables are there by name and yet cannot be read as tables of the old app.
  if (code === 'SQLITE_ERROR') return new AppError('import-other-program', {}, { cause: error })
  return error
}

/** SQLite file format §1.3: the size in pages stands at 28, and is valid when 24 and 92 agree. */
function isTruncated(path: string): boolean {
  const head = readHead(path)
  if (head.length < 100) return head.length > 0
  if (head.readUInt32BE(24) !== head.readUInt32BE(92)) return false
  const written = head.readUInt16BE(16)
  const pageBytes = written === 1 ? 65_536 : written
  return statSync(path).size < head.readUInt32BE(28) * pageBytes
}

function readHead(path: string): Buffer {
  const file = openSync(path, 'r')
  try {
    const head = Buffer.alloc(100)
    return head.subarray(0, readSync(file, head, 0, head.length, 0))
  } finally {
    closeSync(file)
  }
}

async function readAll(records: OldRecords, { signal, onProgress }: OpenOldOptions) {
  const unreadable: Unreadable[] = []
  let rows = 0
  let turnEnds = performance.now() + turnMs

  async function each<Record extends object>(
    found: Generator<Record | Unreadable>,
    take: (record: Record) => void,
  ): Promise<void> {
    for (const record of found) {
      if (isUnreadable(record)) unreadable.push(record)
      else take(record)
      rows += 1
      if (performance.now() < turnEnds) continue
      onProgress?.(rows)
      await breathe()
      stopIfCancelled(signal)
      turnEnds = performance.now() + turnMs
    }
  }

  const users: OldLibrary['users'][number][] = []
  const campaigns: OldLibrary['campaigns'][number][] = []
  const characters: OldLibrary['characters'][number][] = []
  const messagesOfUser = new Map<number, number>()
  const messagesOfCampaign = new Map<number, number>()
  let messageCount = 0
  await each(records.users(), (user) => users.push(user))
  await each(records.campaigns(), (campaign) => campaigns.push(campaign))
  await each(records.characters(), (character) => characters.push(character))
  await each(records.messages(), ({ userId, campaignId }) => {
    messageCount += 1
    countUp(messagesOfUser, userId)
    countUp(messagesOfCampaign, campaignId)
  })
  for (const list of [users, campaigns, characters]) list.sort((one, other) => one.id - other.id)
  return {
    ...{ users, campaigns, characters, unreadable },
    ...{ messageCount, messagesOfUser, messagesOfCampaign },
  }
}

function countUp(counts: Map<number, number>, id: number | null): void {
  if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1)
}

function* readable(found: Generator<OldMessage | Unreadable>): Generator<OldMessage> {
  for (const record of found) if (!isUnreadable(record)) yield record
}
