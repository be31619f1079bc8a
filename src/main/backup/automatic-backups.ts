import { basename, dirname, join, resolve, sep } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { AutomaticBackup, AutomaticReason, BackupState } from '../../shared/backup'
import { AppError, type ErrorReport } from '../../shared/errors'
import { libraryTasks } from '../../shared/tasks'
import type { Clock } from '../core/clock'
import { databaseError } from '../core/database/database-error'
import { isThere } from '../core/disk/blocking'
import type { FileSystem } from '../core/disk/file-system'
import type { Task, Tasks } from '../core/tasks/tasks'
import { createPortraitsInNeed } from '../portraits/last-copy'
import {
  findUnstoredMigration,
  isWorthAnotherTry,
  storeMigration,
  type UnstoredMigration,
} from './before-migration'
import type { BackupParts } from './create'
import { countRecords, portraitRows } from './database-copy'
import type { BackupSettingsKeeper } from './settings'
import { changeMark, isDue } from './snapshots/due'
import { readStore } from './snapshots/read-store'
import { alone, createSnapshot } from './snapshots/snapshots'
import { hasStored, listStored, noteVerdict, tidyStore } from './snapshots/stored-snapshot'

export interface AutomaticBackupsOptions {
  readonly dataFolder: string
  readonly fileSystem: FileSystem
  readonly clock: Clock
  /** Where they go unless the game master chose another folder. */
  readonly usualFolder: string
  readonly tasks: Tasks
  readonly settings: BackupSettingsKeeper
  /** The open library's database, or null while it is closed. */
  readonly database: () => Database | null
  /** What a backup is made of. Throws AppError `database-unreadable` while the library is closed. */
  readonly parts: () => BackupParts
}

/** The backups that are made unasked into one folder, and what kept the last one from being made. */
export class AutomaticBackups {
  readonly #options: AutomaticBackupsOptions
  #trouble: ErrorReport | null = null

  constructor(options: AutomaticBackupsOptions) {
    this.#options = options
  }

  folder(): string {
    const { settings, usualFolder } = this.#options
    return settings.read().folder ?? usualFolder
  }

  /** Where an automatic backup of this name is. */
  pathOf(name: string): string {
    return join(this.folder(), 'backups', basename(name))
  }

  list(): Promise<AutomaticBackup[]> {
    return listStored(this.folder())
  }

  /** Whether there is any automatic backup, good or not, asked before the library is open. */
  hasStored(): boolean {
    return hasStored(this.folder())
  }

  state(): BackupState['automatic'] {
    const { isOn } = this.#options.settings.read()
    return {
      isOn,
      folder: this.folder(),
      isThere: this.#isFolderThere(),
      trouble: this.#trouble,
    }
  }

  /** Throws AppError `backup-folder-inside` for a folder that would be lost with the library. */
  setFolder(chosen: string): void {
    const path = resolve(chosen)
    if (`${path}${sep}`.startsWith(`${resolve(this.#options.dataFolder)}${sep}`)) {
      throw new AppError('backup-folder-inside', { folder: basename(path) })
    }
    this.#options.settings.change({ folder: path, lastAutomatic: null })
    this.#trouble = null
  }

  storeNow(why: AutomaticReason): Promise<AutomaticBackup> {
    return this.#options.tasks.run('automatic', (task) => this.store(why, task))
  }

  /**
   * Makes the automatic backup of the day, or first that of a library as it was before a migration, when it
   * is on and due; null when it is not.
   */
  async storeIfDue(): Promise<AutomaticBackup | null> {
    const { settings, tasks, clock, dataFolder } = this.#options
    const known = settings.read()
    const database = this.#options.database()
    if (!known.isOn || database === null || tasks.isRunning(...libraryTasks)) return null
    if (known.firstSeenAt === null) settings.change({ firstSeenAt: clock().toISOString() })
    if (!this.#isFolderThere()) return null
    const migration = findUnstoredMigration(dataFolder, known.lastMigration, clock())
    if (migration !== null) return this.#storeMigration(migration)
    return isDue(known, changeMark(database), clock()) ? this.storeNow('day') : null
  }

  /**
   * Backs up before something large changes the library. A backup folder that is missing or full must not
   * block that: the state reports it, and null is returned. Throws AppError `backup-cancelled`, which cancels
   * both.
   */
  async storeBefore(
    why: AutomaticReason,
    make: () => Promise<AutomaticBackup> = () => this.storeNow(why),
  ): Promise<AutomaticBackup | null> {
    const database = this.#options.database()
    if (!this.#options.settings.read().isOn || database === null || !this.#isFolderThere()) {
      return null
    }
    try {
      return hasAnything(database) ? await make() : null
    } catch (error) {
      if (error instanceof AppError && error.code !== 'backup-cancelled') return null
      throw error
    }
  }

  /** Makes an automatic backup as part of a task that runs already. */
  async store(why: AutomaticReason, task: Task): Promise<AutomaticBackup> {
    const { settings } = this.#options
    const parts = this.#options.parts()
    const mark = changeMark(parts.database)
    try {
      const made = await createSnapshot(parts, { folder: this.folder(), why, ...task })
      settings.change({ lastAutomatic: { madeAt: made.madeAt, mark } })
      const found = await this.#readSome(parts, made, task)
      if (found.isVerified) {
        const { madeAt, counts } = made
        const where = basename(this.folder())
        settings.change({ last: { madeAt, counts, where, isAutomatic: true } })
      }
      this.#trouble = null
      // The backup to be restored may itself be due for removal.
      if (why !== 'restore') await this.#tidy(parts.database, made.library)
      return found
    } catch (error) {
      const known = databaseError(error)
      if (known instanceof AppError) this.#trouble = known.toReport()
      throw known
    }
  }

  /** Notes what reading the backup at this path has shown, when it is an automatic one. */
  async noteVerdict(path: string, isIntact: boolean): Promise<void> {
    if (resolve(dirname(path)) !== resolve(this.folder(), 'backups')) return
    await noteVerdict(this.folder(), basename(path), { isIntact, now: this.#options.clock() })
  }

  // The folder itself is made by the first backup; the one it is in must be there.
  #isFolderThere(): boolean {
    const { lastAutomatic } = this.#options.settings.read()
    return isThere(lastAutomatic === null ? dirname(this.folder()) : this.folder())
  }

  /** Reads a part of the store, and adds to a backup what is known of it by then. */
  async #readSome(parts: BackupParts, made: AutomaticBackup, task: Task): Promise<AutomaticBackup> {
    const rows = portraitRows(parts.database)
    const folder = this.folder()
    await alone(folder, () => readStore(parts, { folder, rows, ...task }))
    return (await this.list()).find(({ name }) => name === made.name) ?? made
  }

  #tidy(database: Database, library: string | null): Promise<string[]> {
    const { dataFolder, fileSystem, clock } = this.#options
    const portraitsInNeed = createPortraitsInNeed({ database, dataFolder, fileSystem })
    return tidyStore(this.folder(), { library, now: clock(), portraitsInNeed })
  }

  #storeMigration(copy: UnstoredMigration): Promise<AutomaticBackup> {
    const { settings, tasks } = this.#options
    return tasks.run('automatic', async (task) => {
      try {
        const parts = this.#options.parts()
        const made = await storeMigration(parts, copy, { folder: this.folder(), ...task })
        settings.change({ lastMigration: copy.name })
        return made
      } catch (error) {
        const known = databaseError(error)
        if (!isWorthAnotherTry(known)) settings.change({ lastMigration: copy.name })
        throw known
      }
    })
  }
}

function hasAnything(database: Database): boolean {
  return Object.values(countRecords(database)).some((count) => count > 0)
}
