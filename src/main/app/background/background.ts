import type { SendEvent } from '../../core/answer'
import { placeKind } from '../../core/disk/place-kind'
import { listenForCommands } from '../../hand-over/listen'
import type { AppContext } from '../app-context'
import type { Library } from '../library'
import { keepBackupsGoing } from './automatic-backups'
import { keepTrashInBounds } from './automatic-emptying'
import { keepLibraryCurrent } from './quiet-times'
import { watchStorage } from './storage-care'

export interface BackgroundOptions {
  readonly context: AppContext
  readonly tell: SendEvent
  /** True when nobody is at work with the app. */
  readonly isQuiet: () => boolean
  readonly trashDays: () => number | null
  /** Does what a command asks the window for. */
  readonly carryOut: Parameters<typeof listenForCommands>[0]['carryOut']
}

/** Begins everything the window's process does on the side. Answers how to stop it. */
export function startBackground({
  context,
  tell,
  isQuiet,
  trashDays,
  carryOut,
}: BackgroundOptions) {
  const { dataFolder, clock, log, preferences, libraryHandle } = context
  const stopQuietTimes = keepLibraryCurrent({
    libraryHandle,
    dataFolder,
    clock,
    log,
    onChangedOutside: () => tell('library:changed', { why: 'outside' }),
  })
  const stopBackups = keepBackupsGoing({
    storeIfDue: () => context.backups.storeIfDue(),
    isQuiet,
    log,
  })
  const stopStorageCare = watchStorage({
    ...context,
    cacheLimitBytes: () => preferences.read().thumbnailCacheMb * 1_000_000,
    isQuiet,
  })
  const stopEmptying = keepTrashInBounds({
    library: () => libraryHandle.whenOpen(),
    trashDays,
    isQuiet,
    isBusy: () =>
      context.backups.desk.running() !== null ||
      libraryHandle.whenOpen()?.openImport.isBusy() === true,
    notify: (notice) => tell('notice:new', notice),
    onRemoved: () => tell('library:changed', { why: 'edited' }),
    log,
  })
  const stopListening = listenForCommands({
    dataFolder,
    log,
    carryOut,
  })
  return (): void => {
    stopListening()
    stopQuietTimes()
    stopBackups()
    stopStorageCare()
    stopEmptying()
  }
}

let hasTakenStock = false

/** Once a start: clears what a killed process has left, and stores what had arrived for it. */
export async function recoverAtStart(
  library: Library,
  { context, tell }: Pick<BackgroundOptions, 'context' | 'tell'>,
): Promise<void> {
  if (hasTakenStock) return
  hasTakenStock = true
  if (library.shortage !== null) {
    tell('notice:new', { code: `opened-${library.shortage}`, details: {} })
  }
  if (placeKind(context.dataFolder) === 'network') {
    tell('notice:new', { code: 'data-on-network', details: {} })
  }
  if (library.lost !== null) {
    const { campaign, character, portrait } = library.lost
    context.log('records forgotten by the database', { ...library.lost })
    const details = { campaigns: campaign, characters: character, portraits: portrait }
    tell('notice:new', { code: 'records-lost', details })
  }
  if (library.isReadOnly) return
  const noteFailure = (error: unknown) => context.log('unfinished copies not removed', { error })
  // The first screen need not wait for what nobody sees.
  library.sweep().catch(noteFailure)
  // This one forgets where the last backup was written, so it must be over before the next can begin.
  await context.backups.sweep().catch(noteFailure)
  context.mover.sweep().catch(noteFailure)
  library.imports.markInterrupted()
  library.compression.markInterrupted()
  const { stored } = await library.generation.recover()
  if (stored > 0) tell('notice:new', { code: 'left-over-recovered', details: { count: stored } })
  context.log('ready', { stored })
}
