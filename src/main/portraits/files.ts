import { basename, dirname, join } from 'node:path'
import { AppError } from '../../shared/errors'
import type { PortraitFileState, PortraitFormat } from '../../shared/portrait'
import { type Subject, type SubjectKind, subjectKey } from '../../shared/subject'
import type { FileSystem } from '../core/disk/file-system'
import { sha256 } from '../core/disk/sha256'
import { systemErrorCode } from '../core/disk/system-error'
import { asDiskError, writeFileWhole } from '../core/disk/write-file'

/** Where portraits are, below the user data folder. */
export const root = ['static', 'portraits'] as const
/** The folder of each kind below `root`. */
export const folderNames: Readonly<Record<SubjectKind | 'loose', string>> = {
  campaign: 'gm',
  character: 'characters',
  loose: 'loose',
}
const prefixes: Readonly<Record<SubjectKind, string>> = {
  campaign: 'gm',
  character: 'character',
}
/** How a file of each format ends. */
export const extensions: Readonly<Record<PortraitFormat, string>> = {
  png: 'png',
  jpeg: 'jpg',
  webp: 'webp',
}

/** What a row says about its file. */
export interface StoredFile {
  /** Below the user data folder, with forward slashes. */
  readonly path: string
  readonly sha256: string
  readonly bytes: number
}

export type PortraitReading =
  | { readonly state: 'sound'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly state: Exclude<PortraitFileState, 'sound'> }

export interface NewPortraitFile {
  /** Null for an unassigned one, which is named after this SHA-256. */
  readonly subject: Subject | null
  readonly sha256: string
  readonly format: PortraitFormat
  readonly bytes: Uint8Array
  /** Paths the subject's rows hold already, whether their files are there or not. */
  readonly takenPaths: readonly string[]
}

/** The portrait folders below the user data folder, those above first. */
export function portraitFolders(dataFolder: string): string[] {
  return Object.values(folderNames).map((name) => join(dataFolder, ...root, name))
}

/** The bytes of portraits on disk. A file in here is never changed and never overwritten. */
export function createPortraitFiles(given: {
  readonly dataFolder: string
  readonly fileSystem: FileSystem
}) {
  const { dataFolder, fileSystem } = given
  const writers = new Map<string, Promise<unknown>>()

  // One at a time for each subject, so that two of ours never reach for the same number.
  function inTurn<Value>(owner: Subject | null, write: () => Promise<Value>): Promise<Value> {
    const key = owner === null ? 'loose' : subjectKey(owner)
    const before = writers.get(key) ?? Promise.resolve()
    const turn = before.then(write, write)
    writers.set(key, turn)
    const leave = () => {
      if (writers.get(key) === turn) writers.delete(key)
    }
    turn.then(leave, leave)
    return turn
  }

  async function storeNow(file: NewPortraitFile): Promise<string> {
    const folderName = folderNames[file.subject?.kind ?? 'loose']
    const folder = await folderToWrite(fileSystem, dataFolder, folderName)
    const taken = new Set((await fileSystem.readdir(folder)).map(stemOf))
    for (const path of file.takenPaths) taken.add(stemOf(basename(path)))
    for (let number = 1; ; number += 1) {
      const stem = stemFor(file.subject ?? file.sha256, number)
      if (taken.has(stem)) continue
      const name = `${stem}.${extensions[file.format]}`
      try {
        await writeFileWhole(fileSystem, join(folder, name), file.bytes)
        return [...root, folderName, name].join('/')
      } catch (error) {
        // Another process took the name since we looked.
        if (systemErrorCode(error) !== 'EEXIST') throw error
      }
    }
  }

  return {
    /**
     * Stores the bytes under the subject's next free name and resolves with the path for the row.
     * Throws AppError `disk-full`, `folder-not-writable`, `folder-replaced` or `write-failed`.
     */
    store(file: NewPortraitFile): Promise<string> {
      const folder = join(dataFolder, ...root, folderNames[file.subject?.kind ?? 'loose'])
      return inTurn(file.subject, async () => {
        try {
          return await storeNow(file)
        } catch (error) {
          throw asDiskError(error, { folder, neededBytes: file.bytes.length })
        }
      })
    },

    /** Takes back a file that was just stored and that no row ever pointed to, if it can. */
    async removeUnused(path: string): Promise<void> {
      try {
        await fileSystem.unlink(absolute(dataFolder, path))
      } catch {
        // A file without a row does no harm, and why it has none is the news worth telling.
      }
    },

    /** Looks at the file without opening it: cheap, but a changed byte stays unseen. */
    async checkSize(file: StoredFile): Promise<PortraitFileState> {
      if (!isPortraitPath(file.path)) return 'unreadable'
      try {
        const found = await fileSystem.lstat(absolute(dataFolder, file.path))
        if (found.kind !== 'file') return 'unreadable'
        return found.bytes === file.bytes ? 'sound' : 'damaged'
      } catch (error) {
        return stateFor(error)
      }
    },

    /** The bytes, when they are those that were stored; otherwise what is wrong with them. */
    async read(file: StoredFile): Promise<PortraitReading> {
      if (!isPortraitPath(file.path)) return { state: 'unreadable' }
      const path = absolute(dataFolder, file.path)
      try {
        for (const folder of foldersDownTo(dataFolder, basename(dirname(path)))) {
          // A link anywhere below the data folder could lead out of it.
          if ((await fileSystem.lstat(folder)).kind !== 'folder') return { state: 'unreadable' }
        }
        const found = await fileSystem.lstat(path)
        if (found.kind !== 'file') return { state: 'unreadable' }
        if (found.bytes !== file.bytes) return { state: 'damaged' }
        const bytes = await fileSystem.readFile(path, { maximumBytes: file.bytes })
        return (await sha256(bytes)) === file.sha256
          ? { state: 'sound', bytes }
          : { state: 'damaged' }
      } catch (error) {
        return { state: stateFor(error) }
      }
    },
  }
}

/**
 * The file name, without ending, of a subject's portrait of this number, or of the unassigned one of this
 * SHA-256.
 */
export function stemFor(owner: Subject | string, number: number): string {
  const first =
    typeof owner === 'string'
      ? `loose_${owner.slice(0, 16)}`
      : `${prefixes[owner.kind]}_${owner.id}`
  return number === 1 ? first : `${first}-${number}`
}

/** A file's name as it is compared with others: another ending or other capitals count as the same. */
export function stemOf(name: string): string {
  // On the next computer they may be.
  return (name.split('.')[0] ?? '').normalize('NFC').toLowerCase()
}

const pathPattern = /^static\/portraits\/(?:gm|characters|loose)\/[A-Za-z0-9][\w-]*\.[a-z]+$/

/** Whether a row's path is one that we give; no other is ever opened. */
export function isPortraitPath(path: string): boolean {
  return pathPattern.test(path)
}

function absolute(dataFolder: string, path: string): string {
  return join(dataFolder, ...path.split('/'))
}

/** The folders from the data folder down to one of portraits, the outer ones first. */
export function foldersDownTo(dataFolder: string, last: string): string[] {
  return [join(dataFolder, root[0]), join(dataFolder, ...root), join(dataFolder, ...root, last)]
}

/** The folder of this name, made and synced where it was not there. Throws `folder-replaced`. */
export async function folderToWrite(
  fileSystem: FileSystem,
  dataFolder: string,
  name: string,
): Promise<string> {
  for (const folder of foldersDownTo(dataFolder, name)) {
    if (await isFolder(fileSystem, folder)) continue
    await fileSystem.mkdir(folder)
    await fileSystem.syncFolder(dirname(folder))
  }
  return join(dataFolder, ...root, name)
}

/** False when nothing is there; throws `folder-replaced` when something else has taken its place. */
async function isFolder(fileSystem: FileSystem, path: string): Promise<boolean> {
  try {
    if ((await fileSystem.lstat(path)).kind === 'folder') return true
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return false
    throw error
  }
  throw new AppError('folder-replaced', { folder: basename(path) })
}

function stateFor(error: unknown): Exclude<PortraitFileState, 'sound'> {
  const code = systemErrorCode(error)
  if (code === 'ENOENT') return 'missing'
  return code === 'EFBIG' ? 'damaged' : 'unreadable'
}
