import { hash } from 'node:crypto'
import { tmpdir } from 'node:os'
import type { Database } from 'better-sqlite3'
import type { AddedPictures, AddedPicturesChange, PictureChoice } from '../../shared/add-pictures'
import type { CompressionSettings } from '../../shared/compression'
import { AppError } from '../../shared/errors'
import type { Subject } from '../../shared/subject'
import type { Characters } from '../campaigns/characters'
import type { Clock } from '../core/clock'
import { lstatNow } from '../core/disk/blocking'
import type { FileSystem } from '../core/disk/file-system'
import { readHead } from '../core/disk/read-file'
import { sha256 as sha256Beside } from '../core/disk/sha256'
import { cancelledOr, unlessAborted } from '../core/tasks/cancel'
import { forEachLimited } from '../core/tasks/limit'
import type { Task, Tasks } from '../core/tasks/tasks'
import type { ImageSandbox } from '../image-sandbox/image-sandbox'
import { type KeepOriginal, storableName } from '../portraits/add-portrait'
import { type AddPortraits, createAddPortraits } from '../portraits/add-portraits'
import { inspectPicture, pictureFormat } from '../portraits/inspect'
import { readOwnFile } from '../portraits/own-file'
import type { Portraits } from '../portraits/portraits'
import { preparePortrait } from '../portraits/prepare-portrait'
import type { Thumbnails } from '../portraits/thumbnails/thumbnails'
import { Decisions } from './decide'
import { type Entry, type Faces, noteFaces, rowOf, type Target } from './entry'
import { type FoundPicture, findPictures, type PictureSource } from './find-pictures'
import { PlacedFiles } from './placed-files'

/** So few that new faces appear on the wall every few seconds, and so many that the disk is seldom waited for. */
const usualBatch = 32
const inFlightAtOnce = 6
/** Bytes of pictures held in memory; each may be held twice while it is cleaned. */
const inFlightBytes = 64 * 1024 * 1024
/** Up to here a hash takes a few milliseconds, and less than handing a copy to another thread. */
const hashedHereBytes = 4 * 1024 * 1024
/** As much of a file as tells what it is. */
const headBytes = 4096
const pictureName = /\.(?:png|jpe?g|jpe|jfif|webp|gif|avif)$/i

export interface AddPicturesParts {
  readonly database: Database
  /** The user data folder. */
  readonly dataFolder: string
  readonly fileSystem: FileSystem
  readonly clock: Clock
  readonly imageSandbox: ImageSandbox
  readonly tasks: Tasks
  readonly characters: Pick<Characters, 'reserveIds' | 'create'>
  readonly portraits: Portraits
  readonly thumbnails: Pick<Thumbnails, 'keep'>
  readonly keepOriginal: KeepOriginal
  readonly storage?: (() => CompressionSettings | null) | undefined
  /** Moves to the trash what a limit of the history no longer keeps, inside the transaction. */
  readonly makeRoom: (subject: Subject, formerId: number | null) => readonly number[]
  /** Throws AppError `not-found`. */
  readonly readSubject: (subject: Subject) => {
    readonly name: string
    readonly trashedAt: string | null
  }
  /** Pictures whose rows are committed together, at most; 32 unless it is said. */
  readonly batchSize?: number
  /** What a character is called whose file has no name. */
  readonly unnamed: (id: number) => string
}

interface Run extends Task {
  readonly parts: AddPicturesParts
  readonly choice: PictureChoice
  /** Pasted ones have no file. */
  readonly origin: 'own-file' | 'pasted'
  readonly addPortraits: AddPortraits
  readonly placedFiles: PlacedFiles
  readonly onStored: () => void
  readonly decisions: Decisions<Entry>
  /** Unassigned ones that are stored already, by the SHA-256 of what is stored. */
  readonly unassigned: Map<string, Entry>
  readonly faces: Faces
  /** Keys of the subjects of which a picture has come. */
  readonly seen: Set<string>
  readonly change: { characterIds: number[]; portraitIds: number[] }
  /** Ids of characters that are not made yet. */
  readonly reservedIds: number[]
}

export interface AddPicturesOrder {
  readonly sources: readonly PictureSource[]
  readonly choice: PictureChoice
  readonly origin: 'own-file' | 'pasted'
  /** Called while it runs, each time some more have their rows. */
  readonly onStored?: () => void
}

/**
 * Adds any number of pictures and reports the outcome of each. What was added stays when the task is cancelled or
 * fails, and adding the same pictures again continues where it stopped. Throws AppError `not-found` and `in-trash` for a
 * campaign or character that is not there, what `findPictures` throws, and what keeps a task from beginning.
 */
export function addPictures(
  parts: AddPicturesParts,
  order: AddPicturesOrder,
): Promise<AddedPictures> {
  return parts.tasks.run('add-pictures', async (task) => {
    const { choice, origin, onStored = () => undefined } = order
    const decisions = new Decisions<Entry>({ ...parts, choice })
    const placedFiles = new PlacedFiles(parts)
    const addPortraits = createAddPortraits({ ...parts, beforePlacing: placedFiles.note })
    const found = await findPictures(order.sources, { ...task, temporaryFolder: tmpdir() })
    const run: Run = {
      ...{ ...task, parts, choice, origin, onStored, decisions, addPortraits, placedFiles },
      unassigned: new Map(),
      faces: new Map(),
      seen: new Set(),
      change: { characterIds: [], portraitIds: [] },
      reservedIds: [],
    }
    try {
      const entries = found.pictures.map((picture): Entry => ({ found: picture, is: 'waiting' }))
      const failure = await addAll(run, entries)
      const { passedOver, leftOut } = found
      return { ...asReport(run, entries, failure), passedOver, leftOut }
    } finally {
      await placedFiles.close()
      await found.close()
    }
  })
}

function asReport(
  { signal, faces, change }: Run,
  entries: readonly Entry[],
  failure: unknown,
): Omit<AddedPictures, 'passedOver' | 'leftOut'> {
  const rows = entries.flatMap((entry) => rowOf(entry) ?? [])
  const isCancelled = signal.aborted
  const error = failure instanceof AppError && !isCancelled ? failure.toReport() : null
  if (failure !== null && error === null && !isCancelled) throw failure
  const whole: AddedPicturesChange = { ...change, faces: [...faces.values()] }
  return { rows, notReached: entries.length - rows.length, isCancelled, error, change: whole }
}

/** Answers why it could not go on; null when all was looked at. */
async function addAll(run: Run, entries: Entry[]): Promise<unknown> {
  const { signal, onProgress } = run
  const batchSize = run.parts.batchSize ?? usualBatch
  let done = 0
  let committing = Promise.resolve()
  let decided = Promise.resolve()
  try {
    for (let start = 0; start < entries.length; start += batchSize) {
      const batch = entries.slice(start, start + batchSize)
      const limits = { places: inFlightAtOnce, maximumWeight: inFlightBytes, weightOf, signal }
      let failure: unknown = null
      try {
        await forEachLimited(batch, limits, async (entry) => {
          const turn = Promise.withResolvers<void>()
          const before = decided
          decided = turn.promise
          await addOne(run, entry, before, turn.resolve)
          done += 1
          const { file } = entry.found
          const total = entries.length
          onProgress({ step: 'add-pictures', done, total, doneBytes: 0, totalBytes: 0, now: file })
        })
      } catch (error) {
        failure = error
      }
      await committing
      committing = commit(run, batch)
      // Awaited before the next one; until then it must not end the process.
      committing.catch(() => undefined)
      if (failure !== null) {
        await committing
        return failure
      }
    }
    await committing
    return null
  } catch (error) {
    return cancelledOr(error, signal)
  }
}

function weightOf({ found: { source } }: Entry): number {
  if (source.kind === 'bytes') return source.bytes.length
  return source.kind === 'file' ? (lstatNow(source.path)?.size ?? 0) : 0
}

/** Decisions are made one after the other, in the order of the pictures: of two equal ones the first is added. */
async function addOne(
  run: Run,
  entry: Entry,
  before: Promise<void>,
  decided: () => void,
): Promise<void> {
  const { signal, parts, decisions } = run
  try {
    let bytes: Uint8Array
    let sha256: string
    try {
      bytes = await unlessAborted(signal, readPicture(parts.fileSystem, entry.found))
      sha256 = bytes.length <= hashedHereBytes ? hash('sha256', bytes) : await sha256Beside(bytes)
      await before
      const decision = decisions.decide(entry, entry.found.file, sha256)
      if (decision.to === 'new') {
        entry.target = targetNew(run, decision.name)
      } else if (decision.to === 'subject' || decision.to === 'unassigned') entry.target = decision
      else {
        entry.is = decision.to === 'same' ? { sameAs: decision.as } : { repeats: decision.first }
        return
      }
    } finally {
      await before
      decided()
    }
    await store(run, entry, bytes, sha256)
  } catch (error) {
    if (!isRefusal(error)) throw error
    entry.is = { refusal: error.toReport() }
  }
}

/** Ids are reserved by the batch, since the disk is waited for each time. */
function targetNew({ parts, reservedIds }: Run, name: string | null): Target {
  if (reservedIds.length === 0) reservedIds.push(...parts.characters.reserveIds(usualBatch))
  const id = reservedIds.shift() ?? 0
  return { to: 'new', subject: { kind: 'character', id }, name: name ?? parts.unnamed(id) }
}

/** Throws AppError `file-unreadable` and `picture-…`. */
async function readPicture(fileSystem: FileSystem, found: FoundPicture): Promise<Uint8Array> {
  const { source, file } = found
  if (source.kind === 'bytes') return source.bytes
  if (source.kind === 'closed') {
    throw new AppError('file-unreadable', { name: file, code: source.code })
  }
  if (!pictureName.test(file)) {
    // A folder may hold films and archives: they are not read whole to be refused.
    const head = await readHead(source.path, headBytes).catch(() => null)
    if (head !== null && pictureFormat(head) === null) inspectPicture(head)
  }
  return (await readOwnFile(fileSystem, source.path, { followLinks: source.wasChosen })).bytes
}

async function store(run: Run, entry: Entry, bytes: Uint8Array, sha256: string): Promise<void> {
  const { parts, signal, addPortraits } = run
  const { target, found } = entry
  if (target === undefined) return
  const settings = parts.storage?.() ?? null
  const preparing = preparePortrait(parts.imageSandbox, bytes, settings, sha256)
  const { thumbnails, notices, needsOriginal, receivedFormat, receivedSha256, ...picture } =
    await unlessAborted(signal, preparing)
  const subject = target.to === 'unassigned' ? null : target.subject
  const portraitId = target.to === 'new' ? null : addPortraits.findSame(subject, picture.sha256)
  if (portraitId !== null) {
    const name = target.to === 'subject' ? target.name : null
    entry.is = { sameAs: { portraitId, subject, name } }
    return
  }
  const first = subject === null ? run.unassigned.get(picture.sha256) : undefined
  if (first !== undefined) {
    entry.is = { repeats: first }
    return
  }
  if (subject === null) run.unassigned.set(picture.sha256, entry)
  // What a page held has no name.
  const originalName = storableName(found.file.split('/').at(-1)) || null
  const original = { subject, sha256: picture.sha256, bytes, format: receivedFormat, originalName }
  const assign = needsOriginal ? await parts.keepOriginal(original) : null
  const provenance = { source: run.origin, originalName, receivedSha256 } as const
  const placed = await addPortraits.place({ ...picture, subject, provenance, makeCurrent: false })
  await parts.thumbnails.keep(picture.sha256, thumbnails)
  entry.is = {
    placed,
    assign,
    notices: assign === null ? notices : [...notices, 'original-kept'],
  }
}

function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError && /^(?:picture|darkroom)-|^file-unreadable$/.test(error.code)
}

/** Gives what was placed its rows, all of them or none. */
async function commit(run: Run, batch: readonly Entry[]): Promise<void> {
  const { parts, choice, addPortraits, placedFiles, faces, change, onStored } = run
  const noted = noteFaces(batch, run.seen)
  const placed = noted.map(({ placed, isShown }) => ({ ...placed, makeCurrent: isShown }))
  if (placed.length === 0) return
  const changed = new Map(faces)
  const first = (): void => {
    for (const { target } of noted) {
      if (target.to === 'new' && choice.way === 'new') {
        const { campaignId } = choice
        parts.characters.create({ id: target.subject.id, campaignId, name: target.name })
      } else if (target.to === 'subject' && !changed.has(target.key)) {
        const formerId = parts.portraits.current(target.subject)?.id ?? null
        const face = { subject: target.subject, formerId, shownId: formerId }
        changed.set(target.key, { ...face, added: [], wentToTrash: [] })
      }
    }
  }
  const also = (ids: readonly number[]): void => {
    for (const [index, { target, isShown }] of noted.entries()) {
      const id = ids[index]
      const face = target.to === 'subject' ? changed.get(target.key) : undefined
      if (id === undefined || face === undefined || target.to !== 'subject') continue
      const wentToTrash = parts.makeRoom(target.subject, isShown ? face.formerId : null)
      changed.set(target.key, {
        ...face,
        shownId: isShown ? id : face.shownId,
        added: [...face.added, id],
        wentToTrash: [...face.wentToTrash, ...wentToTrash],
      })
    }
  }
  const ids = await addPortraits.enter(placed, also, first)
  placedFiles.entered(placed.map(({ path }) => path))
  for (const [key, face] of changed) faces.set(key, face)
  for (const [index, { entry, target, assign }] of noted.entries()) {
    const portraitId = ids[index]
    if (portraitId === undefined) continue
    entry.portraitId = portraitId
    if (target.to === 'new') change.characterIds.push(target.subject.id)
    else if (target.to === 'unassigned') change.portraitIds.push(portraitId)
    await assign?.(portraitId)
  }
  onStored()
}
