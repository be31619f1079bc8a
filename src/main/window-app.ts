import { join } from 'node:path'
import { app, type BrowserWindow, clipboard, shell } from 'electron'
import { AppError } from '../shared/errors'
import type { Notice } from '../shared/start'
import { createNameWords } from './campaign/names'
import type { House } from './house'
import { type createTeller, serveRequests } from './ipc'
import { offerContextMenu, showMenu } from './menu'
import { findData } from './moving/location'
import { pointToData } from './moving/mover'
import { avatarAttributions } from './portraits/avatar'
import { createAppHandlers } from './requests/app-handlers'
import { createBackupHandlers } from './requests/backup-handlers'
import { createCompressionHandlers } from './requests/compression-handlers'
import { createExportHandlers } from './requests/export-handlers'
import { createGenerationHandlers } from './requests/generation-handlers'
import { createHealthHandlers } from './requests/health-handlers'
import { createImportHandlers } from './requests/import-handlers'
import { createLibraryHandlers } from './requests/library-handlers'
import { createLinkHandlers } from './requests/link-handlers'
import { createPortraitHandlers } from './requests/portrait-handlers'
import { createRecordHandlers } from './requests/record-handlers'
import { createStorageHandlers } from './requests/storage-handlers'
import { createTrashHandlers } from './requests/trash-handlers'
import { openJsonFile } from './settings'
import { describeApp } from './shell/about'
import { ask } from './shell/ask'
import { chooseBackup, chooseFolder } from './shell/choose-backup'
import { chooseOldLibrary, choosePicture, savePicture, saveReport } from './shell/choose-file'
import { copyPicture } from './shell/copy-picture'
import { bringToFront } from './shell/instance'
import { catchLastWords } from './shell/last-words'
import { openLink } from './shell/open-link'
import { restart } from './shell/restart'
import { leaveRunningMark } from './shell/running-mark'
import { createScrubber } from './shell/scrub'
import { careForWindow } from './shell/window-care'
import { createMainWindow } from './window'
import { startChores, takeStock } from './window-chores'

export interface WindowAppOptions {
  readonly house: House
  readonly tell: ReturnType<typeof createTeller>
  /** The window as it is now; null once it is closed. */
  readonly window: () => BrowserWindow | null
  /** `app://ui/index.html`, or the address of the development server. */
  readonly address: string
  readonly uiOrigin: string
  readonly isDevelopment: boolean
  /** What has come up since the start. */
  readonly notices: () => readonly Notice[]
}

/** Opens the app with its window: menu, requests, and what is done in quiet times. */
export function openWindow(options: WindowAppOptions): BrowserWindow {
  const { house, tell, uiOrigin, isDevelopment } = options
  const { dataFolder, clock, log, preferences, translator, door } = house
  const translate = () => translator.t
  const library = () => door.library()
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

  const scrub = createScrubber(house.namedFolders)
  const scrubReport = (text: string) => scrub(house.knownKeys.hide(text))
  const mark = leaveRunningMark(dataFolder, log)
  catchLastWords(process, {
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
  const backup = createBackupHandlers({
    ...house,
    nameWords: createNameWords(translator.t),
    chooseTarget: () => chooseFolder(options.window(), translator.t('dialog.backupInto')),
    chooseBackup: (what) => chooseBackup(options.window(), translator.t, what),
    chooseFolder: () => chooseFolder(options.window(), translator.t('dialog.backupFolder')),
    openFolder: openPath,
    onRestored: async () => {
      await door.whenOpen()?.generation.recover()
      tell('library:changed', { why: 'restored' })
    },
    onTaken: () => tell('library:changed', { why: 'edited' }),
    onAsked: (name) => tell('restore:asked-for', { name }),
    onMade: (path) => made.set('backup', path),
    show: (what) => shell.showItemInFolder(made.get(what) ?? house.backups.folder()),
  })
  const importHandlers = createImportHandlers({
    library,
    translator,
    choose: (what) => chooseOldLibrary(options.window(), translator.t, what),
    save: (name, bytes) =>
      saveReport(options.window(), translator.t, house.fileSystem, { name, bytes }),
    log,
  })
  const saveNamed = (bytes: Uint8Array, name?: string) =>
    savePicture(options.window(), translator.t, house.fileSystem, bytes, name)
  house.serve()
  serveRequests({
    window: options.window,
    uiOrigin,
    log,
    openDropped: (path) => library().openImport.choose(path),
    openDroppedBackup: backup.openDropped,
    handlers: {
      ...createAppHandlers({
        door,
        dataFolder,
        clock,
        preferences,
        language: house.language,
        notices: () => [...(mark.wasLeft ? [endedBadly] : []), ...options.notices()],
        onReady: () => takeStock(library(), options),
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
        shownFolder: house.place.dataFolder ?? dataFolder,
        restartIfBack: () => {
          if (house.away !== null && findData(house.place.home).isThere) restart()
        },
      }),
      ...createRecordHandlers({
        library,
        onEdited: () => tell('library:changed', { why: 'edited' }),
        nameWords: createNameWords(translator.t),
      }),
      ...createPortraitHandlers({
        library,
        onPortrait: () => tell('library:changed', { why: 'portrait' }),
        choosePicture: () => choosePicture(options.window(), translator.t),
      }),
      ...createLinkHandlers({
        library,
        onPortrait: () => tell('library:changed', { why: 'portrait' }),
      }),
      ...createStorageHandlers({
        ...house,
        library,
        chooseTarget: () => chooseFolder(options.window(), translator.t('dialog.moveInto')),
        chooseData: () => chooseFolder(options.window(), translator.t('dialog.findData')),
        openFolder: openPath,
        pointTo: (folder) => pointToData(house.place.home, folder, clock),
        restart,
        onChanged: () => tell('library:changed', { why: 'portrait' }),
      }),
      ...createLibraryHandlers({
        library,
        onPortrait: () => tell('library:changed', { why: 'portrait' }),
      }),
      ...backup.handlers,
      ...createExportHandlers({
        ...house,
        library,
        chooseFolder: () => chooseFolder(options.window(), translator.t('dialog.exportInto')),
        savePicture: saveNamed,
        copyPicture,
        onMade: (path) => made.set('export', path),
      }),
      ...createHealthHandlers({
        ...house,
        library,
        onMended: () => tell('library:changed', { why: 'portrait' }),
        savePicture: saveNamed,
      }),
      ...createCompressionHandlers({
        ...house,
        library,
        onChanged: () => tell('library:changed', { why: 'portrait' }),
      }),
      ...createTrashHandlers({
        library,
        trashDays,
        onChanged: () => tell('library:changed', { why: 'edited' }),
        log,
      }),
      ...importHandlers,
      'import:start': async (decisions) => {
        await house.backups.storeBefore('import')
        return importHandlers['import:start'](decisions)
      },
      ...createGenerationHandlers({
        library,
        services: house.services,
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
    void translator.changeLanguage(house.language())
    showMenuNow()
    void house.space.check()
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
  careForWindow(window, {
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
  const stopChores = startChores({
    house,
    tell,
    window,
    trashDays,
    carryOut: async (order, signal) => {
      if (order.kind === 'restore') return backup.carryOut(order.path, signal)
      bringToFront(options.window())
      return null
    },
  })
  // The darkroom's hidden window would otherwise keep the app alive.
  window.on('closed', () => app.quit())
  app.on('will-quit', () => {
    stopChores()
    house.backups.desk.cancel()
    house.close()
    mark.remove()
  })
  return window
}

async function openPath(path: string): Promise<void> {
  if ((await shell.openPath(path)) !== '') throw new AppError('folder-not-opened')
}

const endedBadly: Notice = { code: 'ended-badly', details: {} }
