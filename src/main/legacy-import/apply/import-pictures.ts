import { setMaxListeners } from 'node:events'
import { AppError } from '../../../shared/errors'
import { noticeDetails } from '../../../shared/legacy-import'
import type { Subject } from '../../../shared/subject'
import type { AllocateBytes } from '../../core/disk/file-system'
import { unlessAborted } from '../../core/tasks/cancel'
import type { AddPortraits, PlacedPortrait } from '../../portraits/add-portraits'
import { needsOriginal } from '../../portraits/clean'
import { rememberLink } from '../../portraits/links'
import type { Settlement } from '../history/import-table'
import type { PictureSource } from './decide'
import type { ImportContext, ImportMeter, ImportRun } from './import-run'
import { createMemoryBudget } from './memory-budget'
import { type PreparedPicture, preparePicture } from './prepare-picture'
import { createPictureReader, type PictureRefusal } from './read-picture'

/** Pictures whose rows are committed together, at most. */
const picturesAtOnce = 64
const inFlightAtOnce = 16
/** Bytes of pictures held in memory; each may be held twice while it is cleaned. */
const inFlightBytes = 16 * 1024 * 1024
const batchBytes = 128 * 1024 * 1024

/** A picture that is wanted, and for whom. */
export interface WantedPicture {
  readonly name: string
  /** Null for an unassigned one. */
  readonly subject: Subject | null
  readonly source: PictureSource
  /** Whether it takes the place of what the subject shows. */
  readonly makeCurrent: boolean
  /** How it was called in the old app. */
  readonly originPath: string | null
  /** Writes how it ended into its row, inside the transaction. */
  readonly settle: (how: PictureEnd) => void
}

export type PictureEnd = Omit<Settlement, 'fingerprint' | 'outcome'> & {
  /** False when there is no picture after all. */
  readonly came: boolean
}

interface Fetched {
  readonly wanted: WantedPicture
  readonly bytes: number
  readonly end: PictureEnd
  readonly placed: PlacedPortrait | null
  /** An unassigned one of this run with the same bytes, which is used for this one too. */
  readonly sameAs?: PlacedPortrait
}

export interface PictureImporterOptions {
  readonly addPortraits: AddPortraits
  readonly meter: ImportMeter
  /** Every picture is decoded before it is believed. */
  readonly isProved: boolean
}

async function createContext(
  importContext: ImportContext,
  run: ImportRun,
  { addPortraits, meter, isProved }: PictureImporterOptions,
) {
  const { imageSandbox, thumbnails } = importContext
  const { signal } = run
  // Every picture in hand listens whether the run was cancelled.
  setMaxListeners(2 * inFlightAtOnce, signal)
  const reader = await createPictureReader(importContext, run)
  const removedUnassigned = importContext.table.hashesOfRemovedUnassigned()
  const withinMemory = createMemoryBudget(inFlightBytes, inFlightAtOnce)
  const unassignedByHash = new Map<string, Promise<PlacedPortrait>>()
  const unassignedIds = new Map<PlacedPortrait, number>()
  return {
    signal,
    reader,
    imageSandbox,
    isProved,
    addPortraits,
    run,
    removedUnassigned,
    unassignedByHash,
    importContext,
    thumbnails,
    unassignedIds,
    meter,
    withinMemory,
  }
}

type Context = Awaited<ReturnType<typeof createContext>>

/**
 * Imports pictures: several are read, inspected and written at a time, and while their rows are committed
 * together the next ones are read. Throws AppErrors of the disk and the database, `import-source-gone` and
 * `import-cancelled`; every file in place by then has its row.
 */
export async function createPictureImporter(
  importContext: ImportContext,
  run: ImportRun,
  options: PictureImporterOptions,
) {
  const context = await createContext(importContext, run, options)

  return {
    /** Imports all of these, in order. */
    importAll: (wanted: readonly WantedPicture[]) => importAll(context, wanted),

    /** Imports one from the network, and its row at once: the next one may take long. */
    async importOne(wanted: WantedPicture): Promise<void> {
      await commit(context, [await fetch(context, wanted)])
    },
  }
}

async function fetch(
  context: Context,
  wanted: WantedPicture,
  memory?: AllocateBytes,
): Promise<Fetched> {
  const { signal, reader, imageSandbox, isProved } = context
  signal.throwIfAborted()
  const reading = await reader.read(wanted.source, memory)
  if ('refusal' in reading) return refused(wanted, reading.refusal)
  let prepared: PreparedPicture
  try {
    const preparing = preparePicture(imageSandbox, reading.bytes, { isProved })
    prepared = await unlessAborted(signal, preparing)
  } catch (error) {
    if (error instanceof AppError && error.code === 'import-cancelled') throw error
    return refused(wanted, reader.refuse(wanted.source, error))
  }
  return place(context, wanted, prepared, reading.bytes)
}

async function place(
  context: Context,
  wanted: WantedPicture,
  prepared: PreparedPicture,
  original: Uint8Array,
): Promise<Fetched> {
  const { addPortraits, run, removedUnassigned, unassignedByHash, importContext, thumbnails } =
    context
  const { originSha256, thumbnails: made, notices, originFormat, ...picture } = prepared
  const { subject, makeCurrent, originPath } = wanted
  const came = { came: true, reason: null, details: {}, originPath, originSha256 } as const
  const bytes = picture.bytes.length
  const here = addPortraits.findSame(subject, picture.sha256)
  const wasRemoved =
    subject === null &&
    run.decisions.duplicates !== 'keep-both' &&
    removedUnassigned.has(originSha256)
  if (here !== null || wasRemoved)
    return { wanted, bytes, end: { ...came, portraitId: here }, placed: null }
  const provenance = {
    source: 'imported',
    originalName: originPath,
    receivedSha256: originSha256,
  } as const
  const first = subject === null ? unassignedByHash.get(picture.sha256) : undefined
  if (first !== undefined) return { wanted, bytes, end: came, placed: null, sameAs: await first }
  const isKept = needsOriginal(notices)
  const keepFirst = async () => {
    const { sha256 } = picture
    const asItCame = { bytes: original, format: originFormat, originalName: originPath }
    if (isKept) await importContext.keepOriginal({ subject, sha256, ...asItCame })
    return addPortraits.place({ ...picture, subject, provenance, makeCurrent })
  }
  const placing = keepFirst()
  if (subject === null) unassignedByHash.set(picture.sha256, placing)
  const placed = await placing
  await thumbnails.keep(picture.sha256, made)
  const details = noticeDetails(isKept ? [...notices, 'original-kept'] : notices)
  return { wanted, bytes, end: { ...came, details, portraitWasMade: true }, placed }
}

// A lasting address goes on serving: whether there is a newer picture can be asked there.
function remember(
  context: Context,
  { source }: WantedPicture,
  { portraitId, originSha256 }: PictureEnd,
): void {
  const { importContext } = context
  if (source.from !== 'link' || portraitId == null || originSha256 == null) return
  const { url } = source
  const receivedSha256 = originSha256
  rememberLink(importContext.database, {
    portraitId,
    url,
    receivedSha256,
    fetchedAt: importContext.clock(),
  })
}

async function commit(context: Context, batch: readonly Fetched[]): Promise<void> {
  const { addPortraits, unassignedIds, meter } = context
  if (batch.length === 0) return
  const placed = batch.flatMap((one) => one.placed ?? [])
  const ids = await addPortraits.enter(placed, (ids) => {
    const idOf = new Map(placed.map((one, index) => [one, ids[index]]))
    for (const { wanted, end, placed: own, sameAs } of batch) {
      const made = own ?? sameAs
      const portraitId = made && (idOf.get(made) ?? unassignedIds.get(made) ?? null)
      const settled = made === undefined ? end : { ...end, portraitId: portraitId ?? null }
      wanted.settle(settled)
      remember(context, wanted, settled)
    }
  })
  for (const [index, one] of placed.entries()) {
    const id = ids[index]
    if (one.subject === null && id !== undefined) unassignedIds.set(one, id)
  }
  for (const { wanted, bytes } of batch) meter(1, bytes, wanted.name)
}

async function importAll(context: Context, wanted: readonly WantedPicture[]): Promise<void> {
  const { withinMemory } = context
  let committing = Promise.resolve()
  for (const batch of inBatches(wanted)) {
    const results = await Promise.allSettled(
      batch.map((one) => withinMemory(sizeOf(one), (memory) => fetch(context, one, memory))),
    )
    await committing
    const fetched = results.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
    committing = commit(context, fetched)
    // The consumer gets the rejection; until then it must not end the process as unhandled.
    committing.catch(() => undefined)
    const failure = results.find((one) => one.status === 'rejected')
    if (failure !== undefined) {
      await committing
      throw failure.reason
    }
  }
  await committing
}

const refused = (wanted: WantedPicture, refusal: PictureRefusal): Fetched => ({
  wanted,
  bytes: 0,
  end: { came: false, ...refusal },
  placed: null,
})

function sizeOf({ source }: WantedPicture): number {
  if (source.from === 'file') return source.file.bytes
  return source.from === 'value' ? source.bytes : 0
}

function* inBatches(wanted: readonly WantedPicture[]): Generator<readonly WantedPicture[]> {
  let batch: WantedPicture[] = []
  let bytes = 0
  for (const one of wanted) {
    const size = sizeOf(one)
    if (batch.length >= picturesAtOnce || (batch.length > 0 && bytes + size > batchBytes)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(one)
    bytes += size
  }
  if (batch.length > 0) yield batch
}
