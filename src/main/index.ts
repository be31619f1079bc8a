import { app, type BrowserWindow } from 'electron'
import type { Notice } from '../shared/start'
import { runAsCommand } from './command-app'
import { readPurpose } from './command-line/arguments'
import { help } from './command-line/run'
import { createHouse } from './house'
import { bringToFront, claimDataFolder, settleDataFolder } from './instance'
import { createTeller } from './ipc'
import { lockDown } from './lock-down'
import { registerAppScheme } from './protocol'
import { keepChromiumQuiet } from './quiet-chromium'
import { pageAddress } from './ui-files'
import { openWindow } from './window-app'
import { noteLostProcesses } from './window-care'

const purpose = readPurpose({ argv: process.argv, isPackaged: app.isPackaged })
const devServer = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL
const uiOrigin = devServer === undefined ? 'app://ui' : new URL(devServer).origin

// Nothing of the environment may weaken what is asked of the network.
delete process.env.NODE_TLS_REJECT_UNAUTHORIZED

let window: BrowserWindow | null = null
const tell = createTeller(() => window)
const notices: Notice[] = []

const house = createHouse({
  dataFolder: settleDataFolder(),
  isVerbose: devServer !== undefined,
  onNotice: (notice) => {
    notices.push(notice)
    tell('notice:new', notice)
  },
  onPortraitState: () => tell('library:changed', { why: 'portrait' }),
  onJob: (job) => {
    tell('generation:changed', job)
    if (job.portraitIds.length > 0) tell('library:changed', { why: 'portrait' })
  },
  uiOrigin,
})

registerAppScheme()
keepChromiumQuiet({
  appendSwitch: (name, value) => app.commandLine.appendSwitch(name, value),
  developmentHost: devServer === undefined ? null : new URL(devServer).hostname,
})
lockDown(app, { uiOrigin, log: house.log })
noteLostProcesses(app, house.log)

if (purpose.kind === 'version') print(app.getVersion())
else if (purpose.kind === 'help') print(help(house.translator))
else if (purpose.kind === 'command') {
  void app.whenReady().then(() => runAsCommand(house, purpose.words))
} else if (claimDataFolder(() => bringToFront(window))) {
  void app.whenReady().then(() => {
    window = openWindow({
      house,
      tell,
      window: () => window,
      address: devServer ?? pageAddress,
      uiOrigin,
      isDevelopment: devServer !== undefined,
      notices: () => notices,
    })
  })
} else app.quit()

function print(text: string): void {
  process.stdout.write(`${text}\n`, () => app.exit(0))
}
