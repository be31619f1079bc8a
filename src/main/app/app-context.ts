import { homedir } from 'node:os'
import { join } from 'node:path'
import type { BackupState, LibraryCounts } from '../../shared/backup'
import { readStorage } from '../../shared/compression'
import { AppError } from '../../shared/errors'
import type { GenerationJob } from '../../shared/generation'
import type { ImportSummary } from '../../shared/legacy-import'
import type { Portrait } from '../../shared/portrait'
import { languages } from '../../shared/preferences'
import type { Notice } from '../../shared/start'
import type { SpaceState } from '../../shared/storage'
import type { TaskChange } from '../../shared/tasks'
import { libraryTasks } from '../../shared/tasks'
import { createTranslator, matchLanguage } from '../../shared/translate'
import { createBackups } from '../backup/backups'
import { countRecords } from '../backup/database-copy'
import { databaseError } from '../core/database/database-error'
import { withFailpoints } from '../core/disk/failpoints'
import { nodeFileSystem } from '../core/disk/node-file-system'
import { openLog } from '../core/log'
import { createFindReach } from '../core/network/reach'
import { createRequest } from '../core/network/request'
import { Tasks } from '../core/tasks/tasks'
import { createKnownKeys } from '../generation/services/hide-key'
import { createSecrets } from '../generation/services/secrets'
import { createServices } from '../generation/services/services'
import { type DataPlace, findData } from '../relocation/location'
import { createMover } from '../relocation/mover'
import { createSpaceWatch } from '../storage/space'
import { type Library, openLibrary } from './library'
import { createLibraryHandle } from './library-handle'
import type { Platform } from './platform'

export interface AppContextOptions {
  readonly platform: Platform
  readonly place: DataPlace
  readonly isVerbose: boolean
  readonly onNotice: (notice: Notice) => void
  readonly onPortraitState: (portrait: Portrait) => void
  readonly onJob: (job: GenerationJob) => void
  readonly onTask: (change: TaskChange) => void
  readonly onBackupState: (state: BackupState) => void
  readonly onImport: (summary: ImportSummary) => void
  readonly onSpace: (state: SpaceState) => void
}

/** How long one picture may take where the whole library is gone over. */
const patientDeadlineMs = 5 * 60_000

export type AppContext = ReturnType<typeof createAppContext>

/** Everything that a window and a command have in common, wired together. The library is still closed. */
export function createAppContext(options: AppContextOptions) {
  const { platform, place, onNotice, onPortraitState, onJob } = options
  const { home } = place
  const away = whyAway(place)
  // While the data is away, what must be written nevertheless goes where the app was first started.
  const dataFolder = away === null && place.dataFolder !== null ? place.dataFolder : home
  const { onImport } = options
  const clock = () => new Date()
  const namedFolders = [
    [dataFolder, '<data>'],
    [homedir(), '<home>'],
  ] as const
  const knownKeys = createKnownKeys()
  const log = openLog({
    folder: join(dataFolder, 'logs'),
    namedFolders,
    hideKeys: knownKeys.hide,
    isVerbose: options.isVerbose,
    onTrouble: () => onNotice({ code: 'log-unwritable', details: {} }),
  })
  // Faults on purpose are for trying what happens then, never for the app people have.
  const faults = platform.isPackaged ? undefined : process.env.CASTKEEPER_FAULT
  const fileSystem = faults ? withFailpoints(nodeFileSystem(), faults) : nodeFileSystem()
  const preferences = platform.openPreferences({ folder: dataFolder, clock, onNotice })
  const language = () => matchLanguage(preferences.read().language, platform.languages())
  const secrets = createSecrets({
    folder: dataFolder,
    fileSystem,
    keyring: platform.keyring,
    clock,
    onNotice,
    onKey: knownKeys.add,
  })
  const request = createRequest()
  const services = createServices({
    settings: preferences,
    keys: secrets,
    request,
    findReach: createFindReach(),
  })
  const imageSandbox = platform.openImageSandbox({ log })
  // A large picture takes a minute to be made smaller without loss, and nobody is kept waiting by it here.
  const openSecondImageSandbox = () =>
    platform.openImageSandbox({ log, deadlineMs: patientDeadlineMs })
  const translator = createTranslator(language())
  const space = createSpaceWatch({
    dataFolder,
    limits: () => preferences.read(),
    onChange: options.onSpace,
  })
  const tasks = new Tasks({
    onChange: (change) => {
      options.onTask(change)
      if (!change.isRunning) options.onBackupState(backups.state())
    },
  })
  const libraryHandle = createLibraryHandle(() => {
    if (away !== null) throw away
    return openLibrary({
      dataFolder,
      clock,
      fileSystem,
      imageSandbox,
      log,
      services,
      request,
      tasks,
      onPortraitState,
      onJob,
      onImport,
      translate: translator.t,
      isStillHere: () => !place.mayMove || findData(home).dataFolder === dataFolder,
      hasBackups: () => backups.automatic.hasStored(),
      requireRoom: () => space.requireRoom(),
      storage: () => readStorage(preferences.read()),
      portraitsKept: () => preferences.read().portraitsKept,
      mayRemoveFiles: () => !tasks.isRunning(...libraryTasks),
    })
  })

  const backups = createBackups({
    dataFolder,
    fileSystem,
    clock,
    appVersion: platform.version,
    usualFolder: platform.usualBackupFolder(dataFolder),
    libraryHandle: {
      close: () => {
        // What is restored in a place that was just moved away from would be left behind there.
        libraryHandle.refuseWhileSealed()
        const counts = countWhatIsThere(libraryHandle.whenOpen())
        libraryHandle.close()
        return counts
      },
      open: () => {
        if (libraryHandle.open() !== null) log('library not opened after a restore')
      },
    },
    database: () => libraryHandle.whenOpen()?.database ?? null,
    readSettings: () => preferences.read(),
    writeReadme: (madeAt) =>
      languages
        .map((spoken) => createTranslator(spoken).t('backup.readme', { madeAt }))
        .join('\n\n\n'),
    tasks,
    onChange: options.onBackupState,
  })
  const mover = createMover({
    home,
    dataFolder,
    mayMove: place.mayMove,
    fileSystem,
    clock,
    libraryHandle: {
      seal: () => libraryHandle.seal(new AppError('data-moving')),
      unseal: () => libraryHandle.unseal(),
    },
    backupFolder: () => backups.automatic.folder(),
  })

  return {
    tasks,
    backups,
    mover,
    space,
    place,
    away,
    dataFolder,
    clock,
    namedFolders,
    knownKeys,
    log,
    fileSystem,
    preferences,
    language,
    translator,
    secrets,
    services,
    imageSandbox,
    openSecondImageSandbox,
    libraryHandle,

    /** Serves `app:` in the session of all our windows. Electron must be ready. */
    serve(): void {
      platform.serve({ portraits: () => libraryHandle.whenOpen()?.servePortraits ?? null, log })
    },

    close(): void {
      imageSandbox.close()
      libraryHandle.close()
    },
  }
}

function whyAway({ dataFolder, isThere }: DataPlace): AppError | null {
  if (dataFolder === null) return new AppError('data-folder-unknown')
  return isThere ? null : new AppError('data-folder-away')
}

// A database that can be opened and not be read must not keep a backup from taking its place.
function countWhatIsThere(library: Library | null): LibraryCounts | null {
  try {
    return library === null ? null : countRecords(library.database)
  } catch (error) {
    if (databaseError(error) instanceof AppError) return null
    throw error
  }
}
