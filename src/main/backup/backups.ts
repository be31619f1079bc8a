import { basename, dirname, resolve } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { BackupMade, BackupState, BackupVerdict, Restored } from '../../shared/backup'
import { AppError } from '../../shared/errors'
import type { TaskProgress } from '../../shared/tasks'
import type { Clock } from '../core/clock'
import type { FileSystem } from '../core/disk/file-system'
import { sweepFiles, sweepWorkFolders } from '../core/disk/scratch/sweep'
import type { Tasks } from '../core/tasks/tasks'
import { createPortraitsInNeed } from '../portraits/last-copy'
import { AutomaticBackups } from './automatic-backups'
import { type BackupParts, createBackup } from './create'
import { type ClosableLibrary, restoreBackup, undoRestore } from './restore'
import { listSetAside, type RemovalOrder, removeSetAside } from './set-aside'
import { type BackupSettingsKeeper, createBackupSettings } from './settings'
import { isOverdue } from './snapshots/due'
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

/** Backs up, verifies and restores, one at a time; knows when the last backup was and where. */
export function createBackups(options: BackupsOptions) {
  const settings = createBackupSettings(options.dataFolder)
  const parts = () => makeParts(options)
  const automatic = new AutomaticBackups({ ...options, settings, parts })
  const context: Context = { ...options, settings, automatic }

  return {
    automatic,

    state: () => stateOf(context),

    /** Removes what killed backups and restores have left, wherever they were working. */
    sweep: () => sweep(context),

    /** Backs up into this folder or file. Throws what `createBackup` throws. */
    create: (target: string) => create(context, target),

    setAutomatic(isOn: boolean): BackupState {
      settings.change({ isOn })
      return announceState(context)
    },

    /** Throws AppError `backup-folder-inside` for a folder that would be lost with the library. */
    setFolder(chosen: string): BackupState {
      automatic.setFolder(chosen)
      return announceState(context)
    },

    /** Reads a backup from end to end. Throws AppError `backup-…` for whatever is wrong with it. */
    verify: (path: string) => verify(context, path),

    /**
     * Replaces the whole library with a backup. The library is backed up first if possible, and set aside in
     * any case. Throws what `restoreBackup` throws.
     */
    restore: (path: string) => restore(context, path),

    undo(name: string): Promise<void> {
      return options.tasks.run('restore', async () => undoRestore(name, options))
    },

    /** Throws what `removeSetAside` throws, and `database-unreadable` while the library is closed. */
    async removeSetAside(name: string, putFileBack: RemovalOrder['putFileBack']): Promise<void> {
      const { dataFolder, fileSystem, clock } = options
      const { database } = parts()
      const portraitsInNeed = createPortraitsInNeed({ database, dataFolder, fileSystem })
      const order = { now: clock(), fileSystem, portraitsInNeed, putFileBack }
      await removeSetAside(dataFolder, name, order)
      options.onChange(stateOf(context))
    },
  }
}

interface Context extends BackupsOptions {
  readonly settings: BackupSettingsKeeper
  readonly automatic: AutomaticBackups
}

function makeParts(options: BackupsOptions): BackupParts {
  const database = options.database()
  if (database === null) throw new AppError('database-unreadable')
  const readme = options.writeReadme(options.clock().toISOString())
  return { ...options, database, settings: options.readSettings(), readme }
}

function stateOf({ settings, automatic, clock, dataFolder }: Context): BackupState {
  const known = settings.read()
  const now = clock()
  const state = automatic.state()
  const overdue = isOverdue(known, now) ? 'overdue' : 'none'
  return {
    automatic: state,
    last: known.last,
    warning: state.isOn && !state.isThere ? 'folder-gone' : overdue,
    setAside: listSetAside(dataFolder, now),
  }
}

function announceState(context: Context): BackupState {
  context.onChange(stateOf(context))
  return stateOf(context)
}

async function sweep({ settings, dataFolder, fileSystem, clock }: Context): Promise<void> {
  const { writingInto } = settings.read()
  await sweepWorkFolders(workPlace(dataFolder), { now: clock() })
  if (writingInto.length === 0) return
  await sweepFiles(fileSystem, writingInto, { now: clock() })
  settings.change({ writingInto: [] })
}

function create(context: Context, target: string): Promise<BackupMade> {
  const { settings, tasks } = context
  return tasks.run('backup', async (task) => {
    const into = resolve(target)
    settings.change({ writingInto: [into, dirname(into)] })
    const made = await createBackup(makeParts(context), { target: into, ...task })
    settings.change({ writingInto: [] })
    const { madeAt, counts } = made.summary
    const where = basename(dirname(made.path))
    settings.change({ last: { madeAt, counts, where, isAutomatic: false } })
    return made
  })
}

function verify(context: Context, path: string): Promise<BackupVerdict> {
  const { tasks, automatic, dataFolder, clock } = context
  return tasks.run('verify', async (task) => {
    try {
      const verdict = await verifyBackup(path, { dataFolder, clock, ...task })
      await automatic.noteVerdict(path, true)
      return verdict
    } catch (error) {
      const isHarmed = error instanceof AppError && error.code !== 'backup-cancelled'
      if (isHarmed) await automatic.noteVerdict(path, false)
      throw error
    }
  })
}

function restore(
  context: Context,
  path: string,
): Promise<Restored & { readonly settings: unknown }> {
  const { tasks, automatic } = context
  return tasks.run('restore', async (task) => {
    const onProgress = (progress: TaskProgress) =>
      task.onProgress({ ...progress, step: 'backup-before' })
    await automatic.storeBefore('restore', () =>
      automatic.store('restore', { ...task, onProgress }),
    )
    return restoreBackup(path, context, task)
  })
}
