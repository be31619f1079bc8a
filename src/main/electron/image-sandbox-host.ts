import { join } from 'node:path'
import { app, MessageChannelMain } from 'electron'
import { requestChannel } from '../../shared/channels'
import { imageSandboxPortChannel } from '../../shared/image-sandbox-messages'
import type { OpenImageSandbox } from '../app/platform'
import { readAnswer } from '../image-sandbox/answer'
import type { PictureFormat } from '../image-sandbox/image-sandbox'
import {
  createImageSandboxQueue,
  type ImageSandboxListeners,
  type ImageSandboxWindow,
} from '../image-sandbox/queue'
import { unturned } from '../portraits/formats/turned'
import { openHardenedWindow } from './hardened-window'
import { type OwnSessionOptions, prepareOwnSession } from './own-session'

const partition = 'image-sandbox'

/** `files` answers with the image sandbox's page, its script, and 404. */
export interface ImageSandboxHostOptions extends Pick<OwnSessionOptions, 'page' | 'files' | 'log'> {
  readonly deadlineMs?: number
  readonly preload?: string
}

let mayOpen = true

/**
 * For an app that is quitting: it closes the hidden windows too, and one that was opened again for the pictures in
 * hand would keep it alive without any window in sight. The pictures wait until their sandbox is closed.
 */
export function openNoMoreImageSandboxes(): void {
  mayOpen = false
}

const windowThatNeverOpens: ImageSandboxWindow = {
  ready: Promise.withResolvers<void>().promise,
  send: () => undefined,
  destroy: () => undefined,
}

/** The image sandbox: a hidden, sandboxed window, opened when the first picture comes. Needs Electron ready. */
export function createImageSandbox(options: ImageSandboxHostOptions): OpenImageSandbox {
  const queue = createImageSandboxQueue({
    openWindow: (listeners) => (mayOpen ? openWindow(options, listeners) : windowThatNeverOpens),
    deadlineMs: options.deadlineMs ?? 30_000,
    log: options.log,
  })
  return {
    async develop({ bytes, format, thumbnailSizes, asPng }) {
      return queue.add({ kind: 'develop', ...toSend(bytes, format), format, thumbnailSizes, asPng })
    },
    async encode({ bytes, ...order }) {
      const made = await queue.add({ kind: 'encode', ...order, ...toSend(bytes, order.format) })
      const { widthPx, heightPx, encoded } = made
      if (encoded === undefined) throw new TypeError('a picture came back without its file')
      return { widthPx, heightPx, ...encoded }
    },
    async rasterise(svg, widthPx, heightPx) {
      const { png } = await queue.add({ kind: 'rasterise', svg, widthPx, heightPx })
      if (png === null) throw new TypeError('a drawing came back without its picture')
      return png
    },
    warmUp: () => queue.warmUp(),
    close: () => queue.close(),
  }
}

// The page turns pictures itself, the same in every version of Chromium.
function toSend(bytes: Uint8Array, format: PictureFormat) {
  const { bytes: sent, orientation } = unturned(bytes, format)
  return { bytes: ownBytes(sent), orientation }
}

// A view is sent with its whole buffer, and the rest of the buffer is private.
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteLength } = bytes
  const isWhole = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
  return isWhole ? new Uint8Array(buffer) : new Uint8Array(bytes)
}

function openWindow(
  { page, files, preload, log }: ImageSandboxHostOptions,
  { onAnswer, onGone }: ImageSandboxListeners,
): ImageSandboxWindow {
  prepareOwnSession({ partition, page, files, log })
  const window = openHardenedWindow({
    show: false,
    width: 64,
    height: 64,
    skipTaskbar: true,
    page: {
      preload: preload ?? join(app.getAppPath(), 'out/preload/image-sandbox.cjs'),
      partition,
      // A hidden page's timers would otherwise be slowed down to one a second.
      backgroundThrottling: false,
      webgl: false,
    },
  })
  const { webContents } = window
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  webContents.on('will-navigate', (event) => event.preventDefault())
  webContents.on('render-process-gone', onGone)
  // A picture that took this page over is still at our address: what it asks for is answered here, and
  // never reaches the handlers of the window.
  webContents.ipc.handle(requestChannel, () => {
    log('request refused: the image sandbox asked', {})
    return { ok: false, error: { code: 'request-refused', details: {} } }
  })
  const { port1: near, port2: far } = new MessageChannelMain()
  near.on('message', ({ data }) => {
    const answer = readAnswer(data)
    if (answer === null) log('image sandbox sent something else', {})
    else onAnswer(answer)
  })
  near.start()
  let status = 0
  webContents.on('did-navigate', (_event, _address, httpStatus) => {
    status = httpStatus
  })
  const ready = window.loadURL(page).then(() => {
    // A page that is not there loads well, and would never answer.
    if (status >= 400) throw new Error(`the image sandbox's page answered ${status}`)
    webContents.postMessage(imageSandboxPortChannel, null, [far])
  })
  return {
    ready,
    send: (task) => near.postMessage(task),
    destroy: () => {
      near.close()
      // A page in an endless loop would keep its process; destroy() alone waits for it.
      if (!webContents.isDestroyed()) webContents.forcefullyCrashRenderer()
      if (!window.isDestroyed()) window.destroy()
    },
  }
}
