import { app, type BrowserWindow, shell } from 'electron'
import { createAddPicturesHandlers } from '../add-pictures/ipc'
import { PictureOffers } from '../add-pictures/offers'
import { describeApp } from '../app/about'
import type { AppContext } from '../app/app-context'
import { createAppHandlers } from '../app/ipc'
import type { Library } from '../app/library'
import type { Notices } from '../app/notices'
import { openLink } from '../app/open-link'
import { recoverAtStart } from '../app/recover-at-start'
import { type BackupHandlers, createBackupHandlers } from '../backup/ipc'
import { createCampaignHandlers } from '../campaigns/ipc'
import { createNameWords } from '../campaigns/names'
import { createCompressionHandlers } from '../compression/ipc'
import type { Handlers, SendEvent } from '../core/answer'
import { createExportHandlers } from '../export/ipc'
import { createGenerationHandlers } from '../generation/ipc'
import { createSpendingHandlers } from '../generation/spending/ipc'
import { createIntegrityHandlers } from '../integrity/ipc'
import { putFileBack } from '../integrity/repair/put-back'
import { createImportHandlers } from '../legacy-import/ipc'
import { guessOldLibrary } from '../legacy-import/source/guess-old-library'
import { createPlayersHandlers } from '../players/ipc'
import type { Players } from '../players/players'
import { avatarAttributions } from '../portraits/avatar'
import { createGalleryHandlers } from '../portraits/gallery/ipc'
import { createPortraitHandlers } from '../portraits/ipc'
import { createLinkHandlers } from '../portraits/links-ipc'
import { createQuickHandlers } from '../quick-characters/ipc'
import { findData } from '../relocation/location'
import { pointToData } from '../relocation/mover'
import { createSessionHandlers } from '../sessions/ipc'
import { createStorageHandlers } from '../storage/ipc'
import { createTagHandlers } from '../tags/ipc'
import { createTrashHandlers } from '../trash/ipc'
import { chooseBackup, chooseFolder } from './choose-backup'
import { chooseOldLibrary, choosePicture, type FileToSave, saveFile } from './choose-file'
import { copyPicture } from './copy-picture'
import { serveRequests } from './ipc'
import { openFolder, openOwnFolder } from './open-folder'

export interface WindowRequestsOptions {
  readonly context: AppContext
  readonly sendEvent: SendEvent
  /** The window as it is now; null once it is closed. */
  readonly window: () => BrowserWindow | null
  readonly uiOrigin: string
  /** What has come up since the start. */
  readonly notices: Notices
  readonly players: Players
}

interface Requests extends WindowRequestsOptions {
  readonly library: () => Library
  /** Where the last backup and the last export of this window are. */
  readonly made: Map<'backup' | 'export', string>
  readonly returnFile: (portraitId: number, from: string) => Promise<void>
  /** Asks where to save bytes under a proposed name; false when the game master closed the dialog. */
  readonly save: (what: FileToSave['what']) => (bytes: Uint8Array, name: string) => Promise<boolean>
}

/** Answers every request of the window, with the handlers of all features. */
export function serveWindow(options: WindowRequestsOptions): void {
  const { context, window, uiOrigin, sendEvent } = options
  const { libraryHandle, translator, fileSystem, log } = context
  const library = () => libraryHandle.library()
  const requests: Requests = {
    ...options,
    library,
    made: new Map(),
    returnFile: (portraitId, from) => putFileBack({ ...library(), ...context }, portraitId, from),
    save: (what) => (bytes, name) =>
      saveFile(window(), translator.t, fileSystem, { what, name, bytes }),
  }
  const backup = backupHandlers(requests)
  const offers = new PictureOffers({ guessOldLibrary })
  serveRequests({
    window,
    uiOrigin,
    log,
    sendEvent: sendEvent,
    commitOffThread: (change) => library().commitOffThread(change),
    openDropped: (path) => library().openImport.choose(path),
    openDroppedBackup: backup.openDropped,
    offerPictures: (sources, origin) => offers.offer(sources, origin),
    handlers: {
      ...appHandlers(requests),
      ...libraryHandlers(requests),
      ...storageHandlers(requests),
      ...exportHandlers(requests),
      ...importHandlers(requests),
      ...createPlayersHandlers(options.players),
      ...createAddPicturesHandlers({
        ...context,
        library,
        offers,
        onStored: () => sendEvent('library:changed', { why: 'portrait' }),
      }),
      ...backup.handlers,
    },
  })
}

function appHandlers(requests: Requests): ReturnType<typeof createAppHandlers> {
  const { context, library, notices, window } = requests
  const { dataFolder, place } = context
  return createAppHandlers({
    ...context,
    notices,
    onReady: () => recoverAtStart(library(), requests),
    describe: () =>
      describeApp({
        version: app.getVersion(),
        versions: process.versions,
        sqlite: library().sqliteVersion(),
        dataFolder,
        avatars: avatarAttributions,
      }),
    openFolder: (folder) => openOwnFolder(context, folder),
    openLink: (url) => openLink(url, (address) => shell.openExternal(address)),
    toggleFullScreen: () => window()?.setFullScreen(window()?.isFullScreen() !== true),
    quit: () => app.quit(),
    shownFolder: place.dataFolder ?? dataFolder,
    restartIfBack: () => {
      if (context.away !== null && findData(place.home).isThere) restart()
    },
  })
}

/** Those that need little more than the library. */
function libraryHandlers({ context, library, window, save }: Requests) {
  const { tasks, log, services, preferences, translator, language } = context
  return {
    ...createCampaignHandlers({
      library,
      translate: translator.t,
    }),
    ...createPortraitHandlers({
      library,
      choosePicture: () => choosePicture(window(), translator.t),
    }),
    ...createLinkHandlers({ library }),
    ...createGalleryHandlers({ library }),
    ...createIntegrityHandlers({ ...context, library, savePicture: save('picture') }),
    ...createCompressionHandlers({ ...context, library }),
    ...createTrashHandlers({
      tasks,
      library,
      trashDays: () => preferences.read().trashDays,
      log,
    }),
    ...createQuickHandlers({ library, language }),
    ...createSessionHandlers({ library }),
    ...createTagHandlers({ library }),
    ...createGenerationHandlers({ library, services, savePicture: save('picture') }),
    ...createSpendingHandlers({ library, save: save('report') }),
  }
}

function backupHandlers({
  context,
  window,
  sendEvent,
  made,
  returnFile,
}: Requests): BackupHandlers {
  const { libraryHandle, translator, backups } = context
  return createBackupHandlers({
    ...context,
    putFileBack: returnFile,
    nameWords: createNameWords(translator.t),
    chooseTarget: () => chooseFolder(window(), translator.t('dialog.backupInto')),
    chooseBackup: (what) => chooseBackup(window(), translator.t, what),
    chooseFolder: () => chooseFolder(window(), translator.t('dialog.backupFolder')),
    openFolder,
    onRestored: async () => {
      await libraryHandle.whenOpen()?.generation.recover()
      sendEvent('library:changed', { why: 'restored' })
    },
    onMade: (path) => made.set('backup', path),
    show: (what) => shell.showItemInFolder(made.get(what) ?? backups.automatic.folder()),
  })
}

function storageHandlers({ context, library, window, returnFile }: Requests) {
  const { translator, place, clock } = context
  return createStorageHandlers({
    ...context,
    library,
    putFileBack: returnFile,
    chooseTarget: () => chooseFolder(window(), translator.t('dialog.moveInto')),
    chooseData: () => chooseFolder(window(), translator.t('dialog.findData')),
    openFolder,
    pointTo: (folder) => pointToData(place.home, folder, clock),
    restart,
  })
}

function exportHandlers({ context, library, window, made, save }: Requests) {
  const { translator } = context
  return createExportHandlers({
    ...context,
    library,
    chooseFolder: () => chooseFolder(window(), translator.t('dialog.exportInto')),
    savePicture: save('picture'),
    translate: translator.t,
    saveSessions: save('sessions'),
    savePdf: save('pdf'),
    copyPicture,
    onMade: (path) => made.set('export', path),
  })
}

function importHandlers({ context, library, window, save }: Requests) {
  const { translator, log, backups } = context
  const handlers = createImportHandlers({
    library,
    translator,
    choose: (what) => chooseOldLibrary(window(), translator.t, what),
    save: save('report'),
    log,
  })
  const startImport: Handlers['import:start'] = async (decisions) => {
    await backups.automatic.storeBefore('import')
    return handlers['import:start'](decisions)
  }
  return { ...handlers, 'import:start': startImport }
}

/** Quits and starts again with the same words. An AppImage is started from its file, which outlives its mount. */
function restart(): void {
  const execPath = process.env.APPIMAGE ?? process.execPath
  app.relaunch({ execPath, args: process.argv.slice(1) })
  app.quit()
}
