import { join } from 'node:path'
import { app, ipcMain, session } from 'electron'
import type { DevelopOrder } from '../../../src/main/darkroom/darkroom'
import { createDarkroom } from '../../../src/main/darkroom/host'
import { registerAppScheme, serveApp } from '../../../src/main/protocol'
import {
  createDarkroomServer,
  createUiServer,
  darkroomAddress,
} from '../../../src/main/shell/ui-files'
import { requestChannel } from '../../../src/shared/channels'
import { AppError } from '../../../src/shared/errors'
import type { DarkroomBench, DevelopedText, EncodedText } from './bench'

// The darkroom alone in a real Electron, driven by tests through one global: bytes go both ways as Base64.
const built = import.meta.dirname
const logged: string[] = []
const log = (what: string) => logged.push(what)

registerAppScheme()
app.on('window-all-closed', () => undefined)
app.on('web-contents-created', (_created, contents) => {
  // A page cannot crash itself: it asks for it.
  contents.on('console-message', (...details: unknown[]) => {
    if (JSON.stringify(details[0]).includes('crash') || details.includes('crash')) {
      contents.forcefullyCrashRenderer()
    }
  })
})

const makeDarkroom = (deadlineMs: number, preload: string) =>
  createDarkroom({
    page: darkroomAddress,
    files: createDarkroomServer(join(built, 'renderer')),
    preload,
    log,
    deadlineMs,
  })

let darkroom: ReturnType<typeof makeDarkroom> | undefined

async function report<Value>(work: () => Promise<Value>): Promise<Value | string> {
  try {
    return await work()
  } catch (error) {
    return error instanceof AppError ? error.code : `unforeseen: ${error}`
  }
}

const bench: DarkroomBench = {
  open(deadlineMs, preload = join(built, 'preload/darkroom.cjs')) {
    darkroom?.close()
    darkroom = makeDarkroom(deadlineMs, preload)
    logged.length = 0
  },
  develop: (base64, order) =>
    report(async (): Promise<DevelopedText> => {
      const bytes = new Uint8Array(Buffer.from(base64, 'base64'))
      const whole: DevelopOrder = { thumbnailSizes: [], asPng: false, ...order, bytes }
      const made = await current().develop(whole)
      return {
        widthPx: made.widthPx,
        heightPx: made.heightPx,
        thumbnails: made.thumbnails.map((one) => Buffer.from(one.bytes).toString('base64')),
        png: made.png === null ? null : Buffer.from(made.png).toString('base64'),
      }
    }),
  encode: (base64, order) =>
    report(async (): Promise<EncodedText> => {
      const sent = new Uint8Array(Buffer.from(base64, 'base64'))
      const { bytes, ...made } = await current().encode({ ...order, bytes: sent })
      return { ...made, base64: Buffer.from(bytes).toString('base64') }
    }),
  rasterise: (svg, widthPx, heightPx) =>
    report(async () => {
      const png = await current().rasterise(svg, widthPx, heightPx)
      return `data:image/png;base64,${Buffer.from(png).toString('base64')}`
    }),
  warmUp: () => current().warmUp(),
  close: () => current().close(),
  logged: () => logged,
}

function current() {
  if (darkroom === undefined) throw new Error('the darkroom was not opened')
  return darkroom
}

ipcMain.handle(requestChannel, () => 'reached')

void app.whenReady().then(() => {
  serveApp(session.defaultSession, {
    ui: createUiServer(join(built, 'renderer')),
    portraits: () => null,
    uiOrigin: 'app://ui',
    log,
  })
  globalThis.darkroomBench = bench
})
