import { basename, dirname, join, sep } from 'node:path'
import { setImmediate as yieldTurn } from 'node:timers/promises'
import type { ErrorDetails } from '../../../shared/errors'
import { maximumOwnPictureBytes } from '../../../shared/portrait'
import { writableName } from '../../core/archive/writable-name'
import { realPathNow } from '../../core/disk/blocking'
import type { AllocateBytes, FileSystem } from '../../core/disk/file-system'
import { isAppleDouble } from '../../core/disk/left-by-systems'
import { createPeek } from '../../core/disk/peek-file'
import { systemError, systemErrorCode } from '../../core/disk/system-error'
import type { ImageSandbox } from '../../image-sandbox/image-sandbox'
import { percentDecoded } from '../old-database/old-value'
import type { OldFile } from '../old-library'
import { asSourceError } from '../source/source-error'
import {
  type Classification,
  classifyFile,
  classifyPicture,
  damageOfError,
  headBytes,
  tailBytes,
} from './classify-picture'
import { listFiles } from './list-files'

/** A file with the facts for the sentence that says what is wrong with it. */
export interface ScannedFile extends OldFile {
  readonly details: ErrorDetails
}

export interface ScannedFiles {
  readonly files: readonly ScannedFile[]
  /** Links below the folder; they were not followed. */
  readonly links: readonly string[]
  /** How many files and folders that a system left were passed over. */
  readonly passedOver: number
  /** The file of this path, `link` when the path leads through one, null when nothing is there. */
  find(path: string): ScannedFile | 'link' | null
  readFile(file: OldFile, place?: AllocateBytes): Promise<Uint8Array>
}

export interface ScanFilesOptions {
  /** The portraits folder. */
  readonly folder: string
  readonly fileSystem: Pick<FileSystem, 'readFile' | 'readInto'>
  readonly imageSandbox: Pick<ImageSandbox, 'develop'>
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: {
    done: number
    total: number
    bytes: number
    now: string
  }) => void
}

/** Up to this many bytes of pictures are proved whole by decoding them; more would take minutes. */
const provedBytes = 200 * 1024 * 1024
/** How long files are looked at before others get their turn, in milliseconds. */
const turnMs = 12

/**
 * Checks every file of a portraits folder by its head and tail, and decodes the intact ones in the image
 * sandbox while they are few. Throws AppError `import-source-gone`, `import-source-unreadable`, `import-
 * cancelled`.
 */
export async function scanFiles(options: ScanFilesOptions): Promise<ScannedFiles> {
  const { folder, signal, onProgress } = options
  const name = basename(folder)
  try {
    const root = realPathNow(folder)
    const readFile = createReader(options, root)
    const listed = await listFiles(folder, signal)
    const files: PeekedAtFile[] = []
    let bytes = 0
    let { passedOver } = listed
    let turnEnds = performance.now() + turnMs
    for (const path of listed.files) {
      const file = await lookAt(folder, path, readFile)
      if (file === null) passedOver += 1
      else files.push(file)
      bytes += file?.harm === null ? file.bytes : 0
      if (performance.now() < turnEnds) continue
      onProgress?.({ done: files.length, total: listed.files.length, bytes, now: basename(path) })
      await yieldTurn()
      signal?.throwIfAborted()
      turnEnds = performance.now() + turnMs
    }
    const proved = bytes <= provedBytes ? await prove(files, readFile, options) : files
    return {
      files: proved,
      links: listed.links,
      passedOver,
      find: createFinder(proved, listed.links),
      readFile,
    }
  } catch (error) {
    throw asSourceError(error, name)
  }
}

type ReadFile = ScannedFiles['readFile']

const peekFile = createPeek(headBytes, tailBytes)

// Null for what a system left, whose bytes say so.
async function lookAt(
  folder: string,
  path: string,
  readFile: ReadFile,
): Promise<PeekedAtFile | null> {
  try {
    const peeked = peekFile(folder + sep + path)
    if (isAppleDouble(peeked.head)) return null
    const classification = classifyFile(peeked)
    const file = new PeekedAtFile(path, peeked.size, peeked.modifiedMs, classification ?? unsure)
    return classification === null ? file.as(classifyPicture(await readFile(file))) : file
  } catch (error) {
    const reason = systemErrorCode(error)
    if (reason === '') throw error
    // A single unreadable file is reported; a folder that is gone ends the scan.
    realPathNow(folder)
    const details = { reason }
    return new PeekedAtFile(path, 0, 0, { format: null, harm: 'file-unreadable', details })
  }
}

const unsure: Classification = { format: null, harm: null, details: {} }

class PeekedAtFile implements ScannedFile {
  readonly path: string
  readonly bytes: number
  readonly format: ScannedFile['format']
  readonly harm: ScannedFile['harm']
  readonly details: ErrorDetails
  readonly #modifiedMs: number

  constructor(path: string, bytes: number, modifiedMs: number, classification: Classification) {
    this.path = path
    this.bytes = bytes
    this.#modifiedMs = modifiedMs
    this.format = classification.format
    this.harm = classification.harm
    this.details = classification.details
  }

  // Made only for those who ask: ten thousand dates cost more than the files they stand for.
  get modifiedAt(): Date {
    return new Date(this.#modifiedMs)
  }

  as(classification: Classification): PeekedAtFile {
    return new PeekedAtFile(this.path, this.bytes, this.#modifiedMs, classification)
  }
}

function createReader({ folder, fileSystem }: ScanFilesOptions, root: string): ReadFile {
  return async ({ path }, place) => {
    const whole = join(folder, path)
    // A folder on the way may have been replaced by a link since it was listed.
    if (realPathNow(dirname(whole)) !== dirname(join(root, path))) {
      throw systemError('ELOOP', 'a link on the way')
    }
    const options = { maximumBytes: maximumOwnPictureBytes }
    return place === undefined
      ? fileSystem.readFile(whole, options)
      : fileSystem.readInto(whole, place, options)
  }
}

async function prove(
  files: readonly PeekedAtFile[],
  readFile: ReadFile,
  { imageSandbox, signal, onProgress }: ScanFilesOptions,
): Promise<readonly ScannedFile[]> {
  const proved: ScannedFile[] = []
  let bytes = 0
  for (const file of files) {
    signal?.throwIfAborted()
    const harm = file.harm === null ? await proofOf(file, readFile, imageSandbox) : null
    proved.push(harm === null ? file : file.as(harm))
    bytes += file.bytes
    const now = basename(file.path)
    onProgress?.({ done: proved.length, total: files.length, bytes, now })
  }
  return proved
}

async function proofOf(
  file: ScannedFile,
  readFile: ReadFile,
  imageSandbox: Pick<ImageSandbox, 'develop'>,
): Promise<Classification | null> {
  try {
    return await proveBytes(await readFile(file), imageSandbox)
  } catch (error) {
    const reason = systemErrorCode(error)
    if (reason === '') throw error
    return { format: file.format, harm: 'file-unreadable', details: { reason } }
  }
}

/** Decodes a picture to the end; null when it is intact. */
export async function proveBytes(
  bytes: Uint8Array,
  imageSandbox: Pick<ImageSandbox, 'develop'>,
): Promise<Classification | null> {
  const classification = classifyPicture(bytes)
  if (classification.harm !== null || classification.format === null) return classification
  try {
    const order = { bytes, format: classification.format, thumbnailSizes: [], asPng: false }
    await imageSandbox.develop(order)
    return null
  } catch (error) {
    const harm = damageOfError(error)
    if (harm === null) throw error
    return { ...classification, harm }
  }
}

function createFinder(files: readonly ScannedFile[], links: readonly string[]) {
  const exact = new Map(files.map((file) => [file.path, file]))
  const linked = new Set(links.map(fold))
  let folded: ReadonlyMap<string, ScannedFile> | null = null
  let spelled: ReadonlyMap<string, ScannedFile> | null = null
  return (path: string): ScannedFile | 'link' | null => {
    const found = exact.get(path)
    if (found !== undefined) return found
    const parts = fold(path).split('/')
    if (parts.some((_, at) => linked.has(parts.slice(0, at + 1).join('/')))) return 'link'
    // Needed for the few whose names were written otherwise.
    folded ??= new Map(files.map((file) => [fold(file.path), file]))
    const alike = folded.get(parts.join('/'))
    if (alike !== undefined) return alike
    spelled ??= new Map(files.map((file) => [spell(file.path), file]))
    return spelled.get(spell(path)) ?? null
  }
}

// The old app ran on disks that ignore case and Unicode normalization in names.
const fold = (path: string): string => path.normalize('NFC').toLowerCase()

// A name may have gone through an address, more than once, or through a disk that cannot hold it.
const spell = (path: string): string =>
  fold(percentDecoded(percentDecoded(path)).split('/').map(writableName).join('/'))
