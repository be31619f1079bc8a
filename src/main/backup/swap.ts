import { dirname, join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../shared/errors'
import {
  isThere,
  makeFolderNow,
  readFolderNow,
  removeEmptyNow,
  removeNow,
  renamePatiently,
  syncFolderNow,
} from '../core/disk/blocking'
import type { WorkPlace } from '../core/disk/scratch/folders'
import { systemErrorCode } from '../core/disk/system-error'
import { asDiskError } from '../core/disk/write-file'
import { readJsonFile, writeJsonFile } from '../core/json-file'

/** What of the data folder is swapped: all that must agree with the database. */
const parts = [
  'castkeeper.db',
  'castkeeper.db-wal',
  'castkeeper.db-shm',
  // Of another tool: SQLite would write what is in it over the database that takes the place of its own.
  'castkeeper.db-journal',
  'castkeeper.db-ids',
  'static/portraits',
  'inbox',
] as const

const folderName = z.string().regex(/^(?:work\/[\w-]+|before_restore_[\w-]+)$/)
const journalSchema = z.strictObject({
  journalVersion: z.literal(1),
  direction: z.enum(['forward', 'back']),
  /** The folder the new state comes from, and the one the old state goes to; below the data folder. */
  from: folderName,
  aside: folderName,
  parts: z.array(
    z.strictObject({ name: z.enum(parts), hadLive: z.boolean(), hasNew: z.boolean() }),
  ),
})
type Journal = z.infer<typeof journalSchema>

const journalName = 'restore.json'
const journalPath = (dataFolder: string): string => join(dataFolder, journalName)

/** True while a swap has begun and not ended; nothing of it may be removed then. */
export function isSwapUnfinished(dataFolder: string): boolean {
  return isThere(journalPath(dataFolder))
}

/** A data folder whose unfinished swap still needs what lies in its `work`. */
export function workPlace(dataFolder: string): WorkPlace {
  return { dataFolder, isNeeded: () => isSwapUnfinished(dataFolder) }
}

export interface SwapOrder {
  readonly dataFolder: string
  /** Holds the new state, whole and on the disk. Below the data folder, with forward slashes. */
  readonly from: string
  /** Where the old state goes; a folder of its own. */
  readonly aside: string
  /** Called before each step; for tests, which end the process there. */
  readonly onStep?: (step: string) => void
}

/**
 * Replaces the library's files with a new state by renames. The journal is on the disk before the first of
 * them, so that the next start knows how far it came. No process may have the library open. Throws AppError
 * `restore-not-finished`; then the old state is back, or the next start restores it.
 */
export function swapIn({ dataFolder, from, aside, onStep }: SwapOrder): void {
  const journal: Journal = {
    journalVersion: 1,
    direction: 'forward',
    from,
    aside,
    parts: parts
      .map((name) => ({
        name,
        hadLive: isThere(join(dataFolder, name)),
        hasNew: isThere(join(dataFolder, from, name)),
      }))
      .filter(({ hadLive, hasNew }) => hadLive || hasNew),
  }
  writeJournal(dataFolder, journal, onStep)
  try {
    goForward(dataFolder, journal, onStep)
  } catch (error) {
    const back = { ...journal, direction: 'back' } as const
    try {
      writeJournal(dataFolder, back, onStep)
      goBack(dataFolder, back, onStep)
    } catch (second) {
      throw notFinished(second)
    }
    throw asDiskError(error, { folder: dataFolder })
  }
}

/**
 * Finishes or undoes what a killed swap has left, if anything. Call before the library is opened, while
 * holding it alone. Throws AppError `restore-not-finished`.
 */
export function finishSwap(
  dataFolder: string,
  onStep?: (step: string) => void,
): 'nothing' | Journal['direction'] {
  const journal = readJournal(dataFolder)
  if (journal === null) return 'nothing'
  try {
    if (journal.direction === 'forward') goForward(dataFolder, journal, onStep)
    else goBack(dataFolder, journal, onStep)
    return journal.direction
  } catch (error) {
    throw notFinished(error)
  }
}

function notFinished(error: unknown): unknown {
  const code = systemErrorCode(error)
  if (code === '') return error
  return new AppError('restore-not-finished', { code }, { cause: error })
}

type OnStep = SwapOrder['onStep']

function writeJournal(dataFolder: string, journal: Journal, onStep: OnStep): void {
  onStep?.(`journal ${journal.direction}`)
  writeJsonFile(journalPath(dataFolder), journal)
  onStep?.(`journal ${journal.direction} written`)
}

function readJournal(dataFolder: string): Journal | null {
  try {
    return readJsonFile(journalPath(dataFolder), journalSchema)
  } catch (error) {
    const code = systemErrorCode(error)
    // ENOTDIR: the data folder itself is something else; opening it reports that.
    if (['ENOENT', 'ENOTDIR'].includes(code)) return null
    if (code !== '') throw notFinished(error)
    // A journal gets its name only when complete, so an invalid one was not written by us.
    throw new AppError('restore-not-finished', { code: journalName }, { cause: error })
  }
}

function goForward(dataFolder: string, journal: Journal, onStep: OnStep): void {
  for (const { name, hadLive, hasNew } of journal.parts) {
    const { live, staged, aside } = placesOf(dataFolder, journal, name)
    const isDone = hasNew ? !isThere(staged) : !hadLive || isThere(aside)
    if (isDone) continue
    if (hadLive && !isThere(aside)) move(live, aside, onStep)
    if (hasNew) move(staged, live, onStep)
  }
  end(dataFolder, journal, onStep)
}

function goBack(dataFolder: string, journal: Journal, onStep: OnStep): void {
  for (const { name, hadLive, hasNew } of journal.parts.toReversed()) {
    const { live, staged, aside } = placesOf(dataFolder, journal, name)
    if (hasNew && !isThere(staged) && isThere(live)) move(live, staged, onStep)
    if (hadLive && isThere(aside)) move(aside, live, onStep)
  }
  end(dataFolder, journal, onStep)
}

function placesOf(dataFolder: string, { from, aside }: Journal, name: string) {
  return {
    live: join(dataFolder, name),
    staged: join(dataFolder, from, name),
    aside: join(dataFolder, aside, name),
  }
}

function move(from: string, to: string, onStep: OnStep): void {
  onStep?.(`before ${to}`)
  makeFolderNow(dirname(to))
  renamePatiently(from, to)
  onStep?.(`after ${to}`)
}

// The names must be on the disk before the journal goes, which alone knows what is where.
function end(dataFolder: string, journal: Journal, onStep: OnStep): void {
  const roots = [dataFolder, join(dataFolder, journal.from), join(dataFolder, journal.aside)]
  for (const folder of roots.flatMap((root) => [join(root, 'static'), root])) syncFolderNow(folder)
  onStep?.('before the end')
  removeNow(journalPath(dataFolder))
  syncFolderNow(dataFolder)
  onStep?.('after the end')
  if (journal.direction === 'back') removeIfEmpty(join(dataFolder, journal.aside))
}

function removeIfEmpty(folder: string): void {
  if (!isThere(folder)) return
  const inner = join(folder, 'static')
  const isLeft = (name: string): boolean => !['set-aside.json', 'static'].includes(name)
  const isInnerEmpty = !isThere(inner) || readFolderNow(inner).length === 0
  if (isInnerEmpty && !readFolderNow(folder).some(isLeft)) {
    removeNow(join(folder, 'set-aside.json'))
    if (isThere(inner)) removeEmptyNow(inner)
    removeEmptyNow(folder)
  }
}
