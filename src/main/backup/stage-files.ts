import { basename, dirname } from 'node:path'
import type { FileSystem, NewFile } from '../core/disk/file-system'
import { asDiskError, writeWhole } from '../core/disk/write-file'
import { forEachLimited } from '../core/tasks/limit'

/** Files, and bytes, that are written before they are put on the disk together. */
const filesTogether = 64
const bytesTogether = 256 * 1024 * 1024
/** Files synced at the same time. */
const syncedAtOnce = 8

interface Written {
  readonly path: string
  readonly file: NewFile
}

export interface StagedFiles {
  /** Writes a new file. Throws AppErrors of the disk, those of earlier files too. */
  add(path: string, bytes: Uint8Array): Promise<void>
  /** Resolves when every file is on the disk. Throws AppErrors of the disk. */
  settle(): Promise<void>
  /** Gives up: closes what is still open. */
  abandon(): Promise<void>
}

/**
 * Writes many new files and puts them on the disk in bundles, while further ones are written. Syncing each as
 * soon as it is written makes the next ones wait for the disk, and takes twice as long.
 */
export function createStagedFiles(fileSystem: FileSystem): StagedFiles {
  let written: Written[] = []
  let writtenBytes = 0
  let settling: Promise<void> = Promise.resolve()
  let trouble: { readonly error: unknown } | null = null

  function settleWritten(): void {
    const together = written
    if (together.length === 0) return
    written = []
    writtenBytes = 0
    settling = settling.then(async () => {
      try {
        await syncAll(together)
      } catch (error) {
        trouble ??= { error }
      }
    })
  }

  function complain(): void {
    if (trouble !== null) throw trouble.error
  }

  return {
    async add(path, bytes) {
      complain()
      written.push({ path, file: await writeOpen(fileSystem, path, bytes) })
      writtenBytes += bytes.length
      // The one before must have ended, or everything would still be open.
      if (written.length < filesTogether && writtenBytes < bytesTogether) return
      await settling
      settleWritten()
    },
    async settle() {
      settleWritten()
      await settling
      complain()
    },
    async abandon() {
      await settling
      await Promise.allSettled(written.map(({ file }) => file.close()))
      written = []
    },
  }
}

/** Writes a new file and leaves it open. */
async function writeOpen(
  fileSystem: FileSystem,
  path: string,
  bytes: Uint8Array,
): Promise<NewFile> {
  try {
    const file = await fileSystem.create(path)
    try {
      await writeWhole(file, bytes)
      return file
    } catch (error) {
      await file.close()
      throw error
    }
  } catch (error) {
    throw asDiskError(error, { folder: basename(dirname(path)), neededBytes: bytes.length })
  }
}

async function syncAll(files: readonly Written[]): Promise<void> {
  const open = new Set(files)
  try {
    await forEachLimited(files, { places: syncedAtOnce }, (one) => {
      open.delete(one)
      return syncAndClose(one)
    })
  } finally {
    await Promise.allSettled([...open].map(({ file }) => file.close()))
  }
}

async function syncAndClose({ path, file }: Written): Promise<void> {
  try {
    try {
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    throw asDiskError(error, { folder: basename(dirname(path)) })
  }
}
