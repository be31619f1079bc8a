import { basename, join, relative, sep } from 'node:path'
import { AppError } from '../../shared/errors'
import { maximumOwnPictureBytes } from '../../shared/portrait'
import { sortKey } from '../../shared/sort-key'
import type { WantedFiles } from '../core/archive/archive-entry'
import { archiveFormatOf, asArchiveError, unpackArchive } from '../core/archive/unpack'
import {
  isAppleDoubleFile,
  isNamedAppleDouble,
  isSystemFile,
  isSystemFolder,
} from '../core/disk/left-by-systems'
import { listKinds } from '../core/disk/list-folder'
import { type ScratchFolder, temporaryFolder } from '../core/disk/scratch/folders'
import { lstatAt, statAt } from '../core/disk/stat-at'
import { systemErrorCode } from '../core/disk/system-error'
import { walkFolders } from '../core/disk/walk'
import type { Task } from '../core/tasks/tasks'

/** Where pictures come from: a file, folder or archive on a disk, or the bytes of one that has no file. */
export type PictureSource =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'bytes'; readonly name: string; readonly bytes: Uint8Array }

/** Something that may be a picture. */
export interface FoundPicture {
  /** From what was chosen downwards, with forward slashes. */
  readonly file: string
  readonly source:
    | { readonly kind: 'file'; readonly path: string; readonly wasChosen: boolean }
    | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
    /** A folder that may not be looked into. */
    | { readonly kind: 'closed'; readonly code: string }
}

export interface FoundPictures {
  readonly pictures: readonly FoundPicture[]
  /** Files and folders that systems leave, or that are hidden. */
  readonly passedOver: number
  /** Links, devices and the like. */
  readonly leftOut: number
  /** Removes what archives were unpacked into. */
  close(): Promise<void>
}

/** As many as a library is built for. */
const mostPictures = 100_000

const fromArchive: WantedFiles = {
  isWanted: (parts) => !parts.some(isSystemFolder) && !isLeftBySystem(parts.at(-1) ?? ''),
  maximumBytes: () => maximumOwnPictureBytes,
}

/** In archives a name has to do: the other half of a file that macOS writes has no bytes to look at yet. */
const isLeftBySystem = (name: string): boolean => isSystemFile(name) || isNamedAppleDouble(name)

interface Context extends Partial<Task> {
  readonly temporaryFolder: string
  readonly pictures: FoundPicture[]
  readonly unpacked: ScratchFolder[]
  passedOver: number
  leftOut: number
}

/**
 * Lists what may be pictures in all of these, in the order of their names; archives are unpacked first. Throws
 * AppError `file-unreadable` for a chosen path that is not there, `pictures-too-many`, `import-unpack-first`,
 * `import-archive-…`, those of the disk, and the signal's reason.
 */
export async function findPictures(
  sources: readonly PictureSource[],
  options: Partial<Task> & { readonly temporaryFolder: string },
): Promise<FoundPictures> {
  const context: Context = { ...options, pictures: [], unpacked: [], passedOver: 0, leftOut: 0 }
  const close = async (): Promise<void> => {
    for (const folder of context.unpacked) await folder.remove()
  }
  try {
    for (const source of sources) {
      options.signal?.throwIfAborted()
      if (source.kind === 'path') await addPath(context, source.path)
      else context.pictures.push({ file: source.name, source })
    }
  } catch (error) {
    await close()
    throw error
  }
  const { pictures, passedOver, leftOut } = context
  return { pictures, passedOver, leftOut, close }
}

async function addPath(context: Context, path: string): Promise<void> {
  const name = basename(path)
  const found = await existing(path, name)
  if (found.isDirectory()) {
    await addFolder(context, path, name)
    return
  }
  if (isSystemFile(name)) {
    context.passedOver += 1
    return
  }
  if (!found.isFile()) {
    context.leftOut += 1
    return
  }
  const format = await archiveFormatOf(path).catch((error: unknown) => {
    // What is wrong with a file is told in its own row.
    if (error instanceof AppError) throw error
    return null
  })
  if (format === null) {
    context.pictures.push({ file: name, source: { kind: 'file', path, wasChosen: true } })
    return
  }
  const folder = temporaryFolder(context.temporaryFolder, 'unpacked')
  context.unpacked.push(folder)
  try {
    await folder.make()
    context.leftOut += await unpackArchive(format, {
      archive: path,
      folder: folder.path,
      wanted: fromArchive,
      signal: context.signal,
      onProgress: ({ done, total, now }) =>
        context.onProgress?.({ step: 'unpack', done, total, doneBytes: done, totalBytes: 0, now }),
    })
  } catch (error) {
    context.signal?.throwIfAborted()
    if (error instanceof AppError)
      throw new AppError(error.code, { name, ...error.details }, { cause: error })
    throw asArchiveError(error, name)
  }
  await addFolder(context, folder.path, name)
}

async function existing(path: string, name: string) {
  try {
    const found = (await statAt(path)) ?? (await lstatAt(path))
    if (found !== null) return found
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === '') throw error
    throw new AppError('file-unreadable', { name, code }, { cause: error })
  }
  throw new AppError('file-unreadable', { name, code: 'ENOENT' })
}

async function addFolder(context: Context, root: string, name: string): Promise<void> {
  const found: FoundPicture[] = []
  const enters = (_path: string, inner: string): boolean => {
    const isHidden = isSystemFolder(inner) || inner.startsWith('.')
    if (isHidden) context.passedOver += 1
    return !isHidden
  }
  const onClosed = (path: string, error: unknown): void => {
    const code = systemErrorCode(error) || 'ELOOP'
    found.push({ file: fileBelow(name, path), source: { kind: 'closed', code } })
  }
  for await (const { path, entries } of walkFolders(listKinds, root, { enters, onClosed })) {
    context.signal?.throwIfAborted()
    for (const { name: inner, kind } of entries) {
      const file = join(root, path, inner)
      if (kind === 'link' || kind === 'other') context.leftOut += 1
      else if (kind === 'file' && isOfSystem(inner, file)) context.passedOver += 1
      else if (kind === 'file') {
        const below = relative(root, file).split(sep).join('/')
        const source = { kind: 'file', path: file, wasChosen: false } as const
        found.push({ file: fileBelow(name, below), source })
      }
    }
    if (context.pictures.length + found.length > mostPictures) {
      throw new AppError('pictures-too-many', { maximum: mostPictures })
    }
  }
  const keyed = found.map((one) => ({ one, key: sortKey(one.file) }))
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  context.pictures.push(...keyed.map(({ one }) => one))
}

const fileBelow = (name: string, path: string): string => (path === '' ? name : `${name}/${path}`)

function isOfSystem(name: string, path: string): boolean {
  return isSystemFile(name) || (isNamedAppleDouble(name) && isAppleDoubleFile(path))
}
