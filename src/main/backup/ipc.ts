import { dirname, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { RestoredInWindow, RestorePreview } from '../../shared/backup'
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
import type { PortraitRow } from '../portraits/rows'
import type { PreferencesKeeper } from '../preferences/preferences'
import { restoredPreferences } from '../preferences/restored'
import type { Backups } from './backups'
import { type OpenedBackup, openForRestore } from './open-for-restore'
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
  /** Gives a portrait its file back from a file elsewhere. */
  readonly giveFileBack: (portraitId: number, from: string) => Promise<void>
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

/** Side in pixels of the faces shown before a restore, and how many of an automatic backup are. */
const facePx = 256
const facesShown = 4

function createFaces(imageSandbox: Pick<ImageSandbox, 'develop'>) {
  return async (visit: OpenedBackup, row: PortraitRow): Promise<Uint8Array> => {
    const bytes = await visit.readPortrait(row)
    if (bytes === null) throw new AppError('picture-damaged')
    const order = { bytes, format: row.format, thumbnailSizes: [facePx], asPng: false }
    const [face] = (await imageSandbox.develop(order)).thumbnails
    if (face === undefined) throw new AppError('picture-damaged')
    return face.bytes
  }
}

export interface BackupHandlers {
  readonly handlers: Pick<Handlers, BackupRequest>
  /** Opens a backup that was dropped on the window. */
  readonly openDropped: (path: string) => Promise<RestorePreview | null>
}

/** Answers every request about backing up and restoring. */
export function createBackupHandlers(options: BackupHandlersOptions): BackupHandlers {
  const { tasks, backups, libraryHandle, dataFolder, fileSystem, clock, preferences } = options
  const develop = createFaces(options.imageSandbox)
  let visit: OpenedBackup | null = null

  async function close(): Promise<void> {
    const closing = visit
    visit = null
    await closing?.close()
  }

  async function open(path: string | null) {
    if (path === null) return null
    await close()
    visit = await tasks.run('verify', ({ signal }) =>
      openForRestore(path, { dataFolder, clock, signal }),
    )
    return visit.preview(libraryHandle.whenOpen()?.database ?? null)
  }

  /** Faces of an automatic backup; those that cannot be had are left out. */
  async function facesOf(name: string): Promise<Uint8Array[]> {
    const looked = await openForRestore(backups.pathOf(name), { dataFolder, clock })
    try {
      const faces: Uint8Array[] = []
      for (const id of looked.preview(null).faces.slice(0, facesShown)) {
        try {
          faces.push(await develop(looked, looked.portrait(id)))
        } catch (error) {
          // It decorates a list; what is wrong with it is told when the backup is opened.
          if (!(error instanceof AppError)) throw error
        }
      }
      return faces
    } finally {
      await looked.close()
    }
  }

  function requireVisit(): OpenedBackup {
    if (visit === null) throw new AppError('not-found', { kind: 'backup' })
    return visit
  }

  async function replace(withSettings: boolean): Promise<RestoredInWindow> {
    const { path } = requireVisit().backup.source
    await close()
    const { settings, ...restored } = await backups.restore(path).catch(async (error: unknown) => {
      // Parts of it may still be taken; when it cannot even be opened again, the first error says why.
      await open(path).catch(() => null)
      throw error
    })
    const changes = restoredPreferences(settings, preferences.read())
    if (withSettings && changes !== null) preferences.change(changes)
    await options.onRestored()
    const taken = changes === null ? 'unreadable' : 'taken'
    return { ...restored, settings: withSettings ? taken : 'left' }
  }

  const handlers: BackupHandlers['handlers'] = {
    'backup:state': () => backups.state(),
    'backup:plan': () => planBackup(libraryHandle.library().database, backups.folder()),
    'backup:create': async () => {
      const target = await options.chooseTarget()
      if (target === null) return null
      const made = await backups.create(target)
      options.onMade(made.path)
      return made
    },
    'backup:show': ({ what }) => options.show(what),
    'backup:faces': ({ name }) => facesOf(name),
    'backup:now': () => backups.storeNow('asked'),
    'backup:verify': async () => {
      const path = await options.chooseBackup('file')
      return path === null ? null : backups.verify(path)
    },
    'backup:list': () => backups.list(),
    'backup:set-automatic': ({ isOn }) => backups.setAutomatic(isOn),
    'backup:choose-folder': async () => {
      const path = await options.chooseFolder()
      return path === null ? null : backups.setFolder(join(path))
    },
    'backup:open-folder': () => {
      const { automatic } = backups.state()
      return options.openFolder(automatic.isThere ? automatic.folder : dirname(automatic.folder))
    },

    'restore:choose': async ({ what }) => open(await options.chooseBackup(what)),
    'restore:open-automatic': async ({ name }) => {
      const preview = await open(backups.pathOf(name))
      if (preview === null) throw new AppError('not-found', { kind: 'backup' })
      return preview
    },
    'restore:compare': (query) => requireVisit().compare(libraryHandle.library().database, query),
    'restore:picture': async ({ portraitId }) => {
      const row = requireVisit().portrait(portraitId)
      return develop(requireVisit(), row)
    },
    'restore:replace': ({ withSettings }) => replace(withSettings),
    'restore:take': async (order) => {
      const { database, campaigns, characters } = libraryHandle.library()
      const addPortraits = createAddPortraits({ database, dataFolder, fileSystem, clock })
      const { nameWords } = options
      const parts = { database, campaigns, characters, addPortraits, clock, nameWords }
      return tasks.run('restore-selected', (job) =>
        restoreSelectedFrom(requireVisit(), order, parts, job),
      )
    },
    'restore:close': close,
    'restore:undo': async ({ name }) => {
      await close()
      await backups.undo(name)
      await options.onRestored()
    },
    'restore:remove-set-aside': ({ name }) =>
      tasks.run('put-back', () => backups.removeSetAside(name, options.giveFileBack)),
  }
  return { handlers, openDropped: open }
}
