import { isAbsolute, join } from 'node:path'
import { z } from 'zod'
import { isThere, statNow } from '../core/disk/blocking'
import { systemErrorCode } from '../core/disk/system-error'
import { readJsonFile, writeJsonFile } from '../core/json-file'

const fileName = 'location.json'
const folder = z.string().min(1).refine(isAbsolute)
const locationSchema = z.object({
  version: z.literal(1),
  /** Where the data is; null for the folder this file is in. */
  dataFolder: folder.nullable(),
  /** Places it was moved away from, and the file that lists what was copied from there. */
  former: z.array(
    z.object({
      folder,
      movedAt: z.iso.datetime(),
      list: z.string().regex(/^moved-[\w-]+\.json$/),
    }),
  ),
  /** A move that has begun: its copy is not a library until this is null again. */
  moving: z
    .object({
      id: z.string().regex(/^[0-9a-f]{16}$/),
      to: folder,
      /** Whether the folder was made for it; one that was there before is never removed. */
      isNew: z.boolean().default(false),
    })
    .nullable(),
})
export type Location = Readonly<z.infer<typeof locationSchema>>

const atHome: Location = { version: 1, dataFolder: null, former: [], moving: null }

/**
 * What `location.json` in the usual folder says of where the data is. Without that file it is right there.
 * Throws what reading or parsing throws: a pointer that cannot be read must not become an empty library.
 */
export function readLocation(home: string): Location {
  try {
    return readJsonFile(join(home, fileName), locationSchema)
  } catch (error) {
    // ENOTDIR: the usual folder itself is something else; opening it says so.
    if (['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error))) return atHome
    throw error
  }
}

/** Replaces it as a whole: a reader sees either the old or the new one. Throws Node's own errors. */
export function writeLocation(home: string, location: Location): void {
  writeJsonFile(join(home, fileName), location, { isForPeople: true })
}

/** Where the data is, and whether it is there. */
export interface DataPlace {
  /** Where Chromium keeps its own things and `location.json` lies. */
  readonly home: string
  /** Null when the pointer itself cannot be read. */
  readonly dataFolder: string | null
  /** False where something was said to be, and is not: a disk that was unplugged. */
  readonly isThere: boolean
  /** False when the folder was named on the command line, which no pointer outdoes. */
  readonly mayMove: boolean
}

/** Any of these shows that a library is here, or is being swapped. */
const signs = ['castkeeper.db', 'castkeeper.db-wal', 'restore.json', 'static'] as const

/** Whether a folder holds a library. */
export function holdsLibrary(path: string): boolean {
  try {
    return statNow(path)?.isDirectory() === true && signs.some((name) => isThere(join(path, name)))
  } catch {
    // Not there, or out of reach: either way nothing can be opened in it.
    return false
  }
}

/** Follows the pointer in the usual folder. Never throws. */
export function findData(home: string): DataPlace {
  try {
    const { dataFolder } = readLocation(home)
    if (dataFolder === null) return { home, dataFolder: home, isThere: true, mayMove: true }
    return { home, dataFolder, isThere: holdsLibrary(dataFolder), mayMove: true }
  } catch {
    // What is in it was not written by us as it is; only a person knows where the data is.
    return { home, dataFolder: null, isThere: false, mayMove: true }
  }
}
