import { type BrowserWindow, powerMonitor } from 'electron'
import { placeKind } from './disk/place-kind'
import { listenForCommands } from './hand-over/listen'
import type { House } from './house'
import type { createTeller } from './ipc'
import type { Library } from './library'
import { keepBackupsGoing } from './shell/automatic-backups'
import { keepTrashInBounds } from './shell/automatic-emptying'
import { keepHouseInQuietTimes } from './shell/quiet-times'
import { careForStorage } from './shell/storage-care'

/** Nobody has touched keyboard or mouse for so long. */
const quietSeconds = 60

export interface ChoresOptions {
  readonly house: House
  readonly tell: ReturnType<typeof createTeller>
  readonly window: BrowserWindow
  readonly trashDays: () => number | null
  /** Does what a command asks the window for. */
  readonly carryOut: Parameters<typeof listenForCommands>[0]['carryOut']
}

/** Begins everything the window's process does on the side. Answers how to stop it. */
export function startChores({ house, tell, window, trashDays, carryOut }: ChoresOptions) {
  const { dataFolder, clock, log, preferences, door } = house
  const stopQuietTimes = keepHouseInQuietTimes({
    door,
    dataFolder,
    clock,
    log,
    onChangedOutside: () => tell('library:changed', { why: 'outside' }),
  })
  const isQuiet = () => !window.isFocused() || powerMonitor.getSystemIdleTime() >= quietSeconds
  const stopBackups = keepBackupsGoing({
    storeIfDue: () => house.backups.storeIfDue(),
    isQuiet,
    log,
  })
  const stopStorageCare = careForStorage({
    ...house,
    cacheLimitBytes: () => preferences.read().thumbnailCacheMb * 1_000_000,
    isQuiet,
  })
  const stopEmptying = keepTrashInBounds({
    library: () => door.whenOpen(),
    trashDays,
    isQuiet,
    isBusy: () =>
      house.backups.desk.running() !== null || door.whenOpen()?.openImport.isBusy() === true,
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
export async function takeStock(
  library: Library,
  { house, tell }: Pick<ChoresOptions, 'house' | 'tell'>,
): Promise<void> {
  if (hasTakenStock) return
  hasTakenStock = true
  if (library.shortage !== null) {
    tell('notice:new', { code: `opened-${library.shortage}`, details: {} })
  }
  if (placeKind(house.dataFolder) === 'network') {
    tell('notice:new', { code: 'data-on-network', details: {} })
  }
  if (library.lost !== null) {
    const { campaign, character, portrait } = library.lost
    house.log('records forgotten by the database', { ...library.lost })
    const details = { campaigns: campaign, characters: character, portraits: portrait }
    tell('notice:new', { code: 'records-lost', details })
  }
  if (library.isReadOnly) return
  const noteFailure = (error: unknown) => house.log('unfinished copies not removed', { error })
  // The first screen need not wait for what nobody sees.
  library.sweep().catch(noteFailure)
  // This one forgets where the last backup was written, so it must be over before the next can begin.
  await house.backups.sweep().catch(noteFailure)
  house.mover.sweep().catch(noteFailure)
  library.imports.markInterrupted()
  library.compression.markInterrupted()
  const { stored } = await library.generation.recover()
  if (stored > 0) tell('notice:new', { code: 'left-over-recovered', details: { count: stored } })
  house.log('ready', { stored })
}
