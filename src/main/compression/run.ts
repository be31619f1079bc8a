import type { CompressionSettings } from '../../shared/compression'
import { AppError } from '../../shared/errors'
import { forEachLimited } from '../core/tasks/limit'
import type { Task } from '../core/tasks/tasks'
import type { ImageSandbox } from '../image-sandbox/image-sandbox'
import { makeSmaller } from '../portraits/make-smaller'
import type { Portraits } from '../portraits/portraits'
import { type PortraitRow, toPortrait } from '../portraits/rows'
import type { Exchange } from './exchange'
import type { Originals } from './originals'
import type { CompressionRecords } from './records'

export interface RunParts {
  readonly records: CompressionRecords
  readonly exchange: Exchange
  readonly originals: Originals
  readonly portraits: Pick<Portraits, 'read'>
  readonly imageSandbox: Pick<ImageSandbox, 'encode'>
  readonly nameOf: (row: PortraitRow) => string
}

export interface Run {
  readonly jobId: number
  readonly settings: CompressionSettings
}

/** One is written while two are encoded, which keeps two cores at work. */
const atOnce = 3
/** A larger one is worked on by itself: decoded it takes four bytes a pixel, several times over. */
const mostPixelsBeside = 16_000_000
const rowsAtATime = 50

/**
 * Makes every portrait smaller that can be. Each is a step of its own: read and compared with its SHA-256,
 * encoded, compared, stored, pointed to, and only then the original is moved to the quarantine. Killed or
 * cancelled, what is done is done, the rest untouched; begun again it goes on. Throws AppError
 * `backup-cancelled`, `darkroom-crashed` never, and those of the disk and the database.
 */
export async function compressLibrary(
  parts: RunParts,
  run: Run,
  { signal, onProgress }: Task,
): Promise<void> {
  const { records, originals, nameOf } = parts
  await originals.finishMoves()
  const { count: total, bytes: totalBytes } = records.untried(run.settings)
  let done = 0
  let doneBytes = 0
  const report = (row: PortraitRow) =>
    onProgress({ step: 'compress', done, total, doneBytes, totalBytes, now: nameOf(row) })

  async function compress(row: PortraitRow): Promise<void> {
    report(row)
    try {
      await compressOne(parts, run, row, signal)
    } finally {
      done += 1
      doneBytes += row.bytes
      report(row)
    }
  }

  const limits = { places: atOnce, maximumWeight: atOnce, weightOf, signal }
  await forEachLimited(rowsOf(records, run.settings), limits, compress)
}

/** A large one takes every place. */
function weightOf(row: PortraitRow): number {
  return row.width_px * row.height_px > mostPixelsBeside ? atOnce : 1
}

function* rowsOf(
  records: CompressionRecords,
  settings: CompressionSettings,
): Generator<PortraitRow> {
  // One that could not be compared is not tried twice in one run.
  for (let after = 0; ; ) {
    const rows = records.untriedAfter(settings, after, rowsAtATime)
    if (rows.length === 0) return
    yield* rows
    after = rows.at(-1)?.id ?? after
  }
}

async function compressOne(
  { records, exchange, originals, portraits, imageSandbox }: RunParts,
  { jobId, settings }: Run,
  row: PortraitRow,
  signal: AbortSignal,
): Promise<void> {
  const reading = await portraits.read(toPortrait(row))
  if (reading.state !== 'sound' || signal.aborted) return
  const smaller = await makeSmaller(imageSandbox, reading.bytes, settings).catch(
    (error: unknown) => {
      // Nothing is known about the picture; the next run looks at it again.
      if (error instanceof AppError && error.code === 'darkroom-crashed') return null
      throw error
    },
  )
  if (smaller === null || signal.aborted) return
  if (smaller.left !== null) {
    records.keepVerdict(row.sha256, settings, smaller.left)
    return
  }
  const { bytes } = smaller
  const isDone = await exchange.toWebp(row, bytes, () =>
    records.addOriginal(jobId, row, bytes.length),
  )
  const original = isDone ? records.original(row.id) : undefined
  if (original !== undefined) await originals.quarantineOriginal(original)
}
