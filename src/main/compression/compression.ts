import type { Database } from 'better-sqlite3'
import type {
  CompressedPage,
  CompressionEstimate,
  CompressionJob,
  CompressionOverview,
  CompressionPreview,
  CompressionSettings,
  DeletedOriginals,
  PreviewCandidate,
  PutBack,
} from '../../shared/compression'
import { AppError } from '../../shared/errors'
import type { Subject } from '../../shared/subject'
import type { Clock } from '../core/clock'
import type { FileSystem } from '../core/disk/file-system'
import type { Task } from '../core/tasks/tasks'
import type { ImageSandbox } from '../image-sandbox/image-sandbox'
import type { Quarantine } from '../integrity/quarantine/quarantine'
import { makeSmaller } from '../portraits/make-smaller'
import type { Portraits } from '../portraits/portraits'
import { type PortraitRow, subjectOf } from '../portraits/rows'
import { createPortraitTable } from '../portraits/table'
import { estimateCompression } from './estimate'
import { createExchange } from './exchange'
import { createOriginals } from './originals'
import { createCompressionRecords, type OriginalRow } from './records'
import { compressLibrary } from './run'

export interface CompressionParts {
  readonly database: Database
  readonly dataFolder: string
  readonly fileSystem: FileSystem
  readonly clock: Clock
  readonly portraits: Pick<Portraits, 'find' | 'read'>
  readonly quarantine: Quarantine
  readonly readName: (subject: Subject) => string
}

type EncodingRoom = Pick<ImageSandbox, 'encode'>

export type Compression = ReturnType<typeof createCompression>

/** How many portraits are offered for a look at what would become of them. */
const candidatesOffered = 12

function createContext(parts: CompressionParts) {
  const { database, clock, portraits, quarantine, readName } = parts
  const table = createPortraitTable(database, clock)
  const records = createCompressionRecords(database, clock)
  const exchange = createExchange(parts)
  const originals = createOriginals({ records, exchange, quarantine, find: table.find })
  return { readName, records, originals, portraits, exchange, table, quarantine }
}

type Context = ReturnType<typeof createContext>

/** Makes portraits smaller: a look beforehand, the whole library as a job, and the way back. */
export function createCompression(parts: CompressionParts) {
  const context = createContext(parts)
  const { records, originals } = context

  return {
    overview: () => overview(context),

    /** A run whose process was killed can be resumed. */
    markInterrupted: () => records.markInterrupted(),

    /** Moves the originals that a killed run has left where they were. */
    finishMoves: () => originals.finishMoves(),

    candidates: () => candidates(context),

    /** Throws AppError `not-found`, `picture-damaged` and `darkroom-crashed`. */
    preview: (portraitId: number, settings: CompressionSettings, imageSandbox: EncodingRoom) =>
      preview(context, portraitId, settings, imageSandbox),

    estimate: (settings: CompressionSettings, imageSandbox: EncodingRoom, job: Task) =>
      estimate(context, settings, imageSandbox, job),

    /**
     * Compresses the library and reports how far it came, also when it was cancelled. Throws AppErrors of the
     * disk and the database; what is done then stays done.
     */
    run: (settings: CompressionSettings, imageSandbox: EncodingRoom, job: Task) =>
      run(context, settings, imageSandbox, job),

    list: (offset: number, limit: number) => list(context, offset, limit),

    /** Shows the originals again, of these portraits or of all. Throws AppErrors of the disk and `backup-cancelled`. */
    putBack: (portraitIds: readonly number[] | undefined, job: Task) =>
      putBack(context, portraitIds, job),

    /** Throws AppErrors of the disk and the database. */
    deleteOriginals: () => deleteOriginals(context),
  }
}

function nameOf(context: Context, row: PortraitRow): string {
  const { readName } = context
  const subject = subjectOf(row)
  return subject === null ? (row.original_name ?? '') : readName(subject)
}

async function overview(context: Context): Promise<CompressionOverview> {
  const { records, originals } = context
  return { job: records.lastJob(), originals: await originals.count() }
}

function candidates(context: Context): PreviewCandidate[] {
  const { records } = context
  return records.largest(candidatesOffered).flatMap((row) => {
    const subject = subjectOf(row)
    if (subject === null) return []
    const { id: portraitId, bytes, format } = row
    return [{ portraitId, subject, name: nameOf(context, row), bytes, format }]
  })
}

async function preview(
  context: Context,
  portraitId: number,
  settings: CompressionSettings,
  imageSandbox: EncodingRoom,
): Promise<CompressionPreview> {
  const { portraits } = context
  const portrait = portraits.find(portraitId)
  if (portrait === null) throw new AppError('not-found', { kind: 'portrait', id: portraitId })
  const reading = await portraits.read(portrait)
  if (reading.state !== 'sound') throw new AppError('picture-damaged')
  const { left, bytes, likeness } = await makeSmaller(imageSandbox, reading.bytes, settings)
  return {
    portraitId,
    originalBytes: portrait.bytes,
    originalFormat: portrait.format,
    widthPx: portrait.widthPx,
    heightPx: portrait.heightPx,
    picture: bytes,
    likeness,
    left,
  }
}

function estimate(
  context: Context,
  settings: CompressionSettings,
  imageSandbox: EncodingRoom,
  job: Task,
): Promise<CompressionEstimate> {
  const { records, portraits } = context
  return estimateCompression({ records, portraits, imageSandbox }, settings, job)
}

async function run(
  context: Context,
  settings: CompressionSettings,
  imageSandbox: EncodingRoom,
  job: Task,
): Promise<CompressionJob> {
  const { records, exchange, originals, portraits } = context
  const jobId = records.beginJob(settings)
  const runParts = {
    records,
    exchange,
    originals,
    portraits,
    imageSandbox,
    nameOf: (row: PortraitRow) => nameOf(context, row),
  }
  try {
    await compressLibrary(runParts, { jobId, settings }, job)
    records.endJob(jobId, 'done')
  } catch (error) {
    const wasCancelled = error instanceof AppError && error.code === 'backup-cancelled'
    records.endJob(jobId, wasCancelled ? 'cancelled' : 'interrupted')
    if (!wasCancelled) throw error
  }
  const ended = records.lastJob()
  if (ended === null) throw new TypeError('a run left no trace')
  return ended
}

function list(context: Context, offset: number, limit: number): CompressedPage {
  const { records, table } = context
  const rows = records.originals(limit, offset).flatMap((original) => {
    const row = table.find(original.portrait_id)
    return row === undefined ? [] : [toListed(original, row, nameOf(context, row))]
  })
  return { total: records.countOriginals().count, portraits: rows }
}

async function putBack(
  context: Context,
  portraitIds: readonly number[] | undefined,
  job: Task,
): Promise<PutBack> {
  const { records, quarantine, originals, table } = context
  const wanted =
    portraitIds === undefined
      ? records.originals(-1, 0)
      : portraitIds.flatMap((id) => records.original(id) ?? [])
  const { entries } = await quarantine.list()
  const lost: string[] = []
  let count = 0
  for (const [done, original] of wanted.entries()) {
    job.signal?.throwIfAborted()
    const total = wanted.length
    const progress = { done, total, doneBytes: 0, totalBytes: 0 }
    job.onProgress({ step: 'portraits', ...progress })
    const settings = records.settingsOf(original.job_id)
    if (await originals.putBack(original, settings, entries)) count += 1
    else {
      const row = table.find(original.portrait_id)
      lost.push(row === undefined ? '' : nameOf(context, row))
    }
  }
  return { count, lost }
}

async function deleteOriginals(context: Context): Promise<DeletedOriginals> {
  const { originals } = context
  const done = await originals.deleteOriginals()
  return { ...done, overview: await overview(context) }
}

function toListed(original: OriginalRow, row: PortraitRow, name: string) {
  return {
    portraitId: row.id,
    name,
    originalBytes: original.original_bytes,
    originalFormat: original.original_format,
    bytes: row.bytes,
  }
}
