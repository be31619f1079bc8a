import { basename, dirname, join, resolve, sep } from 'node:path'
import type { Database } from 'better-sqlite3'
import type {
  AutomaticBackup,
  AutomaticReason,
  BackupMade,
  BackupState,
  BackupSummary,
  BackupVerdict,
  Restored,
} from '../../shared/backup'
import { AppError, type ErrorReport } from '../../shared/errors'
import { libraryTasks, type TaskProgress } from '../../shared/tasks'
import type { Clock } from '../core/clock'
import { databaseError } from '../core/database/database-error'
import { isThere } from '../core/disk/blocking'
import type { FileSystem } from '../core/disk/file-system'
import { sweepFiles, sweepWorkFolders } from '../core/disk/scratch/sweep'
import type { Task, Tasks } from '../core/tasks/tasks'
import { createPortraitsInNeed } from '../portraits/last-copy'
import {
  findUnstoredMigration,
  isWorthAnotherTry,
  storeMigration,
  type UnstoredMigration,
} from './before-migration'
import { type BackupParts, createBackup } from './create'
import { countRecords, portraitRows } from './database-copy'
import { type ClosableLibrary, restoreBackup, undoRestore } from './restore'
import { listSetAside, type RemovalOrder, removeSetAside } from './set-aside'
import { createBackupSettings } from './settings'
import { changeMark, isDue, isOverdue } from './snapshots/due'
import { readStore } from './snapshots/read-store'
import { alone, createSnapshot } from './snapshots/snapshots'
import { hasStored, listStored, noteVerdict, tidyStore } from './snapshots/stored-snapshot'
import { workPlace } from './swap'
import { verifyBackup } from './verify'

export interface BackupsOptions {
  readonly dataFolder: string
  readonly fileSystem: FileSystem
  readonly clock: Clock
  readonly appVersion: string
  /** Where automatic backups go unless the game master chose another folder. */
  readonly usualFolder: string
  readonly libraryHandle: ClosableLibrary
  /** The open library's database, or null while it is closed. */
  readonly database: () => Database | null
  readonly readSettings: () => unknown
  readonly writeReadme: (madeAt: string) => string
  readonly tasks: Tasks
  readonly onChange: (state: BackupState) => void
}

export type Backups = ReturnType<typeof createBackups>

function hasAnything(database: Database): boolean {
  return Object.values(countRecords(database)).some((count) => count > 0)
}

/** Backs up, verifies and restores, one at a time; knows when the last backup was and where. */
export function createBackups(options: BackupsOptions) {
  const { dataFolder, fileSystem, clock, usualFolder, libraryHandle, tasks } = options
  const settings = createBackupSettings(dataFolder)
  let trouble: ErrorReport | null = null
  const folder = (): string => settings.read().folder ?? usualFolder
  const pathOf = (name: string): string => join(folder(), 'backups', basename(name))

  // The folder itself is made by the first backup; the one it is in must be there.
  function isFolderThere(): boolean {
    const { lastAutomatic } = settings.read()
    return isThere(lastAutomatic === null ? dirname(folder()) : folder())
  }

  function state(): BackupState {
    const known = settings.read()
    const now = clock()
    const isThere = isFolderThere()
    const { isOn, last } = known
    const overdue = isOverdue(known, now) ? 'overdue' : 'none'
    return {
      automatic: { isOn, folder: folder(), isThere, trouble },
      last,
      warning: isOn && !isThere ? 'folder-gone' : overdue,
      setAside: listSetAside(dataFolder, now),
    }
  }

  function parts(): BackupParts {
    const database = options.database()
    if (database === null) throw new AppError('database-unreadable')
    const readme = options.writeReadme(clock().toISOString())
    return { ...options, database, settings: options.readSettings(), readme }
  }

  function note(summary: BackupSummary, where: string, isAutomatic: boolean): void {
    const { madeAt, counts } = summary
    settings.change({ last: { madeAt, counts, where: basename(where), isAutomatic } })
  }

  const storeNow = (why: AutomaticReason): Promise<AutomaticBackup> =>
    tasks.run('automatic', (task) => store(why, task))

  async function store(why: AutomaticReason, job: Task): Promise<AutomaticBackup> {
    const own = parts()
    const mark = changeMark(own.database)
    try {
      const made = await createSnapshot(own, { folder: folder(), why, ...job })
      settings.change({ lastAutomatic: { madeAt: made.madeAt, mark } })
      const found = await readSome(own, made, job)
      if (found.isVerified) note(made, folder(), true)
      trouble = null
      // Before a restore the one that is to be restored may be among those whose time is over.
      if (why !== 'restore') await tidy(own.database, made.library)
      return found
    } catch (error) {
      const known = databaseError(error)
      if (known instanceof AppError) trouble = known.toReport()
      throw known
    }
  }

  /** Reads a part of the store, and tells of a backup what is known of it by then. */
  async function readSome(
    own: BackupParts,
    made: AutomaticBackup,
    job: Task,
  ): Promise<AutomaticBackup> {
    const rows = portraitRows(own.database)
    await alone(folder(), () => readStore(own, { folder: folder(), rows, ...job }))
    return (await listStored(folder())).find(({ name }) => name === made.name) ?? made
  }

  function tidy(database: Database, library: string | null): Promise<string[]> {
    const portraitsInNeed = createPortraitsInNeed({ database, dataFolder, fileSystem })
    return tidyStore(folder(), { library, now: clock(), portraitsInNeed })
  }

  function storeBeforeMigration(copy: UnstoredMigration): Promise<AutomaticBackup> {
    return tasks.run('automatic', async (job) => {
      try {
        const made = await storeMigration(parts(), copy, { folder: folder(), ...job })
        settings.change({ lastMigration: copy.name })
        return made
      } catch (error) {
        const known = databaseError(error)
        if (!isWorthAnotherTry(known)) settings.change({ lastMigration: copy.name })
        throw known
      }
    })
  }

  /**
   * Before something large changes the library. A folder that is away or full must not stand in its way: the
   * state tells of it, and null is answered. Throws AppError `backup-cancelled`, which is meant for both.
   */
  async function storeBefore(
    why: AutomaticReason,
    make: () => Promise<AutomaticBackup> = () => storeNow(why),
  ): Promise<AutomaticBackup | null> {
    const database = options.database()
    if (!settings.read().isOn || database === null || !isFolderThere()) return null
    try {
      return hasAnything(database) ? await make() : null
    } catch (error) {
      if (error instanceof AppError && error.code !== 'backup-cancelled') return null
      throw error
    }
  }

  return {
    state,
    folder,
    list: (): Promise<AutomaticBackup[]> => listStored(folder()),
    /** Whether there is any automatic backup, good or not, asked before the library is open. */
    hasStored: (): boolean => hasStored(folder()),
    /** Where an automatic backup of this name is. */
    pathOf,

    /** Removes what killed backups and restores have left, wherever they were at work. */
    async sweep(): Promise<void> {
      const { writingInto } = settings.read()
      await sweepWorkFolders(workPlace(dataFolder), { now: clock() })
      if (writingInto.length === 0) return
      await sweepFiles(fileSystem, writingInto, { now: clock() })
      settings.change({ writingInto: [] })
    },

    /** Backs up into this folder or file. Throws what `createBackup` throws. */
    create(target: string): Promise<BackupMade> {
      return tasks.run('backup', async (job) => {
        const into = resolve(target)
        settings.change({ writingInto: [into, dirname(into)] })
        const made = await createBackup(parts(), { target: into, ...job })
        settings.change({ writingInto: [] })
        note(made.summary, dirname(made.path), false)
        return made
      })
    },

    storeNow,

    /**
     * Makes the automatic backup of the day, or first that of a library as it was before a migration, when it
     * is on and due; null when it is not.
     */
    async storeIfDue(): Promise<AutomaticBackup | null> {
      const known = settings.read()
      const database = options.database()
      if (!known.isOn || database === null || tasks.isRunning(...libraryTasks)) return null
      if (known.firstSeenAt === null) settings.change({ firstSeenAt: clock().toISOString() })
      if (!isFolderThere()) return null
      const migration = findUnstoredMigration(dataFolder, known.lastMigration, clock())
      if (migration !== null) return storeBeforeMigration(migration)
      return isDue(known, changeMark(database), clock()) ? storeNow('day') : null
    },

    storeBefore,

    setAutomatic(isOn: boolean): BackupState {
      settings.change({ isOn })
      options.onChange(state())
      return state()
    },

    /** Throws AppError `backup-folder-inside` for a folder that would be lost with the library. */
    setFolder(chosen: string): BackupState {
      const path = resolve(chosen)
      if (`${path}${sep}`.startsWith(`${resolve(dataFolder)}${sep}`)) {
        throw new AppError('backup-folder-inside', { folder: basename(path) })
      }
      settings.change({ folder: path, lastAutomatic: null })
      trouble = null
      options.onChange(state())
      return state()
    },

    /** Reads a backup from end to end. Throws AppError `backup-…` for whatever is wrong with it. */
    verify(path: string): Promise<BackupVerdict> {
      return tasks.run('verify', async (job) => {
        const isStored = resolve(dirname(path)) === resolve(folder(), 'backups')
        try {
          const verdict = await verifyBackup(path, { dataFolder, clock, ...job })
          if (isStored) await noteVerdict(folder(), basename(path), { isSound: true, now: clock() })
          return verdict
        } catch (error) {
          const isHarmed = error instanceof AppError && error.code !== 'backup-cancelled'
          if (isStored && isHarmed) {
            await noteVerdict(folder(), basename(path), { isSound: false, now: clock() })
          }
          throw error
        }
      })
    },

    /**
     * Puts a backup in the place of everything, which is backed up first where that can be done, and set
     * aside in any case. Throws what `restoreBackup` throws.
     */
    restore(path: string): Promise<Restored & { readonly settings: unknown }> {
      return tasks.run('restore', async (task) => {
        const onProgress = (progress: TaskProgress) =>
          task.onProgress({ ...progress, step: 'backup-before' })
        await storeBefore('restore', () => store('restore', { ...task, onProgress }))
        return restoreBackup(path, { dataFolder, fileSystem, clock, libraryHandle }, task)
      })
    },

    undo(name: string): Promise<void> {
      return tasks.run('restore', async () => {
        undoRestore(name, { dataFolder, fileSystem, clock, libraryHandle })
      })
    },

    /** Throws what `removeSetAside` throws, and `database-unreadable` while the library is closed. */
    async removeSetAside(name: string, giveBack: RemovalOrder['giveBack']): Promise<void> {
      const { database } = parts()
      const portraitsInNeed = createPortraitsInNeed({ database, dataFolder, fileSystem })
      const order = { now: clock(), fileSystem, portraitsInNeed, giveBack }
      await removeSetAside(dataFolder, name, order)
      options.onChange(state())
    },
  }
}
