import { constants, fstatSync, type Stats } from 'node:fs'
import {
  type FileHandle,
  link,
  mkdir,
  open,
  readdir,
  rename,
  rmdir,
  unlink,
} from 'node:fs/promises'
import { type Digest, digestFile } from './digest'
import { createDirectLstat } from './direct-lstat'
import { kindOf, type ListedEntry, listFolder } from './list-folder'
import { systemError, systemErrorCode } from './system-error'

/** A file that did not exist before it was opened for writing. */
export interface NewFile {
  /** Writes at the end; resolves with how many bytes were taken, which can be fewer than given. */
  write(bytes: Uint8Array): Promise<number>
  /** Resolves when the bytes are on the disk. After an error they must be written to another file. */
  sync(): Promise<void>
  close(): Promise<void>
}

export interface DiskEntry {
  readonly kind: 'file' | 'folder' | 'link' | 'other'
  readonly bytes: number
  readonly modifiedAt: Date
}

/** Allocates that many bytes of memory, to be overwritten. */
export type AllocateBytes = (length: number) => Uint8Array<ArrayBuffer>

export interface ReadOptions {
  /** A larger file is refused with EFBIG before it is read. */
  readonly maximumBytes?: number
  /** True only for a file a person has just chosen; else a link is refused with ELOOP. */
  readonly followLinks?: boolean
}

/**
 * Every way the library touches the disk. All calls reject with Node's own errors (`code` ENOENT…). One
 * narrow interface, so that tests can fail or kill the n-th call and measure what is left.
 */
export interface FileSystem {
  /** Opens a file that must not exist yet; EEXIST otherwise. */
  create(path: string): Promise<NewFile>
  /** Opens a file to write at its end, and makes it where there is none; ELOOP for a link. */
  append(path: string): Promise<NewFile>
  readFile(path: string, options?: ReadOptions): Promise<Uint8Array<ArrayBuffer>>
  /** Like readFile, into memory that is given for this many bytes; what comes back is a part of it. */
  readInto<Memory extends ArrayBufferLike>(
    path: string,
    allocate: (bytes: number) => Uint8Array<Memory>,
    options?: ReadOptions,
  ): Promise<Uint8Array<Memory>>
  /** What a file holds, read piece by piece, so that its size does not matter; ELOOP for a link. */
  digest(path: string): Promise<Digest>
  /** What is there, without following a link. */
  lstat(path: string): Promise<DiskEntry>
  readdir(folder: string): Promise<string[]>
  /**
   * Everything in a folder with its kind, without following links; what vanishes during the listing is left
   * out.
   */
  list(folder: string): Promise<ListedEntry[]>
  /** Makes the folder and those above it; does nothing when it exists. */
  mkdir(folder: string): Promise<void>
  /** A second name for the same file; EEXIST when the name is taken. */
  link(path: string, secondName: string): Promise<void>
  /** Takes the place of whatever has the new name. */
  rename(path: string, newName: string): Promise<void>
  unlink(path: string): Promise<void>
  /** Removes an empty folder; ENOTEMPTY otherwise. */
  rmdir(folder: string): Promise<void>
  /** Resolves when names made or removed in this folder are on the disk. */
  syncFolder(folder: string): Promise<void>
}

/** The disk itself, every error at once. */
export function plainFileSystem(): FileSystem {
  const look = createDirectLstat()
  return {
    create: async (path) => newFile(await open(path, 'wx', 0o600)),
    readFile: (path, options) => readInto(path, (bytes) => new Uint8Array(bytes), options),
    readInto,
    append: async (path) => newFile(await open(path, appending, 0o600)),
    digest: digestFile,
    lstat: async (path) => asEntry(await look(path)),
    readdir: (folder) => readdir(folder),
    list: (folder) => listFolder(folder, look),
    mkdir: async (folder) => {
      await mkdir(folder, { recursive: true })
    },
    link,
    rename,
    unlink,
    rmdir,
    syncFolder,
  }
}

// Windows has no O_NOFOLLOW (undefined there), nor can an ordinary user make links.
const noFollow = constants.O_NOFOLLOW ?? 0
const appending = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | noFollow

function asEntry(found: Stats): DiskEntry {
  return {
    kind: kindOf(found),
    bytes: found.size,
    // Made only for those who ask: it costs more than the rest together.
    get modifiedAt() {
      return found.mtime
    },
  }
}

function newFile(handle: FileHandle): NewFile {
  return {
    write: async (bytes) => (await handle.write(bytes)).bytesWritten,
    sync: () => handle.sync(),
    close: () => handle.close(),
  }
}

async function readInto<Memory extends ArrayBufferLike>(
  path: string,
  allocate: (bytes: number) => Uint8Array<Memory>,
  options: ReadOptions = {},
): Promise<Uint8Array<Memory>> {
  const { maximumBytes = Number.POSITIVE_INFINITY, followLinks = false } = options
  const noLinks = followLinks ? 0 : noFollow
  // Without O_NONBLOCK a pipe put where a picture was would block a thread for ever.
  const handle = await open(path, constants.O_RDONLY | noLinks | (constants.O_NONBLOCK ?? 0))
  try {
    // Of an open file the system knows it by heart; another thread would take longer to be asked.
    const found = fstatSync(handle.fd)
    if (found.isDirectory()) throw systemError('EISDIR', 'a folder, not a file')
    if (!found.isFile()) throw systemError('ENOTSUP', 'not a plain file')
    if (found.size > maximumBytes) throw systemError('EFBIG', 'larger than allowed')
    const bytes = allocate(found.size)
    let filled = 0
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return filled === bytes.length ? bytes : bytes.subarray(0, filled)
  } finally {
    await handle.close()
  }
}

// Windows cannot open folders; NTFS journals names by itself. Some network disks answer EINVAL.
const folderSyncUnsupported: ReadonlySet<string> = new Set(['EINVAL', 'ENOTSUP', 'EISDIR'])

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, constants.O_RDONLY)
  try {
    await handle.sync()
  } catch (error) {
    if (!folderSyncUnsupported.has(systemErrorCode(error))) throw error
  } finally {
    await handle.close()
  }
}
