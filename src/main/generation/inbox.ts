import { join } from 'node:path'
import { maximumDownloadBytes } from '../../shared/portrait'
import type { FileSystem } from '../disk/file-system'
import { sweepLeftOvers } from '../disk/left-overs'
import { systemErrorCode } from '../disk/system-error'
import { asDiskError, writeFileWhole } from '../disk/write-file'

/** One picture an image service has sent and that is not in the library yet. */
export interface InboxItem {
  readonly jobId: number
  /** Which picture of the order, counted from 1 and on through all its attempts. */
  readonly picture: number
}

/** Paid pictures on their way into the library, as files that survive the app. */
export interface Inbox {
  /** Resolves when the bytes are on the disk. Throws the disk's AppErrors. */
  put(item: InboxItem, bytes: Uint8Array): Promise<void>
  read(item: InboxItem): Promise<Uint8Array>
  /** Forgets a picture that is in the library, or is none. */
  remove(item: InboxItem): Promise<void>
  /** What is there, in the order it was asked for. */
  list(): Promise<readonly InboxItem[]>
  /** Clears away what writers that were killed have left half-made. */
  sweep(now: Date): Promise<void>
}

const namePattern = /^job-([1-9]\d{0,15})-([1-9]\d{0,5})\.bin$/

/** The inbox in this folder, made when it is first needed. */
export function createInbox({
  folder,
  fileSystem,
}: {
  readonly folder: string
  readonly fileSystem: FileSystem
}): Inbox {
  const pathOf = ({ jobId, picture }: InboxItem): string =>
    join(folder, `job-${jobId}-${picture}.bin`)

  async function names(): Promise<string[]> {
    try {
      return await fileSystem.readdir(folder)
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return []
      throw asDiskError(error, { folder })
    }
  }

  return {
    async put(item, bytes) {
      try {
        await fileSystem.mkdir(folder)
        await writeFileWhole(fileSystem, pathOf(item), bytes)
      } catch (error) {
        throw asDiskError(error, { folder, neededBytes: bytes.length })
      }
    },

    async read(item) {
      try {
        return await fileSystem.readFile(pathOf(item), { maximumBytes: maximumDownloadBytes })
      } catch (error) {
        throw asDiskError(error, { folder })
      }
    },

    async remove(item) {
      try {
        await fileSystem.unlink(pathOf(item))
      } catch (error) {
        if (systemErrorCode(error) !== 'ENOENT') throw asDiskError(error, { folder })
      }
    },

    async list() {
      const items: InboxItem[] = []
      for (const name of await names()) {
        const [, jobId, picture] = namePattern.exec(name) ?? []
        if (jobId !== undefined) items.push({ jobId: Number(jobId), picture: Number(picture) })
      }
      return items.sort((one, other) => one.jobId - other.jobId || one.picture - other.picture)
    },

    async sweep(now) {
      await sweepLeftOvers(fileSystem, [folder], { now })
    },
  }
}
