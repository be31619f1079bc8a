import type { Preferences } from '../../../shared/preferences'
import { makeDailyCopy } from '../../core/database/copies'
import { verifyPortraits } from '../../portraits/verify'
import type { AppContext } from '../app-context'
import type { Library } from '../library'
import { createEmptyTrash, type EmptyTrashOptions } from './empty-trash'
import type { BackgroundJob } from './run-jobs'

const secondMs = 1_000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs

type UsedContext = Pick<AppContext, 'dataFolder' | 'clock' | 'log'> & {
  readonly libraryHandle: {
    /** Null while the library is closed. */
    whenOpen(): Pick<
      Library,
      | 'database'
      | 'closing'
      | 'hasChangedOutside'
      | 'portraits'
      | 'readWordsAhead'
      | 'thumbnailCare'
      | 'trash'
    > | null
  }
  readonly space: { check(): Promise<unknown> }
  readonly backups: {
    readonly automatic: Pick<AppContext['backups']['automatic'], 'storeIfDue'>
  }
  readonly preferences: { read(): Pick<Preferences, 'thumbnailCacheMb'> }
}

export interface BackgroundJobsOptions extends Omit<EmptyTrashOptions, 'library' | 'log'> {
  readonly context: UsedContext
  /** Another process, such as a command beside the window, has changed the library. */
  readonly onChangedOutside: () => void
}

/**
 * The table of everything that is done from time to time while the window is open. The first faces are on the
 * wall, and the start is over, before anything that reads more than a few bytes begins.
 */
export function backgroundJobs(options: BackgroundJobsOptions): readonly BackgroundJob[] {
  const { context, onChangedOutside } = options
  const { libraryHandle, space, log } = context
  const emptyTrash = createEmptyTrash({
    ...options,
    library: () => libraryHandle.whenOpen(),
    log,
  })
  return [
    {
      name: 'measure free space',
      firstMs: 0,
      everyMs: 30 * secondMs,
      run: async () => void (await space.check()),
    },
    {
      name: 'notice changes by other processes',
      firstMs: 2 * secondMs,
      everyMs: 2 * secondMs,
      run: () => {
        if (libraryHandle.whenOpen()?.hasChangedOutside()) onChangedOutside()
      },
    },
    {
      // A lost file is marked before its portrait is shown.
      name: 'find lost portrait files',
      firstMs: 5 * secondMs,
      everyMs: null,
      run: (signal) => findLostFiles(context, signal),
    },
    {
      // The first search would wait for it in a library of a hundred thousand.
      name: 'read words for the search',
      firstMs: 8 * secondMs,
      everyMs: null,
      run: (signal) => readWords(context, signal),
    },
    {
      name: 'copy the database',
      firstMs: 20 * secondMs,
      everyMs: hourMs,
      run: (signal) => copyDatabase(context, signal),
    },
    // Not only when idle: what will be deleted is announced while the game master is there to read it.
    { name: 'empty the trash', firstMs: 45 * secondMs, everyMs: 10 * minuteMs, run: emptyTrash },
    {
      name: 'make the automatic backup',
      firstMs: minuteMs,
      everyMs: 5 * minuteMs,
      whenIdle: true,
      run: () => makeAutomaticBackup(context),
    },
    {
      name: 'trim the thumbnails',
      firstMs: 90 * secondMs,
      everyMs: 10 * minuteMs,
      whenIdle: true,
      run: (signal) => trimThumbnails(context, signal),
    },
  ]
}

async function findLostFiles({ libraryHandle, log }: UsedContext, signal: AbortSignal) {
  const library = libraryHandle.whenOpen()
  if (library === null) return
  const damaged = await verifyPortraits(library.portraits, { isDeep: false, signal })
  if (damaged.length > 0) log('portrait files not sound', { count: damaged.length })
}

async function readWords({ libraryHandle }: UsedContext, signal: AbortSignal) {
  while (!signal.aborted && libraryHandle.whenOpen()?.readWordsAhead() === true) {
    await new Promise((resolve) => setImmediate(resolve))
  }
}

async function copyDatabase(
  { libraryHandle, dataFolder, clock, log }: UsedContext,
  signal: AbortSignal,
) {
  const library = libraryHandle.whenOpen()
  if (library === null) return
  const ending = AbortSignal.any([signal, library.closing])
  try {
    const name = await makeDailyCopy(library.database, { dataFolder, clock }, ending)
    if (name !== null) log('database copied', { name })
  } catch (error) {
    // A library that closes may be replaced at once, and is copied when its day comes.
    if (!ending.aborted) throw error
  }
}

async function makeAutomaticBackup({ backups, log }: UsedContext) {
  const made = await backups.automatic.storeIfDue()
  if (made !== null) log('backed up', { portraits: made.counts.portraits })
}

async function trimThumbnails(
  { libraryHandle, preferences, log }: UsedContext,
  signal: AbortSignal,
) {
  const care = libraryHandle.whenOpen()?.thumbnailCare
  if (care === undefined) return
  await care.noteUse()
  const limitBytes = preferences.read().thumbnailCacheMb * 1_000_000
  const removed = await care.trim(limitBytes, signal)
  if (removed > 0) log('thumbnails removed', { removed })
}
