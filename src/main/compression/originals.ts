import type { CompressionSettings, DeletedOriginals } from '../../shared/compression'
import { AppError } from '../../shared/errors'
import type { QuarantineEntry } from '../../shared/quarantine'
import type { Quarantine, QuarantineOrder } from '../integrity/quarantine/quarantine'
import type { PortraitRow } from '../portraits/rows'
import type { Exchange } from './exchange'
import type { Amount, CompressionRecords, OriginalRow } from './records'

export interface OriginalsParts {
  readonly records: CompressionRecords
  readonly exchange: Exchange
  readonly quarantine: Quarantine
  readonly find: (portraitId: number) => PortraitRow | undefined
}

export type Originals = ReturnType<typeof createOriginals>

/** The files that portraits had before they were compressed: stored in the quarantine, restored, deleted. */
export function createOriginals(options: OriginalsParts) {
  return {
    quarantineOriginal: (original: OriginalRow) => moveAside(options, original),

    /** Moves what a killed run has left in the portraits' folder. */
    finishMoves: () => finishMoves(options),

    /**
     * Shows the original again and moves the WebP to the quarantine; these settings will not be tried on it
     * again. `entries` are those of the quarantine. Resolves with false when the original is gone or harmed; the portrait stays as it is then.
     */
    putBack: (
      original: OriginalRow,
      settings: CompressionSettings,
      entries: readonly QuarantineEntry[],
    ) => putBack(options, original, settings, entries),

    /**
     * Permanently deletes the stored originals. Before each, the file its portrait shows now is read; if that
     * is damaged, the original stays, and the portrait is reported.
     */
    deleteOriginals: () => deleteOriginals(options),

    /** How many are stored, and their size. */
    count: () => count(options),
  }
}

/** Moves an original out of the portraits' folder. Its portrait shows another file already. */
async function moveAside(options: OriginalsParts, original: OriginalRow): Promise<void> {
  const { records } = options
  const { portrait_id: portraitId, original_path: path, original_format: format } = original
  const facts = { format, sha256: original.original_sha256, job: original.job_id }
  // Not there where it was killed after the move and before this was noted.
  await quarantineIfThere(options, path, { why: 'compressed', portraitId, facts })
  records.setMoved(portraitId)
}

/** What is not there, because it was moved already or is lost, needs no moving. */
async function quarantineIfThere(
  options: OriginalsParts,
  path: string,
  order: QuarantineOrder,
): Promise<void> {
  const { quarantine } = options
  try {
    await quarantine.put(path, order)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not-found') throw error
  }
}

async function finishMoves(options: OriginalsParts): Promise<void> {
  const { records } = options
  for (const original of records.unmoved()) await moveAside(options, original)
}

/** The original in its place, whole; false when it is nowhere to be found so. */
async function restoreOriginal(
  options: OriginalsParts,
  original: OriginalRow,
  entries: readonly QuarantineEntry[],
): Promise<boolean> {
  const { exchange, quarantine } = options
  const file = fileOf(original)
  if (await exchange.isIntact(file)) return true
  const kept = entries.findLast(
    ({ originalPath, sha256 }) => originalPath === file.path && sha256 === file.sha256,
  )
  if (kept === undefined) return false
  const [restored] = await quarantine.restore([kept.id])
  if (restored?.outcome !== 'restored') return false
  if (await exchange.isIntact(file)) return true
  // It has rotted in there. Nothing points to it, and it goes back to where it was.
  const { portrait_id: portraitId } = original
  await quarantine.put(file.path, { why: 'harmed', portraitId, facts: {} })
  return false
}

async function putBack(
  options: OriginalsParts,
  original: OriginalRow,
  settings: CompressionSettings,
  entries: readonly QuarantineEntry[],
): Promise<boolean> {
  const { find, exchange, records } = options
  const row = find(original.portrait_id)
  if (row === undefined || !(await restoreOriginal(options, original, entries))) return false
  const file = fileOf(original)
  const isPointed = exchange.point(row, file, () => {
    records.removeOriginal(row.id)
    records.keepVerdict(file.sha256, settings, 'put-back')
  })
  if (!isPointed) return false
  const facts = { madeSmaller: true, sha256: row.sha256 }
  await quarantineIfThere(options, row.path, { why: 'stray', portraitId: row.id, facts })
  return true
}

async function deleteOriginals(
  options: OriginalsParts,
): Promise<Omit<DeletedOriginals, 'overview'>> {
  const { quarantine, records } = options
  await finishMoves(options)
  const { entries } = await quarantine.list()
  const originals = entries.filter(({ why }) => why === 'compressed')
  const { count, bytes, stayed } = await quarantine.remove(
    originals.map(({ id }) => id),
    // The row, then the file: after a crash in between they are still listed, and deleted the next time.
    (leaving) => records.setGone(leaving.flatMap(({ portraitId }) => portraitId ?? [])),
  )
  const named = new Map(
    stayed.flatMap(({ inNeed }) => inNeed.map((portrait) => [portrait.portraitId, portrait])),
  )
  const inOrder = [...named.values()].toSorted((one, other) => one.portraitId - other.portraitId)
  return { count, bytes, stayed: inOrder }
}

async function count(options: OriginalsParts): Promise<Amount> {
  const { quarantine } = options
  const { entries } = await quarantine.list()
  const kept = entries.filter(({ why }) => why === 'compressed')
  return { count: kept.length, bytes: kept.reduce((sum, { bytes }) => sum + bytes, 0) }
}

function fileOf(original: OriginalRow) {
  return {
    path: original.original_path,
    sha256: original.original_sha256,
    bytes: original.original_bytes,
    format: original.original_format,
  }
}
