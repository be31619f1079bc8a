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

/** Makes portraits smaller: a look beforehand, the whole library as a job, and the way back. */
export function createCompression(parts: CompressionParts) {
  const { database, clock, portraits, quarantine, readName } = parts
  const table = createPortraitTable(database, clock)
  const records = createCompressionRecords(database, clock)
  const exchange = createExchange(parts)
  const originals = createOriginals({ records, exchange, quarantine, find: table.find })

  function nameOf(row: PortraitRow): string {
    const subject = subjectOf(row)
    return subject === null ? (row.original_name ?? '') : readName(subject)
  }

  async function overview(): Promise<CompressionOverview> {
    return { job: records.lastJob(), originals: await originals.count() }
  }

  return {
    overview,

    /** A run that was going on when its process was killed can be gone on with. */
    markInterrupted: () => records.markInterrupted(),

    /** Moves the originals that a killed run has left where they were. */
    finishMoves: () => originals.finishMoves(),

    candidates: (): PreviewCandidate[] =>
      records.largest(candidatesOffered).flatMap((row) => {
        const subject = subjectOf(row)
        if (subject === null) return []
        const { id: portraitId, bytes, format } = row
        return [{ portraitId, subject, name: nameOf(row), bytes, format }]
      }),

    /** Throws AppError `not-found`, `picture-damaged` and `imageSandbox-crashed`. */
    async preview(
      portraitId: number,
      settings: CompressionSettings,
      imageSandbox: EncodingRoom,
    ): Promise<CompressionPreview> {
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
    },

    estimate: (
      settings: CompressionSettings,
      imageSandbox: EncodingRoom,
      job: Task,
    ): Promise<CompressionEstimate> =>
      estimateCompression({ records, portraits, imageSandbox }, settings, job),

    /**
     * Goes over the library and tells how far it came, also when it was cancelled. Throws AppErrors of the
     * disk and the database; what is done then stays done.
     */
    async run(
      settings: CompressionSettings,
      imageSandbox: EncodingRoom,
      job: Task,
    ): Promise<CompressionJob> {
      const jobId = records.beginJob(settings)
      const runParts = { records, exchange, originals, portraits, imageSandbox, nameOf }
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
    },

    list(offset: number, limit: number): CompressedPage {
      const rows = records.originals(limit, offset).flatMap((original) => {
        const row = table.find(original.portrait_id)
        return row === undefined ? [] : [toListed(original, row, nameOf(row))]
      })
      return { total: records.countOriginals().count, portraits: rows }
    },

    /** Shows the originals again, of these portraits or of all. Throws AppErrors of the disk and `backup-cancelled`. */
    async putBack(portraitIds: readonly number[] | undefined, job: Task): Promise<PutBack> {
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
        const told = { done, total, doneBytes: 0, totalBytes: 0 }
        job.onProgress({ step: 'portraits', ...told })
        const settings = records.settingsOf(original.job_id)
        if (await originals.putBack(original, settings, entries)) count += 1
        else {
          const row = table.find(original.portrait_id)
          lost.push(row === undefined ? '' : nameOf(row))
        }
      }
      return { count, lost }
    },

    /** Throws AppErrors of the disk and the database. */
    async letGo(): Promise<DeletedOriginals> {
      const done = await originals.letGo()
      return { ...done, overview: await overview() }
    },
  }
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
