import { join } from 'node:path'
import type { FileSystem } from '../core/disk/file-system'
import { sweepFiles } from '../core/disk/scratch/sweep'
import { systemErrorCode } from '../core/disk/system-error'
import { asDiskError, writeFileWhole } from '../core/disk/write-file'

/** Something an image service has sent: a whole answer, or one picture of it. */
export interface InboxItem {
  readonly kind: 'answer' | 'picture'
  readonly jobId: number
  /**
   * Which picture of the order, counted from 1 and on through all its attempts; of an answer, the number its
   * first picture gets.
   */
  readonly picture: number
}

/** What was paid for and is not in the library, as files that survive the app. */
export interface Inbox {
  /** Resolves when the bytes are on the disk. Throws the disk's AppErrors. */
  put(item: InboxItem, bytes: Uint8Array): Promise<void>
  read(item: InboxItem): Promise<Uint8Array<ArrayBuffer>>
  /** Forgets what is in the library. */
  remove(item: InboxItem): Promise<void>
  /** Moves what the game master discards to the quarantine. */
  setAside(item: InboxItem): Promise<void>
  /** What is there, in the order it was asked for; an answer before its pictures. */
  list(): Promise<readonly InboxItem[]>
  /** Removes the unfinished files of writers that were killed. */
  sweep(now: Date): Promise<void>
}

/** Moves a file, named by its path below the data folder, to the quarantine. Throws the disk's AppErrors. */
interface QuarantinePort {
  put(
    path: string,
    order: {
      readonly why: 'let-go'
      readonly portraitId: null
      readonly facts: Record<string, never>
    },
  ): Promise<unknown>
}

export interface InboxOptions {
  readonly folder: string
  readonly fileSystem: FileSystem
  readonly quarantine: QuarantinePort
}

const namePattern = /^(job|answer)-([1-9]\d{0,15})-([1-9]\d{0,5})\.bin$/
/** More than the largest answer that is taken. */
const maximumBytes = 256 * 1024 * 1024

/** The inbox in this folder, made when it is first needed. */
export function createInbox({ folder, fileSystem, quarantine }: InboxOptions): Inbox {
  const nameOf = ({ kind, jobId, picture }: InboxItem): string =>
    `${kind === 'answer' ? 'answer' : 'job'}-${jobId}-${picture}.bin`
  const pathOf = (item: InboxItem): string => join(folder, nameOf(item))

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
        return await fileSystem.readFile(pathOf(item), { maximumBytes })
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

    async setAside(item) {
      const order = { why: 'let-go', portraitId: null, facts: {} } as const
      await quarantine.put(`inbox/${nameOf(item)}`, order)
    },

    async list() {
      const items: InboxItem[] = []
      for (const name of await names()) {
        const [, kind, jobId, picture] = namePattern.exec(name) ?? []
        if (kind === undefined) continue
        items.push({
          kind: kind === 'answer' ? 'answer' : 'picture',
          jobId: Number(jobId),
          picture: Number(picture),
        })
      }
      return items.sort(inOrder)
    },

    async sweep(now) {
      await sweepFiles(fileSystem, [folder], { now })
    },
  }
}

/** By order, then by the number of the picture, an answer before its pictures. */
export function inOrder(one: InboxItem, other: InboxItem): number {
  return (
    one.jobId - other.jobId || one.picture - other.picture || one.kind.localeCompare(other.kind)
  )
}
