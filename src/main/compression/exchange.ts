import type { Database } from 'better-sqlite3'
import type { Clock } from '../core/clock'
import { databaseError } from '../core/database/database-error'
import type { FileSystem } from '../core/disk/file-system'
import { sha256 as hash } from '../core/disk/sha256'
import { createPortraitFiles } from '../portraits/files'
import { type PortraitRow, subjectOf } from '../portraits/rows'
import { createPortraitTable, type NewFile } from '../portraits/table'

export interface ExchangeParts {
  readonly database: Database
  readonly dataFolder: string
  readonly fileSystem: FileSystem
  readonly clock: Clock
}

export type Exchange = ReturnType<typeof createExchange>

/**
 * Gives a portrait another file of the same picture; its row stays the same, and so does everything that
 * points to it. File, then row: a crash leaves the portrait with the one file or with the other, each whole.
 */
export function createExchange({ database, dataFolder, fileSystem, clock }: ExchangeParts) {
  const table = createPortraitTable(database, clock)
  const files = createPortraitFiles({ dataFolder, fileSystem })

  function point(former: PortraitRow, file: NewFile, also: () => void): boolean {
    const change = database.transaction(() => {
      // It was purged, or exchanged by another process, while its picture was made smaller.
      if (!table.setFile(former, file)) return false
      also()
      return true
    })
    try {
      return change.immediate()
    } catch (error) {
      throw databaseError(error)
    }
  }

  return {
    /**
     * Stores a WebP as the portrait's new file and does `also` in the same transaction. Resolves with false
     * when the portrait has changed since; nothing is changed then. Throws AppErrors of the disk and the
     * database.
     */
    async toWebp(former: PortraitRow, bytes: Uint8Array, also: () => void): Promise<boolean> {
      const subject = subjectOf(former)
      const sha256 = await hash(bytes)
      const path = await files.store({
        subject,
        sha256,
        format: 'webp',
        bytes,
        takenPaths: table.paths(subject),
      })
      const file = { path, sha256, bytes: bytes.length, format: 'webp' } as const
      const isPointed = point(former, file, also)
      if (!isPointed) await files.removeUnused(path)
      return isPointed
    },

    /** Points a row at a file that is there already, and does `also` in the same transaction. */
    point,

    /** Whether this file is there, whole. */
    isIntact: async (file: NewFile): Promise<boolean> => (await files.read(file)).state === 'sound',
  }
}
