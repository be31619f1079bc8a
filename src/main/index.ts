import { app, type BrowserWindow } from 'electron'
import { AppError } from '../shared/errors'
import type { Notice } from '../shared/start'
import { createTranslator, matchLanguage } from '../shared/translate'
import { createAppContext } from './app/app-context'
import { type Purpose, readPurpose } from './command-line/arguments'
import { help } from './command-line/run'
import { coalesce } from './core/coalesce'
import { startReadersWith } from './core/reader/ask-reader'
import { bringToFront, claimInstance, isInstanceThere, settleDataFolder } from './electron/instance'
import { createEventSender } from './electron/ipc'
import { lockDown } from './electron/lock-down'
import { createPlatform } from './electron/platform'
import { registerAppScheme } from './electron/protocol'
import { keepChromiumQuiet } from './electron/quiet-chromium'
import { endWith, tryClaim } from './electron/second-window'
import { runAsCommand } from './electron/start-command'
import { startReaderInElectron } from './electron/start-reader'
import {
  dropDangerousSwitches,
  isWithoutSandbox,
  keepFilesPrivate,
} from './electron/start-switches'
import { openWindow } from './electron/start-window'
import { pageAddress } from './electron/ui-files'
import { noteLostProcesses } from './electron/window-care'

const purpose = readPurpose({ argv: process.argv, isPackaged: app.isPackaged })

if (purpose.kind === 'version') print(app.getVersion())
else if (purpose.kind === 'help')
  print(help(createTranslator(matchLanguage('system', [app.getLocale()]))))
else start(purpose)

function print(text: string): void {
  process.stdout.write(`${text}\n`, () => app.exit(0))
}

function start(wanted: Exclude<Purpose, { kind: 'version' | 'help' }>): void {
  const devServer = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL
  const uiOrigin = devServer === undefined ? 'app://ui' : new URL(devServer).origin
  let window: BrowserWindow | null = null
  const tell = createEventSender(() => window)
  const notices: Notice[] = []

  const dropped = dropDangerousSwitches(app.commandLine, app.isPackaged)
  keepFilesPrivate()
  const place = settleDataFolder()
  // Before anything is opened there: two must not write one log or one preferences file.
  if (wanted.kind === 'window' && !claimInstance(() => bringToFront(window))) {
    if (isInstanceThere()) app.quit()
    else void endWith(new AppError('database-lock-refused'))
    return
  }
  const folder = place.isThere && place.dataFolder !== null ? place.dataFolder : place.home
  const claim = wanted.kind === 'window' ? tryClaim(folder) : null
  if (claim instanceof AppError) {
    void endWith(claim)
    return
  }
  app.on('will-quit', () => claim?.leave())
  // A wall that is read anew for each of thousands of pictures would hold the import up.
  const tellOfImported = coalesce(() => tell('library:changed', { why: 'edited' }), 1_000)
  // Nothing of the environment may weaken what is asked of the network.
  delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
  startReadersWith(startReaderInElectron)
  const context = createAppContext({
    platform: createPlatform(uiOrigin),
    place,
    isVerbose: devServer !== undefined,
    onNotice: (notice) => {
      notices.push(notice)
      tell('notice:new', notice)
    },
    // A folder that is gone changes the state of thousands at once.
    onPortraitState: coalesce(() => tell('library:changed', { why: 'portrait' }), 250),
    onSpace: (state) => tell('storage:space', state),
    onTaskProgress: (progress) => tell('backup:progress', progress),
    onBackupState: (state) => tell('backup:changed', state),
    onJob: (job) => {
      tell('generation:changed', job)
      if (job.portraitIds.length > 0) tell('library:changed', { why: 'portrait' })
    },
    onImportProgress: (progress) => {
      tell('import:progress', progress)
      if (progress.importId !== null) tellOfImported()
    },
    onImport: (summary) => {
      tell('import:changed', summary)
      tellOfImported()
    },
  })

  if (dropped.length > 0) context.log('switches not obeyed', { dropped })
  if (isWithoutSandbox(app.commandLine, { isPackaged: app.isPackaged, uid: process.getuid?.() })) {
    notices.push({ code: 'without-sandbox', details: {} })
  }
  registerAppScheme()
  keepChromiumQuiet({
    appendSwitch: (name, value) => app.commandLine.appendSwitch(name, value),
    developmentHost: devServer === undefined ? null : new URL(devServer).hostname,
  })
  lockDown(app, { uiOrigin, log: context.log })
  noteLostProcesses(app, context.log)

  if (wanted.kind === 'command') {
    for (const { code } of notices.filter((one) => one.code === 'without-sandbox')) {
      process.stderr.write(`${context.translator.t(`notice.${code}`)}\n`)
    }
    void app.whenReady().then(() => runAsCommand(context, wanted.words))
    return
  }
  void app.whenReady().then(() => {
    window = openWindow({
      context,
      tell,
      window: () => window,
      address: devServer ?? pageAddress,
      uiOrigin,
      isDevelopment: devServer !== undefined,
      notices: () => notices,
    })
  })
}
