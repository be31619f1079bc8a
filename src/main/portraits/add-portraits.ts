import { basename, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { PortraitFormat } from '../../shared/portrait'
import type { Subject } from '../../shared/subject'
import type { Clock } from '../core/clock'
import { databaseError } from '../core/database/database-error'
import type { FileSystem } from '../core/disk/file-system'
import { sha256 as hash } from '../core/disk/sha256'
import { systemErrorCode } from '../core/disk/system-error'
import { asDiskError, placeFile } from '../core/disk/write-file'
import { extensions, folderNames, folderToWrite, root, stemFor, stemOf } from './files'
import type { PortraitProvenance } from './provenance'
import { createPortraitTable } from './table'

export interface IncomingPortrait {
  /** Null for a loose one, which is named after its SHA-256. */
  readonly subject: Subject | null
  /** Stored as they are. */
  readonly bytes: Uint8Array
  readonly sha256: string
  readonly format: PortraitFormat
  readonly widthPx: number
  readonly heightPx: number
  readonly provenance: PortraitProvenance
  readonly makeCurrent: boolean
}

/** A portrait whose file is there, and whose row is not. */
export interface PlacedPortrait extends Omit<IncomingPortrait, 'bytes'> {
  readonly bytes: number
  readonly path: string
}

export type AddPortraits = ReturnType<typeof createAddPortraits>

export interface AddPortraitsOptions {
  readonly database: Database
  /** The user data folder. */
  readonly dataFolder: string
  readonly fileSystem: FileSystem
  readonly clock: Clock
}

/**
 * Stores many portraits: files first, several at a time, then their rows together. What a killed run left
 * is a file of ours without a row; the next run finds these very bytes under that name and goes on with it,
 * so that it ends as if nothing had happened. Names are looked up once, so make one for each run.
 */
export function createAddPortraits({
  database,
  dataFolder,
  fileSystem,
  clock,
}: AddPortraitsOptions) {
  const table = createPortraitTable(database, clock)
  const listings = new Map<string, Promise<Set<string>>>()

  function namesIn(folderName: string): Promise<Set<string>> {
    const known = listings.get(folderName)
    if (known !== undefined) return known
    const listing = list(folderName)
    listings.set(folderName, listing)
    listing.catch(() => listings.delete(folderName))
    return listing
  }

  async function list(folderName: string): Promise<Set<string>> {
    const folder = await folderToWrite(fileSystem, dataFolder, folderName)
    return new Set((await fileSystem.readdir(folder)).map(stemOf))
  }

  async function isLeftOver(path: string, { bytes, sha256 }: IncomingPortrait): Promise<boolean> {
    if (table.hasPath(path)) return false
    const file = join(dataFolder, ...path.split('/'))
    try {
      const found = await fileSystem.lstat(file)
      if (found.kind !== 'file' || found.bytes !== bytes.length) return false
      return (
        (await hash(await fileSystem.readFile(file, { maximumBytes: bytes.length }))) === sha256
      )
    } catch (error) {
      // Whatever is in the way of reading it, it is not ours to go on with.
      if (systemErrorCode(error) !== '') return false
      throw error
    }
  }

  async function store(picture: IncomingPortrait): Promise<string> {
    const folderName = folderNames[picture.subject?.kind ?? 'loose']
    const names = await namesIn(folderName)
    const taken = new Set(table.paths(picture.subject).map((path) => stemOf(basename(path))))
    for (let number = 1; ; number += 1) {
      const stem = stemFor(picture.subject ?? picture.sha256, number)
      const path = [...root, folderName, `${stem}.${extensions[picture.format]}`].join('/')
      if (taken.has(stem)) continue
      if (names.has(stem)) {
        if (await isLeftOver(path, picture)) return path
        continue
      }
      names.add(stem)
      try {
        await placeFile(fileSystem, join(dataFolder, ...path.split('/')), picture.bytes)
        return path
      } catch (error) {
        // Another process took the name since we looked.
        if (systemErrorCode(error) === 'EEXIST') continue
        names.delete(stem)
        throw error
      }
    }
  }

  return {
    /** The subject's portrait, or the loose one, of this very picture outside the trash; else null. */
    findSame: (subject: Subject | null, sha256: string): number | null =>
      table.same(subject, sha256),

    /**
     * Puts the file in its place; its bytes are on the disk then. Throws AppError `disk-full`,
     * `folder-not-writable`, `folder-replaced` or `write-failed`.
     */
    async place(picture: IncomingPortrait): Promise<PlacedPortrait> {
      const folder = join(dataFolder, ...root, folderNames[picture.subject?.kind ?? 'loose'])
      try {
        const path = await store(picture)
        return { ...picture, bytes: picture.bytes.length, path }
      } catch (error) {
        throw asDiskError(error, { folder, neededBytes: picture.bytes.length })
      }
    },

    /**
     * Gives these their rows and pointers, and does `also` with the new ids, all in one transaction. Answers
     * the ids. Throws AppErrors of the disk and the database; then there is no row, and the files wait for the next run.
     */
    async enter(
      placed: readonly PlacedPortrait[],
      also: (ids: readonly number[]) => void,
    ): Promise<readonly number[]> {
      const folders = new Set(placed.map(({ subject }) => folderNames[subject?.kind ?? 'loose']))
      for (const name of folders) {
        const folder = join(dataFolder, ...root, name)
        await fileSystem.syncFolder(folder).catch((error: unknown) => {
          throw asDiskError(error, { folder })
        })
      }
      const change = database.transaction(() => {
        const ids = placed.map((portrait) => {
          if (portrait.subject !== null) table.requireSubject(portrait.subject)
          const id = table.insert(portrait)
          if (portrait.makeCurrent && portrait.subject !== null) table.point(portrait.subject, id)
          return id
        })
        also(ids)
        return ids
      })
      try {
        return change.immediate()
      } catch (error) {
        throw databaseError(error)
      }
    },
  }
}
