import { app, type BrowserWindow } from 'electron'
import { AppError } from '../../shared/errors'
import { type AppContext, createAppContext } from '../app/app-context'
import { Notices } from '../app/notices'
import type { Purpose } from '../command-line/arguments'
import type { SendEvent } from '../core/answer'
import { startReadersWith } from '../core/reader/ask-reader'
import type { DataPlace } from '../relocation/location'
import { disableChromiumNetwork } from './chromium-offline'
import { bringToFront, claimInstance, isInstanceThere, settleDataFolder } from './instance'
import { createEventSender } from './ipc'
import { lockDown } from './lock-down'
import { createPlatform } from './platform'
import { registerAppScheme } from './protocol'
import { endWith, tryClaim } from './second-window'
import { runAsCommand } from './start-command'
import { startReaderInElectron } from './start-reader'
import {
  dropDangerousSwitches,
  findSwitchAgainstSandbox,
  isDisplayMissing,
  keepFilesPrivate,
} from './start-switches'
import { type LibraryListener, openWindow } from './start-window'
import { systemTranslator } from './system-translator'
import { pageAddress } from './ui-files'
import { noteLostProcesses } from './window-recovery'

type StartPurpose = Exclude<Purpose, { kind: 'version' | 'help' }>

/** What is known at a start before anything is opened. */
interface Start {
  readonly place: DataPlace
  /** Of the development server; undefined in a built app. */
  readonly devServer: string | undefined
  /** Where our own pages come from: `app://ui`, or the address of the development server. */
  readonly uiOrigin: string
  readonly sendEvent: SendEvent
  /** What has come up since the start. */
  readonly notices: Notices
}

export const isPackaged = (): boolean => app.isPackaged
export const appVersion = (): string => app.getVersion()

/** Prints one text and ends with 0. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`, () => app.exit(0))
}

/** Starts the window or the command, or ends where another process has the data folder. Never throws. */
export function startApp(purpose: StartPurpose): void {
  try {
    start(purpose)
  } catch (error) {
    // Without this Electron would continue without a window, and a command would never end.
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    const unexpected = new AppError('unexpected')
    void endWith(unexpected, { isOnScreen: purpose.kind === 'window' })
  }
}

function start(purpose: StartPurpose): void {
  if (isDisplayMissing(app.commandLine)) {
    endWithoutDisplay()
    return
  }
  const devServer = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL
  let window: BrowserWindow | null = null
  const dropped = dropDangerousSwitches(app.commandLine, app.isPackaged)
  keepFilesPrivate()
  const place = settleDataFolder()
  // Before anything is opened there: two must not write one log or one preferences file.
  if (purpose.kind === 'window' && !claimForWindow(place, () => bringToFront(window))) return
  // Nothing of the environment may weaken what is asked of the network.
  delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
  startReadersWith(startReaderInElectron)
  let onLibraryChanged: LibraryListener = () => undefined
  const sendEvent = createEventSender(
    () => window,
    (change) => onLibraryChanged(change),
  )
  const begun: Start = {
    place,
    devServer,
    uiOrigin: devServer === undefined ? 'app://ui' : new URL(devServer).origin,
    sendEvent,
    notices: new Notices(() => sendEvent('notice:new', undefined)),
  }
  const context = openContext(begun)
  if (dropped.length > 0) context.log('switches not obeyed', { dropped })
  prepareElectron(context, begun)

  if (purpose.kind === 'command') {
    for (const { code, details } of begun.notices.list()) {
      if (code !== 'without-sandbox') continue
      process.stderr.write(`${context.translator.t(`notice.${code}`, details)}\n`)
    }
    void app.whenReady().then(() => runAsCommand(context, purpose.words))
    return
  }
  void app.whenReady().then(() => {
    window = openWindow({
      context,
      sendEvent: begun.sendEvent,
      window: () => window,
      address: devServer ?? pageAddress,
      uiOrigin: begun.uiOrigin,
      isDevelopment: devServer !== undefined,
      notices: begun.notices,
      followLibrary: (listener) => {
        onLibraryChanged = listener
      },
    })
  })
}

/** Ends with 1 and a sentence, at once: a moment later Electron would look for the display. */
function endWithoutDisplay(): void {
  const { t } = systemTranslator()
  process.stderr.write(`${t('error.no-display')}\n`)
  app.exit(1)
}

/** Claims the data folder for one window; where it is taken, ends the app and answers false. */
function claimForWindow(place: DataPlace, onSecondStart: () => void): boolean {
  if (!claimInstance(onSecondStart)) {
    if (isInstanceThere()) app.quit()
    else void endWith(new AppError('database-lock-refused'))
    return false
  }
  const claim = tryClaim(place.isThere && place.dataFolder !== null ? place.dataFolder : place.home)
  if (claim instanceof AppError) {
    void endWith(claim)
    return false
  }
  app.on('will-quit', () => claim.leave())
  return true
}

function openContext({ place, devServer, uiOrigin, sendEvent, notices }: Start): AppContext {
  // A wall that is read again for each of thousands of pictures would hold the import up.
  const announceImported = coalesce(() => sendEvent('library:changed', { why: 'edited' }), 1_000)
  return createAppContext({
    platform: createPlatform(uiOrigin),
    place,
    isVerbose: devServer !== undefined,
    onNotice: (notice) => notices.add(notice),
    // A folder that is gone changes the state of thousands at once.
    onPortraitState: coalesce(() => sendEvent('library:changed', { why: 'portrait' }), 250),
    onSpace: (state) => sendEvent('storage:space', state),
    onTask: (change) => {
      sendEvent('task:changed', change)
      const isOfImport = change.kind === 'import' || change.kind === 'import-undo'
      if (isOfImport && change.progress !== null) announceImported()
    },
    onBackupState: (state) => sendEvent('backup:changed', state),
    onJob: (job) => {
      sendEvent('generation:changed', job)
      if (job.portraitIds.length > 0) sendEvent('library:changed', { why: 'portrait' })
    },
    onImport: (summary) => {
      sendEvent('import:changed', summary)
      announceImported()
    },
  })
}

/** Everything that has to be settled before Electron is ready. */
function prepareElectron({ log }: AppContext, { devServer, uiOrigin, notices }: Start): void {
  const found = findSwitchAgainstSandbox(app.commandLine, {
    isPackaged: app.isPackaged,
    uid: process.getuid?.(),
  })
  if (found !== null) notices.add({ code: 'without-sandbox', details: { option: `--${found}` } })
  registerAppScheme()
  disableChromiumNetwork({
    appendSwitch: (name, value) => app.commandLine.appendSwitch(name, value),
    developmentHost: devServer === undefined ? null : new URL(devServer).hostname,
  })
  lockDown(app, { uiOrigin, log })
  noteLostProcesses(app, log)
}

/** Makes many calls within this time, in milliseconds, into one at its end. */
function coalesce(action: () => void, waitMs: number): () => void {
  let isWaiting = false
  return () => {
    if (isWaiting) return
    isWaiting = true
    setTimeout(() => {
      isWaiting = false
      action()
    }, waitMs)
  }
}
