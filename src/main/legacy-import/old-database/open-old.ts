import { basename, dirname } from 'node:path'
import { setImmediate as yieldTurn } from 'node:timers/promises'
import SQLite from 'better-sqlite3'
import { AppError } from '../../../shared/errors'
import { makeEmptyFileNow, removeNow } from '../../core/disk/blocking'
import { askReader, ReaderFailure } from '../../core/reader/ask-reader'
import type { OldLibrary } from '../old-library'
import { type ExtractedFacts, extractOldTask } from './extract-old'
import { createOldRecords, type OldRecords } from './read-library'
import { sqliteCode } from './sqlite-error'

export interface ExtractOptions {
  /** A private copy of the database; it is removed once what is needed of it was taken out. */
  readonly path: string
  /** Reads a version that is not known as far as it has the tables of one that is. */
  readonly evenIfNewer?: boolean
  readonly signal?: AbortSignal
}

/** What was taken out of an old database: a database of ours, and what is to be known of it. */
export interface ExtractedLibrary extends ExtractedFacts {
  readonly path: string
}

/**
 * Takes the old app's records out of a private copy, in a process that can be ended. Throws AppError
 * `import-not-sqlite`, `import-database-empty`, `import-database-truncated`, `import-database-damaged`,
 * `import-cancelled`, and what recogniseGeneration throws.
 */
export async function extractLibrary(options: ExtractOptions): Promise<ExtractedLibrary> {
  const { path, evenIfNewer = false, signal } = options
  const to = `${path}.extract`
  makeEmptyFileNow(to)
  try {
    const facts = await askReader(extractOldTask, { path, to, evenIfNewer }, { signal })
    return { ...facts, path: to }
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof ReaderFailure) {
      const { reason } = error
      throw new AppError('import-database-damaged', { reason }, { cause: error })
    }
    if (sqliteCode(error) === 'SQLITE_CANTOPEN') {
      throw new AppError('disk-full', { folder: basename(dirname(path)) }, { cause: error })
    }
    throw error
  } finally {
    for (const ending of ['', '-wal', '-shm', '-journal']) removeNow(path + ending)
  }
}

export interface OpenOldOptions {
  readonly signal?: AbortSignal
  /** Called after every few hundred rows. */
  readonly onProgress?: (rows: number) => void
}

/** How long the rows are read before others get their turn, in milliseconds. */
const turnMs = 12

/**
 * Opens what was extracted and reads all of it but the texts of its messages. Throws AppError
 * `import-cancelled`.
 */
export async function openOldLibrary(
  { path, tables, unreadable }: ExtractedLibrary,
  options: OpenOldOptions = {},
): Promise<OldLibrary> {
  const database = new SQLite(path, { readonly: true })
  try {
    const records = createOldRecords(database, tables)
    const read = await readAll(records, options)
    return {
      ...{ generation: tables.generation, ...read, unreadable },
      messages: () => records.messages(),
      close: () => database.close(),
    }
  } catch (error) {
    database.close()
    throw error
  }
}

async function readAll(records: OldRecords, { signal, onProgress }: OpenOldOptions) {
  let rows = 0
  let turnEnds = performance.now() + turnMs

  async function each<Record extends object>(
    found: Generator<Record>,
    take: (record: Record) => void,
  ): Promise<void> {
    for (const record of found) {
      take(record)
      rows += 1
      if (performance.now() < turnEnds) continue
      onProgress?.(rows)
      await yieldTurn()
      signal?.throwIfAborted()
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
    ...{ users, campaigns, characters },
    ...{ messageCount, messagesOfUser, messagesOfCampaign },
  }
}

function countUp(counts: Map<number, number>, id: number | null): void {
  if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1)
}
