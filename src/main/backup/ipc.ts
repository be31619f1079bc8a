import { dirname, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import type {
  RestoredInWindow,
  RestoredSelection,
  RestorePreview,
  RestoreSelection,
} from '../../shared/backup'
import { AppError } from '../../shared/errors'
import type { Campaigns } from '../campaigns/campaigns'
import type { Characters } from '../campaigns/characters'
import type { NameWords } from '../campaigns/names'
import type { Handlers } from '../core/answer'
import type { Clock } from '../core/clock'
import type { FileSystem } from '../core/disk/file-system'
import type { Tasks } from '../core/tasks/tasks'
import type { ImageSandbox } from '../image-sandbox/image-sandbox'
import { createAddPortraits } from '../portraits/add-portraits'
import type { PreferencesKeeper } from '../preferences/preferences'
import { restoredPreferences } from '../preferences/restored'
import type { Backups } from './backups'
import { ChosenBackup, facesOf } from './chosen-backup'
import { planBackup } from './plan'
import { restoreSelectedFrom } from './restore-selected'

type BackupRequest = Extract<keyof Handlers, `backup:${string}` | `restore:${string}`>

interface BackedUpLibrary {
  readonly database: Database
  readonly campaigns: Campaigns
  readonly characters: Characters
}

export interface BackupHandlersOptions {
  readonly tasks: Tasks
  readonly backups: Backups
  /** The library: throws the reason while it cannot be opened, or answers null. */
  readonly libraryHandle: {
    library(): BackedUpLibrary
    whenOpen(): BackedUpLibrary | null
  }
  /** Restores a portrait's file from a file elsewhere. */
  readonly putFileBack: (portraitId: number, from: string) => Promise<void>
  readonly dataFolder: string
  readonly fileSystem: FileSystem
  readonly clock: Clock
  readonly imageSandbox: Pick<ImageSandbox, 'develop'>
  readonly preferences: PreferencesKeeper
  readonly nameWords: NameWords
  /** Each asks with the system's dialog; null when it was closed. */
  readonly chooseTarget: () => Promise<string | null>
  readonly chooseBackup: (what: 'file' | 'folder') => Promise<string | null>
  readonly chooseFolder: () => Promise<string | null>
  readonly openFolder: (path: string) => Promise<void>
  /** Remembers what was made, and shows in the file manager what was made last. */
  readonly onMade: (path: string) => void
  readonly show: (what: 'backup' | 'export') => void
  /** The library is another one now. */
  readonly onRestored: () => Promise<void>
}

export interface BackupHandlers {
  readonly handlers: Pick<Handlers, BackupRequest>
  /** Opens a backup that was dropped on the window. */
  readonly openDropped: (path: string) => Promise<RestorePreview | null>
}

/** Answers every request about backing up and restoring. */
export function createBackupHandlers(options: BackupHandlersOptions): BackupHandlers {
  const chosen = new ChosenBackup({
    ...options,
    database: () => options.libraryHandle.whenOpen()?.database ?? null,
  })
  return {
    handlers: { ...backupHandlers(options), ...restoreHandlers(options, chosen) },
    openDropped: (path) => chosen.open(path),
  }
}

function backupHandlers(
  options: BackupHandlersOptions,
): Pick<Handlers, Extract<BackupRequest, `backup:${string}`>> {
  const { backups, libraryHandle } = options
  return {
    'backup:state': () => backups.state(),
    'backup:plan': () => planBackup(libraryHandle.library().database, backups.automatic.folder()),
    'backup:create': async () => {
      const target = await options.chooseTarget()
      if (target === null) return null
      const made = await backups.create(target)
      options.onMade(made.path)
      return made
    },
    'backup:show': ({ what }) => options.show(what),
    'backup:faces': ({ name }) => facesOf(backups.automatic.pathOf(name), options),
    'backup:now': () => backups.automatic.storeNow('asked'),
    'backup:verify': async () => {
      const path = await options.chooseBackup('file')
      return path === null ? null : backups.verify(path)
    },
    'backup:list': () => backups.automatic.list(),
    'backup:set-automatic': ({ isOn }) => backups.setAutomatic(isOn),
    'backup:choose-folder': async () => {
      const path = await options.chooseFolder()
      return path === null ? null : backups.setFolder(join(path))
    },
    'backup:open-folder': () => {
      const { automatic } = backups.state()
      return options.openFolder(automatic.isThere ? automatic.folder : dirname(automatic.folder))
    },
  }
}

function restoreHandlers(
  options: BackupHandlersOptions,
  chosen: ChosenBackup,
): Pick<Handlers, Extract<BackupRequest, `restore:${string}`>> {
  const { tasks, backups, libraryHandle } = options
  return {
    'restore:choose': async ({ what }) => chosen.open(await options.chooseBackup(what)),
    'restore:open-automatic': async ({ name }) => {
      const preview = await chosen.open(backups.automatic.pathOf(name))
      if (preview === null) throw new AppError('not-found', { kind: 'backup' })
      return preview
    },
    'restore:compare': (query) => chosen.require().compare(libraryHandle.library().database, query),
    'restore:picture': ({ portraitId }) => chosen.face(portraitId),
    'restore:replace': ({ withSettings }) => replace(options, chosen, withSettings),
    'restore:selected': (order) => restoreSelected(options, chosen, order),
    'restore:close': () => chosen.close(),
    'restore:undo': async ({ name }) => {
      await chosen.close()
      await backups.undo(name)
      await options.onRestored()
    },
    'restore:remove-set-aside': ({ name }) =>
      tasks.run('put-back', () => backups.removeSetAside(name, options.putFileBack)),
  }
}

async function replace(
  options: BackupHandlersOptions,
  chosen: ChosenBackup,
  withSettings: boolean,
): Promise<RestoredInWindow> {
  const { backups, preferences } = options
  const { path } = chosen.require().backup.source
  await chosen.close()
  const { settings, ...restored } = await backups.restore(path).catch(async (error: unknown) => {
    // Parts of it can still be restored. If it cannot be opened again, the first error explains why.
    await chosen.open(path).catch(() => null)
    throw error
  })
  const changes = restoredPreferences(settings, preferences.read())
  if (withSettings && changes !== null) preferences.change(changes)
  await options.onRestored()
  const taken = changes === null ? 'unreadable' : 'taken'
  return { ...restored, settings: withSettings ? taken : 'left' }
}

async function restoreSelected(
  options: BackupHandlersOptions,
  chosen: ChosenBackup,
  order: RestoreSelection,
): Promise<RestoredSelection> {
  const { tasks, dataFolder, fileSystem, clock, nameWords } = options
  const { database, campaigns, characters } = options.libraryHandle.library()
  const addPortraits = createAddPortraits({ database, dataFolder, fileSystem, clock })
  const parts = { database, campaigns, characters, addPortraits, clock, nameWords }
  return tasks.run('restore-selected', (job) =>
    restoreSelectedFrom(chosen.require(), order, parts, job),
  )
}
