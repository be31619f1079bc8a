import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { CheckDepth, Finding, IntegrityReport } from '../../shared/integrity'
import type { TaskProgress } from '../../shared/tasks'
import type { Clock } from '../core/clock'
import { databaseError } from '../core/database/database-error'
import { examineDatabase } from '../core/database/examine'
import { isShared } from '../core/database/shortage'
import type { FileSystem } from '../core/disk/file-system'
import { isAppleDoubleFile } from '../core/disk/left-by-systems'
import { type Found, walk } from '../core/disk/walk'
import { root } from '../portraits/files'
import type { Portraits } from '../portraits/portraits'
import { findSessionFaults } from '../sessions/session-faults'
import { measureUsage } from '../storage/usage'
import { reasonsToConfirm } from './many-changes'
import { type Matched, matchRows } from './match'
import { createOwnerFinder } from './owners'
import { confirmTroubles, createByteFinder, toFindings } from './portrait-findings'
import type { Quarantine } from './quarantine/quarantine'
import { readFiles } from './read-files'
import { highestIds, pathsOnTheWayOut, readRows } from './rows'
import { strayFindings } from './stray-findings'

export interface CheckParts {
  readonly database: Database
  readonly dataFolder: string
  readonly fileSystem: FileSystem
  readonly portraits: Portraits
  readonly quarantine: Pick<Quarantine, 'list'>
  readonly clock: Clock
  readonly lastVerifiedBackupAt: string | null
  /** When a backup last took the library's place; null for never, as far as is known. */
  readonly lastRestoredAt: string | null
  /** SHA-256 of portraits that automatic backups hold. */
  readonly hashesInBackups: ReadonlySet<string>
}

export interface CheckOptions {
  /** Quick looks at names and sizes alone, and leaves the database to itself. */
  readonly depth?: CheckDepth
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: TaskProgress) => void
}

/** How many names of skipped files are reported; the rest is only counted. */
const mostLeftAlone = 100

/**
 * Looks at the database, at every row's file, and at every file's row. Repairs and moves nothing; the rows
 * of lost and harmed files are flagged, as they are whenever one is shown, and none is ever deleted. Throws
 * AppError `backup-cancelled` and those of the database and the disk.
 */
export async function checkIntegrity(
  parts: CheckParts,
  { depth = 'thorough', signal, onProgress }: CheckOptions = {},
): Promise<IntegrityReport> {
  const { database, dataFolder, fileSystem, portraits, clock, hashesInBackups } = parts
  const now = clock()
  const examining =
    depth === 'quick' ? Promise.resolve([]) : checkDatabase(database, dataFolder, signal)
  // Each result is awaited below; until then a rejection must not count as unhandled.
  examining.catch(() => undefined)
  // The disk before the rows: see `matchRows` for why.
  const found: Found[] = []
  await walk(fileSystem, dataFolder, root.join('/'), { signal, onFound: (one) => found.push(one) })
  const rows = await readRows(database, signal)
  const leaving = pathsOnTheWayOut(database)
  const staying = found.filter(({ path }) => !leaving.has(path))
  const known = { now, highest: highestIds(database), signal }
  const matched = passOver(await matchRows(staying, rows, known), dataFolder)
  const read = await readFiles(matched, { dataFolder, depth, signal, onProgress })
  const quarantined = (await parts.quarantine.list()).entries
  const finder = createByteFinder({ rows, sound: read.sound, strays: read.strays, quarantined })
  const confirmed = await confirmTroubles(read.troubled, { portraits, rows, signal })
  const told = { portraits, hashesInBackups, finder, signal }
  const troubled = await toFindings(confirmed, told)
  const troubledIds = new Set(confirmed.map(({ row }) => row.id))
  const strays = strayFindings(read.strays, {
    spoken: finder.spoken,
    isIntact: (id) => !troubledIds.has(id),
    rowOf: finder.rowOf,
    findOwner: createOwnerFinder(database, finder),
  })
  const findings: Finding[] = [
    ...(await examining),
    ...(depth === 'quick' ? [] : await sessionFindings(database, signal)),
    ...troubled,
    ...strays.findings,
    ...matched.leftOvers.map(({ path, bytes }) => ({
      kind: 'left-over' as const,
      path,
      bytes,
      actions: ['quarantine'] as const,
    })),
    ...matched.odd.map(({ path, kind }) => ({ kind: oddKind(kind), path, actions: [] })),
  ]
  const alone = [...matched.young, ...read.changing]
  const missing = confirmed.filter(({ state }) => state === 'missing').length
  const { lastRestoredAt } = parts
  const counts = { files: matched.files, missing, portraits: rows.length }
  return {
    checkedAt: now.toISOString(),
    depth,
    verdict: findings.length === 0 ? 'sound' : 'findings',
    findings,
    portraits: rows.length,
    files: matched.files,
    leftAlone: {
      count: alone.length,
      paths: alone.slice(0, mostLeftAlone).map(({ path }) => path),
    },
    passedOver: matched.ofSystem.length,
    confirmation: reasonsToConfirm({ ...counts, strays: strays.count, lastRestoredAt, now }),
    usage: await measureUsage(fileSystem, dataFolder, found, signal),
    lastVerifiedBackupAt: parts.lastVerifiedBackupAt,
  }
}

async function sessionFindings(
  database: Database,
  signal: AbortSignal | undefined,
): Promise<Finding[]> {
  const faults = await findSessionFaults(database, signal)
  return faults.map((session) => ({ kind: 'session', session, actions: ['repair-session'] }))
}

// Their names may be anything: an AppleDouble file is recognized by its first bytes.
function passOver(matched: Matched, dataFolder: string): Matched {
  const isDouble = ({ path }: Found) => isAppleDoubleFile(join(dataFolder, path))
  const { strays, young, ofSystem } = matched
  const doubles = [...strays, ...young].filter(isDouble)
  if (doubles.length === 0) return matched
  const others = (files: readonly Found[]) => files.filter((one) => !doubles.includes(one))
  return {
    ...{ ...matched, strays: others(strays), young: others(young) },
    ofSystem: [...ofSystem, ...doubles],
  }
}

function oddKind(kind: Found['kind']): 'link' | 'not-a-file' | 'closed-folder' {
  return kind === 'link' || kind === 'closed-folder' ? kind : 'not-a-file'
}

async function checkDatabase(
  database: Database,
  dataFolder: string,
  signal: AbortSignal | undefined,
): Promise<Finding[]> {
  try {
    const what = isShared(database) ? join(dataFolder, 'castkeeper.db') : database.serialize()
    const { integrity, strays } = await examineDatabase(what, { signal })
    const findings: Finding[] = []
    if (integrity !== 'ok') {
      findings.push({ kind: 'database-damaged', reason: integrity, actions: ['restore'] })
    }
    if (strays > 0) findings.push({ kind: 'stray-rows', count: strays, actions: ['restore'] })
    return findings
  } catch (error) {
    signal?.throwIfAborted()
    throw databaseError(error)
  }
}
