import { join } from 'node:path'
import { app, type BrowserWindow, clipboard, powerMonitor, shell } from 'electron'
import { AppError } from '../../shared/errors'
import type { Notice } from '../../shared/start'
import { describeApp } from '../app/about'
import type { AppContext } from '../app/app-context'
import { startBackground } from '../app/background/background'
import { leaveCrashMarker } from '../app/crash-marker'
import { createAppHandlers } from '../app/ipc'
import { openLink } from '../app/open-link'
import { recoverAtStart } from '../app/recover-at-start'
import { reportUncaughtErrors } from '../app/uncaught-errors'
import { createBackupHandlers } from '../backup/ipc'
import { createCampaignHandlers } from '../campaigns/ipc'
import { createNameWords } from '../campaigns/names'
import { createCompressionHandlers } from '../compression/ipc'
import type { SendEvent } from '../core/answer'
import { createScrubber } from '../core/scrub'
import { createExportHandlers } from '../export/ipc'
import { createGenerationHandlers } from '../generation/ipc'
import { createIntegrityHandlers } from '../integrity/ipc'
import { giveFileBack } from '../integrity/repair/put-back'
import { createImportHandlers } from '../legacy-import/ipc'
import { avatarAttributions } from '../portraits/avatar'
import { createGalleryHandlers } from '../portraits/gallery/ipc'
import { createPortraitHandlers } from '../portraits/ipc'
import { createLinkHandlers } from '../portraits/links-ipc'
import { findData } from '../relocation/location'
import { pointToData } from '../relocation/mover'
import { createStorageHandlers } from '../storage/ipc'
import { createTrashHandlers } from '../trash/ipc'
import { ask } from './ask'
import { chooseBackup, chooseFolder } from './choose-backup'
import { chooseOldLibrary, choosePicture, savePicture, saveReport } from './choose-file'
import { copyPicture } from './copy-picture'
import { serveRequests } from './ipc'
import { createMainWindow } from './main-window'
import { offerContextMenu, showMenu } from './menu'
import { restart } from './restart'
import { openJsonFile } from './settings-file'
import { watchWindow } from './window-care'

/** The game master is idle once keyboard and mouse were not touched for so long. */
const idleSeconds = 60

export interface WindowAppOptions {
  readonly context: AppContext
  readonly tell: SendEvent
  /** The window as it is now; null once it is closed. */
  readonly window: () => BrowserWindow | null
  /** `app://ui/index.html`, or the address of the development server. */
  readonly address: string
  readonly uiOrigin: string
  readonly isDevelopment: boolean
  /** What has come up since the start. */
  readonly notices: () => readonly Notice[]
}

/** Opens the app with its window: menu, requests, and the jobs in the background. */
export function openWindow(options: WindowAppOptions): BrowserWindow {
  const { context, tell, uiOrigin, isDevelopment } = options
  const { dataFolder, clock, log, preferences, translator, libraryHandle } = context
  const translate = () => translator.t
  const library = () => libraryHandle.library()
  const trashDays = () => preferences.read().trashDays
  const folders = {
    data: dataFolder,
    portraits: join(dataFolder, 'static', 'portraits'),
    log: join(dataFolder, 'logs'),
  }
  const openFolder = async (folder: keyof typeof folders): Promise<void> => {
    // A folder that is gone cannot be shown; the one it was in tells that it is.
    for (const path of [folders[folder], dataFolder]) {
      if ((await shell.openPath(path)) === '') return
    }
    log('folder not opened', { folder })
    throw new AppError('folder-not-opened')
  }

  const scrub = createScrubber(context.namedFolders)
  const scrubReport = (text: string) => scrub(context.knownKeys.hide(text))
  const mark = leaveCrashMarker(dataFolder, log)
  reportUncaughtErrors(process, {
    log,
    translate,
    ask,
    copy: (text) => clipboard.writeText(text),
    versions: `Castkeeper ${app.getVersion()}, Electron ${process.versions.electron}, ${process.platform}`,
    scrub: scrubReport,
    onException: mark.keep,
    quit: () => app.quit(),
  })
  const made = new Map<'backup' | 'export', string>()
  const returnFile = (portraitId: number, from: string) =>
    giveFileBack({ ...library(), ...context }, portraitId, from)
  const backup = createBackupHandlers({
    ...context,
    giveFileBack: returnFile,
    nameWords: createNameWords(translator.t),
    chooseTarget: () => chooseFolder(options.window(), translator.t('dialog.backupInto')),
    chooseBackup: (what) => chooseBackup(options.window(), translator.t, what),
    chooseFolder: () => chooseFolder(options.window(), translator.t('dialog.backupFolder')),
    openFolder: openPath,
    onRestored: async () => {
      await libraryHandle.whenOpen()?.generation.recover()
      tell('library:changed', { why: 'restored' })
    },
    onMade: (path) => made.set('backup', path),
    show: (what) => shell.showItemInFolder(made.get(what) ?? context.backups.automatic.folder()),
  })
  const importHandlers = createImportHandlers({
    library,
    translator,
    choose: (what) => chooseOldLibrary(options.window(), translator.t, what),
    save: (name, bytes) =>
      saveReport(options.window(), translator.t, context.fileSystem, { name, bytes }),
    log,
  })
  const saveNamed = (bytes: Uint8Array, name?: string) =>
    savePicture(options.window(), translator.t, context.fileSystem, bytes, name)
  context.serve()
  serveRequests({
    window: options.window,
    uiOrigin,
    log,
    tell,
    commitAside: (change) => library().commitAside(change),
    openDropped: (path) => library().openImport.choose(path),
    openDroppedBackup: backup.openDropped,
    handlers: {
      ...createAppHandlers({
        tasks: context.tasks,
        libraryHandle,
        dataFolder,
        clock,
        preferences,
        language: context.language,
        notices: () => [...(mark.wasLeft ? [endedBadly] : []), ...options.notices()],
        onReady: () => recoverAtStart(library(), options),
        describe: () =>
          describeApp({
            version: app.getVersion(),
            versions: process.versions,
            sqlite: library().sqliteVersion(),
            dataFolder,
            avatars: avatarAttributions,
          }),
        openFolder,
        openLink: (url) => openLink(url, (address) => shell.openExternal(address)),
        quit: () => app.quit(),
        shownFolder: context.place.dataFolder ?? dataFolder,
        restartIfBack: () => {
          if (context.away !== null && findData(context.place.home).isThere) restart()
        },
      }),
      ...createCampaignHandlers({
        library,
        nameWords: createNameWords(translator.t),
      }),
      ...createPortraitHandlers({
        library,
        choosePicture: () => choosePicture(options.window(), translator.t),
      }),
      ...createLinkHandlers({
        library,
      }),
      ...createStorageHandlers({
        ...context,
        library,
        giveFileBack: returnFile,
        chooseTarget: () => chooseFolder(options.window(), translator.t('dialog.moveInto')),
        chooseData: () => chooseFolder(options.window(), translator.t('dialog.findData')),
        openFolder: openPath,
        pointTo: (folder) => pointToData(context.place.home, folder, clock),
        restart,
      }),
      ...createGalleryHandlers({
        library,
      }),
      ...backup.handlers,
      ...createExportHandlers({
        ...context,
        library,
        chooseFolder: () => chooseFolder(options.window(), translator.t('dialog.exportInto')),
        savePicture: saveNamed,
        copyPicture,
        onMade: (path) => made.set('export', path),
      }),
      ...createIntegrityHandlers({
        ...context,
        library,
        savePicture: saveNamed,
      }),
      ...createCompressionHandlers({
        ...context,
        library,
      }),
      ...createTrashHandlers({
        tasks: context.tasks,
        library,
        trashDays,
        log,
      }),
      ...importHandlers,
      'import:start': async (decisions) => {
        await context.backups.automatic.storeBefore('import')
        return importHandlers['import:start'](decisions)
      },
      ...createGenerationHandlers({
        library,
        services: context.services,
        savePicture: saveNamed,
      }),
    },
  })

  const showMenuNow = () =>
    showMenu({
      t: translator.t,
      preferences: preferences.read(),
      platform: process.platform,
      isDevelopment,
      actions: {
        choose: (command) => tell('menu:chosen', { command }),
        change: (changes) => preferences.change(changes),
        openFolder: (folder) => void openFolder(folder).catch(() => shell.beep()),
      },
    })
  preferences.onChange((now) => {
    void translator.changeLanguage(context.language())
    showMenuNow()
    void context.space.check()
    tell('preferences:changed', now)
  })
  showMenuNow()

  const window = createMainWindow({
    address: options.address,
    preload: join(app.getAppPath(), 'out/preload/index.cjs'),
    icon: join(app.getAppPath(), 'resources/icons/256x256.png'),
    preferences,
    openStateFile: () => openJsonFile(dataFolder, 'window-state', { isExpendable: true }),
    log,
    isDevelopment,
  })
  offerContextMenu(window, translate)
  watchWindow(window, {
    translate,
    log,
    clock,
    ask,
    quit: () => {
      // A page that keeps failing may do so because of what is in the library.
      mark.keep()
      app.quit()
    },
  })
  const stopBackground = startBackground({
    context,
    tell,
    isIdle: () => !window.isFocused() || powerMonitor.getSystemIdleTime() >= idleSeconds,
    trashDays,
  })
  // The image sandbox's hidden window would otherwise keep the app alive.
  window.on('closed', () => app.quit())
  app.on('will-quit', () => {
    stopBackground()
    context.tasks.cancel()
    context.close()
    mark.remove()
  })
  return window
}

async function openPath(path: string): Promise<void> {
  if ((await shell.openPath(path)) !== '') throw new AppError('folder-not-opened')
}

const endedBadly: Notice = { code: 'ended-badly', details: {} }
