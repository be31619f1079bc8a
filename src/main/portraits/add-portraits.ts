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
  /** Null for an unassigned one, whose file is named after its SHA-256. */
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
  /** Called with the path of each file before it is placed, or continued with. */
  readonly beforePlacing?: (path: string) => Promise<void>
}

function openListings({ database, dataFolder, fileSystem, clock, ...rest }: AddPortraitsOptions) {
  const { beforePlacing = async () => undefined } = rest
  const table = createPortraitTable(database, clock)
  const listings = new Map<string, Promise<Set<string>>>()
  return { listings, fileSystem, dataFolder, table, database, beforePlacing }
}

type Context = ReturnType<typeof openListings>

/**
 * Stores many portraits: files first, several at a time, then their rows together. A killed run leaves files
 * without rows; the next run finds these very bytes under their names and continues with them, so that it
 * ends as if it had never been killed. Names are listed once, so create one for each run.
 */
export function createAddPortraits(options: AddPortraitsOptions) {
  const context = openListings(options)
  const { table } = context

  return {
    /** The subject's portrait (or an unassigned one) with this picture, outside the trash; else null. */
    findSame: (subject: Subject | null, sha256: string): number | null =>
      table.same(subject, sha256),

    /**
     * Puts the file in its place; its bytes are on the disk then. Throws AppError `disk-full`,
     * `folder-not-writable`, `folder-replaced` or `write-failed`.
     */
    place: (picture: IncomingPortrait) => place(context, picture),

    /**
     * Gives these their rows and pointers, and does `first` before and `also` with the new ids, all in one transaction.
     * Answers the ids. Throws AppErrors of the disk and the database; then there is no row, and the files wait for the
     * next run.
     */
    enter: (
      placed: readonly PlacedPortrait[],
      also: (ids: readonly number[]) => void,
      first: () => void = () => undefined,
    ) => enter(context, placed, { first, also }),
  }
}

function namesIn(context: Context, folderName: string): Promise<Set<string>> {
  const { listings } = context
  const known = listings.get(folderName)
  if (known !== undefined) return known
  const listing = list(context, folderName)
  listings.set(folderName, listing)
  listing.catch(() => listings.delete(folderName))
  return listing
}

async function list(context: Context, folderName: string): Promise<Set<string>> {
  const { fileSystem, dataFolder } = context
  const folder = await folderToWrite(fileSystem, dataFolder, folderName)
  return new Set((await fileSystem.readdir(folder)).map(stemOf))
}

async function isLeftOver(
  context: Context,
  path: string,
  { bytes, sha256 }: IncomingPortrait,
): Promise<boolean> {
  const { table, dataFolder, fileSystem } = context
  if (table.hasPath(path)) return false
  const file = join(dataFolder, ...path.split('/'))
  try {
    const found = await fileSystem.lstat(file)
    if (found.kind !== 'file' || found.bytes !== bytes.length) return false
    return (await hash(await fileSystem.readFile(file, { maximumBytes: bytes.length }))) === sha256
  } catch (error) {
    // Whatever is in the way of reading it, it is not ours to go on with.
    if (systemErrorCode(error) !== '') return false
    throw error
  }
}

async function store(context: Context, picture: IncomingPortrait): Promise<string> {
  const { table, fileSystem, dataFolder, beforePlacing } = context
  const folderName = folderNames[picture.subject?.kind ?? 'loose']
  const names = await namesIn(context, folderName)
  const taken = new Set(table.paths(picture.subject).map((path) => stemOf(basename(path))))
  for (let number = 1; ; number += 1) {
    const stem = stemFor(picture.subject ?? picture.sha256, number)
    const path = [...root, folderName, `${stem}.${extensions[picture.format]}`].join('/')
    if (taken.has(stem)) continue
    if (names.has(stem)) {
      if (await isLeftOver(context, path, picture)) {
        await beforePlacing(path)
        return path
      }
      continue
    }
    names.add(stem)
    try {
      await beforePlacing(path)
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

async function place(context: Context, picture: IncomingPortrait): Promise<PlacedPortrait> {
  const { dataFolder } = context
  const folder = join(dataFolder, ...root, folderNames[picture.subject?.kind ?? 'loose'])
  try {
    const path = await store(context, picture)
    return { ...picture, bytes: picture.bytes.length, path }
  } catch (error) {
    throw asDiskError(error, { folder, neededBytes: picture.bytes.length })
  }
}

/** What is done in the transaction of the rows, before them and after them. */
interface Beside {
  readonly first: () => void
  readonly also: (ids: readonly number[]) => void
}

async function enter(
  context: Context,
  placed: readonly PlacedPortrait[],
  { first, also }: Beside,
): Promise<readonly number[]> {
  const { dataFolder, fileSystem, database, table } = context
  const folders = new Set(placed.map(({ subject }) => folderNames[subject?.kind ?? 'loose']))
  for (const name of folders) {
    const folder = join(dataFolder, ...root, name)
    await fileSystem.syncFolder(folder).catch((error: unknown) => {
      throw asDiskError(error, { folder })
    })
  }
  const change = database.transaction(() => {
    first()
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
}
