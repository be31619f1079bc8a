import type { Database } from 'better-sqlite3'
import {
  type CompressionJob,
  type CompressionSettings,
  type CompressionState,
  type LeftCounts,
  type LeftReason,
  leftReasons,
  readSettingsKey,
  settingsKey,
  usualQuality,
} from '../../shared/compression'
import type { PortraitFormat } from '../../shared/portrait'
import { type Clock, timestamp } from '../core/clock'
import { leastBytes } from '../portraits/make-smaller'
import type { PortraitRow } from '../portraits/rows'

interface JobRow {
  readonly id: number
  readonly settings: string
  readonly state: CompressionState
  readonly started_at: string
  readonly ended_at: string | null
  readonly compressed: number
  readonly bytes_before: number
  readonly bytes_after: number
}

/** A row of `compressed_portrait`: the file a portrait had before it was made smaller. */
export interface OriginalRow {
  readonly portrait_id: number
  readonly job_id: number
  readonly original_path: string
  readonly original_sha256: string
  readonly original_bytes: number
  readonly original_format: PortraitFormat
  readonly original_state: 'in-place' | 'aside' | 'gone'
}

export interface Amount {
  readonly count: number
  readonly bytes: number
}

export type CompressionRecords = ReturnType<typeof createCompressionRecords>

const notOurs = `NOT EXISTS (SELECT 1 FROM compressed_portrait
  WHERE portrait_id = portrait.id AND original_state <> 'gone')`
// What is worth a look: not drawn by us, not tiny, not in the trash, and not made smaller already.
const worthTrying = `trashed_at IS NULL AND file_state = 'sound' AND source <> 'avatar'
  AND bytes >= ${leastBytes}
  AND ${notOurs}`
const untried = `${worthTrying} AND NOT EXISTS (
  SELECT 1 FROM compression_verdict WHERE sha256 = portrait.sha256 AND settings = :settings)`

const nothing = {}

function prepare<Row>(database: Database, sql: string) {
  return database.prepare<[Record<string, unknown>], Row>(sql)
}

function prepareJobs(database: Database) {
  return {
    selectJob: prepare<JobRow>(database, 'SELECT * FROM compression_job ORDER BY id DESC LIMIT 1'),
    selectSettings: prepare<{ settings: string }>(
      database,
      'SELECT settings FROM compression_job WHERE id = :id',
    ),
    insertJob: prepare(
      database,
      `INSERT INTO compression_job (settings, state, started_at) VALUES (:settings, 'running', :at)`,
    ),
    setState: prepare(
      database,
      'UPDATE compression_job SET state = :state, ended_at = :at WHERE id = :id',
    ),
    addToJob: prepare(
      database,
      `UPDATE compression_job SET compressed = compressed + 1,
       bytes_before = bytes_before + :before, bytes_after = bytes_after + :after WHERE id = :id`,
    ),
    interrupt: prepare(
      database,
      `UPDATE compression_job SET state = 'interrupted', ended_at = :at WHERE state = 'running'`,
    ),
  }
}

function prepareCandidates(database: Database) {
  return {
    countUntried: prepare<Amount>(
      database,
      `SELECT count(*) AS count, coalesce(sum(bytes), 0) AS bytes FROM portrait WHERE ${untried}`,
    ),
    selectUntried: prepare<PortraitRow>(
      database,
      `SELECT * FROM portrait WHERE ${untried} AND id > :after ORDER BY id LIMIT :limit`,
    ),
    selectUntriedIds: prepare<{ id: number }>(
      database,
      `SELECT id FROM portrait WHERE ${untried} ORDER BY format, bytes, id`,
    ),
    selectLargest: prepare<PortraitRow>(
      database,
      `SELECT * FROM portrait WHERE ${worthTrying} AND format <> 'webp'
       AND coalesce(campaign_id, character_id) IS NOT NULL
     ORDER BY bytes DESC, id LIMIT :limit`,
    ),
    countLeft: prepare<{ reason: string; count: number }>(
      database,
      `SELECT reason, count(*) AS count FROM portrait
     JOIN compression_verdict USING (sha256)
     WHERE settings = :settings AND ${worthTrying} GROUP BY reason
     UNION ALL SELECT 'avatar', count(*) FROM portrait
     WHERE source = 'avatar' AND trashed_at IS NULL
     UNION ALL SELECT 'tiny', count(*) FROM portrait
     WHERE source <> 'avatar' AND bytes < ${leastBytes} AND trashed_at IS NULL AND ${notOurs}
     UNION ALL SELECT 'not-sound', count(*) FROM portrait
     WHERE file_state <> 'sound' AND source <> 'avatar' AND trashed_at IS NULL`,
    ),
    insertVerdict: prepare(
      database,
      `INSERT INTO compression_verdict (sha256, settings, reason) VALUES (:sha256, :settings, :reason)
     ON CONFLICT (sha256, settings) DO UPDATE SET reason = excluded.reason`,
    ),
  }
}

function prepareOriginals(database: Database) {
  return {
    insertOriginal: prepare(
      database,
      `INSERT OR REPLACE INTO compressed_portrait
       (portrait_id, job_id, original_path, original_sha256, original_bytes, original_format)
     VALUES (:portraitId, :jobId, :path, :sha256, :bytes, :format)`,
    ),
    selectOriginal: prepare<OriginalRow>(
      database,
      `SELECT * FROM compressed_portrait
     WHERE portrait_id = :portraitId AND original_state <> 'gone'`,
    ),
    selectOriginals: prepare<OriginalRow>(
      database,
      `SELECT * FROM compressed_portrait WHERE original_state <> 'gone'
     ORDER BY job_id DESC, portrait_id LIMIT :limit OFFSET :offset`,
    ),
    countOriginals: prepare<Amount>(
      database,
      `SELECT count(*) AS count, coalesce(sum(original_bytes), 0) AS bytes FROM compressed_portrait
     WHERE original_state <> 'gone'`,
    ),
    selectUnmoved: prepare<OriginalRow>(
      database,
      `SELECT * FROM compressed_portrait WHERE original_state = 'in-place'`,
    ),
    setOriginalState: prepare(
      database,
      'UPDATE compressed_portrait SET original_state = :state WHERE portrait_id = :portraitId',
    ),
    setGone: prepare(
      database,
      `UPDATE compressed_portrait SET original_state = 'gone'
     WHERE original_state = 'aside' AND portrait_id IN (SELECT value FROM json_each(:portraitIds))`,
    ),
    deleteOriginal: prepare(
      database,
      'DELETE FROM compressed_portrait WHERE portrait_id = :portraitId',
    ),
  }
}

function prepareStatements(database: Database) {
  return { ...prepareJobs(database), ...prepareCandidates(database), ...prepareOriginals(database) }
}

type Statements = ReturnType<typeof prepareStatements>

/** What is remembered of making portraits smaller. Everything here is one statement, at once. */
export function createCompressionRecords(database: Database, clock: Clock) {
  const statements = prepareStatements(database)

  return {
    /** The settings of a run. */
    settingsOf: (jobId: number): CompressionSettings =>
      asSettings(statements.selectSettings.get({ id: jobId })?.settings ?? ''),

    /** The newest run, or null. */
    lastJob: () => lastJob(statements),

    /** A new run, or the last one again when it was stopped before its end with these settings. */
    beginJob: (settings: CompressionSettings) => beginJob(statements, clock, settings),
    endJob: (id: number, state: CompressionState) =>
      statements.setState.run({ id, state, at: timestamp(clock) }),
    /** A run without an end: its process was killed. */
    markInterrupted: () => statements.interrupt.run({ at: timestamp(clock) }),

    /** What has not been tried with these settings, and may become smaller. */
    untried: (settings: CompressionSettings): Amount =>
      statements.countUntried.get({ settings: settingsKey(settings) }) ?? { count: 0, bytes: 0 },
    untriedAfter: (settings: CompressionSettings, after: number, limit: number): PortraitRow[] =>
      statements.selectUntried.all({ settings: settingsKey(settings), after, limit }),
    /** Ids of all of these, by format and size. */
    untriedIds: (settings: CompressionSettings): number[] =>
      statements.selectUntriedIds.all({ settings: settingsKey(settings) }).map(({ id }) => id),
    /** Those that take most room. */
    largest: (limit: number): PortraitRow[] => statements.selectLargest.all({ limit }),

    keepVerdict: (sha256: string, settings: CompressionSettings, reason: LeftReason) =>
      statements.insertVerdict.run({ sha256, settings: settingsKey(settings), reason }),

    /** A portrait was made smaller in this run. */
    addOriginal: (jobId: number, original: PortraitRow, bytesAfter: number) =>
      addOriginal(statements, jobId, original, bytesAfter),
    original: (portraitId: number) => statements.selectOriginal.get({ portraitId }),
    originals: (limit: number, offset: number) => statements.selectOriginals.all({ limit, offset }),
    countOriginals: (): Amount => statements.countOriginals.get(nothing) ?? { count: 0, bytes: 0 },
    unmoved: () => statements.selectUnmoved.all(nothing),
    setMoved: (portraitId: number) =>
      statements.setOriginalState.run({ portraitId, state: 'aside' }),
    setGone: (portraitIds: readonly number[]) =>
      statements.setGone.run({ portraitIds: JSON.stringify(portraitIds) }),
    removeOriginal: (portraitId: number) => statements.deleteOriginal.run({ portraitId }),
  }
}

function leftCounts(statements: Statements, settings: string): LeftCounts {
  const { countLeft } = statements
  const counts: Partial<Record<LeftReason, number>> = {}
  for (const { reason, count } of countLeft.all({ settings })) {
    const known = leftReasons.find((one) => one === reason)
    if (known !== undefined && count > 0) counts[known] = (counts[known] ?? 0) + count
  }
  return counts
}

function toJob(statements: Statements, row: JobRow): CompressionJob {
  const { countUntried } = statements
  return {
    id: row.id,
    settings: asSettings(row.settings),
    state: row.state,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    compressed: row.compressed,
    bytesBefore: row.bytes_before,
    bytesAfter: row.bytes_after,
    left: leftCounts(statements, row.settings),
    remaining: countUntried.get({ settings: row.settings })?.count ?? 0,
  }
}

function lastJob(statements: Statements): CompressionJob | null {
  const { selectJob } = statements
  const row = selectJob.get(nothing)
  return row === undefined ? null : toJob(statements, row)
}

function beginJob(statements: Statements, clock: Clock, settings: CompressionSettings): number {
  const { selectJob, setState, insertJob } = statements
  const key = settingsKey(settings)
  const last = selectJob.get(nothing)
  if (last !== undefined && last.state !== 'done' && last.settings === key) {
    setState.run({ id: last.id, state: 'running', at: null })
    return last.id
  }
  const { lastInsertRowid } = insertJob.run({ settings: key, at: timestamp(clock) })
  return Number(lastInsertRowid)
}

function addOriginal(
  statements: Statements,
  jobId: number,
  original: PortraitRow,
  bytesAfter: number,
): void {
  const { insertOriginal, addToJob } = statements
  const { id: portraitId, path, sha256, bytes, format } = original
  insertOriginal.run({ portraitId, jobId, path, sha256, bytes, format })
  addToJob.run({ id: jobId, before: bytes, after: bytesAfter })
}

function asSettings(key: string): CompressionSettings {
  return readSettingsKey(key) ?? { way: 'webp', quality: usualQuality }
}
