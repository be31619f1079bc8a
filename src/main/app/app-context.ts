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
import { createTranslator, matchLanguage, type Translator } from '../../shared/translate'
import { type Backups, createBackups } from '../backup/backups'
import { countRecords } from '../backup/database-copy'
import { databaseError } from '../core/database/database-error'
import { withFailpoints } from '../core/disk/failpoints'
import { nodeFileSystem } from '../core/disk/node-file-system'
import { openLog } from '../core/log'
import { createFindReach } from '../core/network/reach'
import { createRequest, type SendRequest } from '../core/network/request'
import { Tasks } from '../core/tasks/tasks'
import { createKnownKeys } from '../generation/services/hide-key'
import { createSecrets } from '../generation/services/secrets'
import { createServices } from '../generation/services/services'
import type { ImageSandbox } from '../image-sandbox/image-sandbox'
import { type DataPlace, findData } from '../relocation/location'
import { createMover, type Mover } from '../relocation/mover'
import { createSpaceWatch, type SpaceWatch } from '../storage/space'
import { type Library, openLibrary } from './library'
import { createLibraryHandle, type LibraryHandle } from './library-handle'
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

/** How long one picture may take when the whole library is compressed. */
const patientDeadlineMs = 5 * 60_000

export type AppContext = ReturnType<typeof createAppContext>

/** Everything that a window and a command have in common, wired together. The library is still closed. */
export function createAppContext(options: AppContextOptions) {
  const { platform, place } = options
  const basics = openBasics(options)
  const { dataFolder, log, preferences } = basics
  const request = createRequest()
  const connected = openServices(options, basics, request)
  const imageSandbox = platform.openImageSandbox({ log })
  // Compressing a large picture without loss takes a minute, and blocks nothing here.
  const openSecondImageSandbox = () =>
    platform.openImageSandbox({ log, deadlineMs: patientDeadlineMs })
  const translator = createTranslator(basics.language())
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
  const parts: Parts = { ...basics, ...connected, request, imageSandbox, translator, space, tasks }
  const libraryHandle = createLibraryHandle(() =>
    openLibraryHere(options, parts, () => backups.automatic.hasStored()),
  )
  const backups: Backups = openBackups(options, parts, libraryHandle)
  const mover = openMover(options, parts, { libraryHandle, backups })
  const servePortraits = () => libraryHandle.whenOpen()?.servePortraits ?? null

  return {
    ...basics,
    ...connected,
    tasks,
    backups,
    mover,
    space,
    place,
    translator,
    imageSandbox,
    openSecondImageSandbox,
    printer: platform.openPrinter({ portraits: servePortraits, log }),
    libraryHandle,

    /** Serves `app:` in the session of all our windows. Electron must be ready. */
    serve(): void {
      platform.serve({ portraits: servePortraits, log })
    },

    close(): void {
      imageSandbox.close()
      libraryHandle.close()
    },
  }
}

type Basics = ReturnType<typeof openBasics>
type Services = ReturnType<typeof openServices>

interface Parts extends Basics, Services {
  readonly request: SendRequest
  readonly imageSandbox: ImageSandbox
  readonly translator: Translator
  readonly space: SpaceWatch
  readonly tasks: Tasks
}

/** Where the data is, and what there is before anything in it is opened: clock, log, file system, preferences. */
function openBasics({ platform, place, isVerbose, onNotice }: AppContextOptions) {
  const away = whyAway(place)
  // While the data is away, what must be written nevertheless goes where the app was first started.
  const dataFolder = away === null && place.dataFolder !== null ? place.dataFolder : place.home
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
    isVerbose,
    onTrouble: () => onNotice({ code: 'log-unwritable', details: {} }),
  })
  // Faults on purpose are for trying what happens then, never for the app people have.
  const faults = platform.isPackaged ? undefined : process.env.CASTKEEPER_FAULT
  const fileSystem = faults ? withFailpoints(nodeFileSystem(), faults) : nodeFileSystem()
  const preferences = platform.openPreferences({ folder: dataFolder, clock, onNotice })
  const language = () => matchLanguage(preferences.read().language, platform.languages())
  return {
    away,
    dataFolder,
    clock,
    namedFolders,
    knownKeys,
    log,
    fileSystem,
    preferences,
    language,
  }
}

/** The image services that are set up, and their keys. */
function openServices(
  { platform, onNotice }: AppContextOptions,
  { dataFolder, fileSystem, clock, knownKeys, preferences }: Basics,
  request: SendRequest,
) {
  const secrets = createSecrets({
    folder: dataFolder,
    fileSystem,
    keyring: platform.keyring,
    clock,
    onNotice,
    onKey: knownKeys.add,
  })
  const services = createServices({
    settings: preferences,
    keys: secrets,
    request,
    findReach: createFindReach(),
  })
  return { secrets, services }
}

function openLibraryHere(
  options: AppContextOptions,
  parts: Parts,
  hasBackups: () => boolean,
): Library {
  const { place, onPortraitState, onJob, onImport } = options
  const { dataFolder, clock, fileSystem, imageSandbox, log, services, request, tasks } = parts
  const { away, preferences, space, translator } = parts
  if (away !== null) throw away
  return openLibrary({
    dataFolder,
    tablesFolder: options.platform.tablesFolder,
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
    isStillHere: () => !place.mayMove || findData(place.home).dataFolder === dataFolder,
    hasBackups,
    requireRoom: () => space.requireRoom(),
    storage: () => readStorage(preferences.read()),
    portraitsKept: () => preferences.read().portraitsKept,
    mayRemoveFiles: () => !tasks.isRunning(...libraryTasks),
  })
}

function openBackups(
  { platform, onBackupState }: AppContextOptions,
  { dataFolder, fileSystem, clock, preferences, tasks, log }: Parts,
  libraryHandle: LibraryHandle,
): Backups {
  return createBackups({
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
    onChange: onBackupState,
  })
}

interface Movable {
  readonly libraryHandle: LibraryHandle
  readonly backups: Backups
}

function openMover(
  { place }: AppContextOptions,
  { dataFolder, fileSystem, clock }: Parts,
  { libraryHandle, backups }: Movable,
): Mover {
  return createMover({
    home: place.home,
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
