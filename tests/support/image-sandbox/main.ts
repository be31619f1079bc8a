import { join } from 'node:path'
import { app, ipcMain, session } from 'electron'
import { createImageSandbox } from '../../../src/main/electron/image-sandbox-host'
import { registerAppScheme, serveApp } from '../../../src/main/electron/protocol'
import {
  createOnePageServer,
  createUiServer,
  imageSandboxAddress,
} from '../../../src/main/electron/ui-files'
import type { DevelopOrder } from '../../../src/main/image-sandbox/image-sandbox'
import { requestChannel } from '../../../src/shared/channels'
import { AppError } from '../../../src/shared/errors'
import type { DevelopedText, EncodedText, ImageSandboxBench } from './bench'

// The image sandbox alone in a real Electron, driven by tests through one global: bytes go both ways as Base64.
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

const makeImageSandbox = (deadlineMs: number, preload: string) =>
  createImageSandbox({
    page: imageSandboxAddress,
    files: createOnePageServer(join(built, 'renderer'), imageSandboxAddress),
    preload,
    log,
    deadlineMs,
  })

let imageSandbox: ReturnType<typeof makeImageSandbox> | undefined

async function report<Value>(work: () => Promise<Value>): Promise<Value | string> {
  try {
    return await work()
  } catch (error) {
    return error instanceof AppError ? error.code : `unforeseen: ${error}`
  }
}

const bench: ImageSandboxBench = {
  open(deadlineMs, preload = join(built, 'preload/image-sandbox.cjs')) {
    imageSandbox?.close()
    imageSandbox = makeImageSandbox(deadlineMs, preload)
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
  if (imageSandbox === undefined) throw new Error('the image sandbox was not opened')
  return imageSandbox
}

ipcMain.handle(requestChannel, () => 'reached')

void app.whenReady().then(() => {
  serveApp(session.defaultSession, {
    ui: createUiServer(join(built, 'renderer')),
    portraits: () => null,
    uiOrigin: 'app://ui',
    log,
  })
  globalThis.imageSandboxBench = bench
})
