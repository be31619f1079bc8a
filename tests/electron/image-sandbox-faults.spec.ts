import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication } from 'playwright'
import { requestChannel } from '../../src/shared/channels'
import { expect, test } from '../support/electron-test'
import { type LaunchedImageSandbox, launchImageSandbox } from '../support/image-sandbox/launch'
import { scenePng } from '../support/pictures'
import { png, pngChunk } from '../support/pictures/png'

let launched: LaunchedImageSandbox
let app: ElectronApplication

test.beforeAll(async () => {
  launched = await launchImageSandbox()
  app = launched.app
  await obeyMarks(app)
})

test.afterAll(() => launched.close())

/** No picture is known that Chromium crashes or hangs on, so these are told by words inside them. */
async function obeyMarks(launchedApp: ElectronApplication): Promise<void> {
  await launchedApp.context().addInitScript(() => {
    const decode = globalThis.createImageBitmap.bind(globalThis)
    const faulty = async (source: Blob): Promise<ImageBitmap> => {
      const text = await source.text()
      if (text.includes('endless loop')) {
        globalThis.console.log('loop')
        for (;;);
      }
      if (text.includes('kill the page')) {
        // The harness ends the page's process when it reads this.
        globalThis.console.log('crash')
        await new Promise(() => undefined)
      }
      return decode(source)
    }
    Object.assign(globalThis, { createImageBitmap: faulty })
  })
}

const open = (deadlineMs: number) =>
  app.evaluate((_electron, ms) => globalThis.imageSandboxBench.open(ms), deadlineMs)
const logged = () => app.evaluate(() => globalThis.imageSandboxBench.logged())

/** `developed`, or the code of what went wrong. */
async function develop(bytes: Buffer): Promise<string> {
  const made = await app.evaluate(
    (_electron, base64) =>
      globalThis.imageSandboxBench.develop(base64, { format: 'png', thumbnailSizes: [128] }),
    bytes.toString('base64'),
  )
  return typeof made === 'string' ? made : 'developed'
}

const marked = (words: string): Buffer =>
  png({ width: 4, height: 4, before: [pngChunk('tEXt', Buffer.from(`note\0${words}`))] })
const sound = scenePng()

test('fault 46: a picture that crashes the image sandbox fails by itself after two tries', async () => {
  await open(30_000)
  const outcomes = await Promise.all(
    [sound, marked('kill the page'), sound, sound, sound].map(develop),
  )
  expect(outcomes).toEqual(['developed', 'darkroom-crashed', 'developed', 'developed', 'developed'])
  expect((await logged()).filter((line) => line === 'image sandbox crashed')).toHaveLength(2)
  expect(await develop(sound)).toBe('developed')
})

test('fault 46: a image sandbox killed from outside takes nothing with it', async () => {
  await open(30_000)
  await app.evaluate(() => globalThis.imageSandboxBench.warmUp())
  const killed = app.evaluate(({ webContents }) => {
    for (const contents of webContents.getAllWebContents()) contents.forcefullyCrashRenderer()
  })
  const outcomes = await Promise.all([develop(sound), killed, develop(sound), develop(sound)])
  expect(outcomes.filter((outcome) => outcome !== undefined)).toEqual([
    'developed',
    'developed',
    'developed',
  ])
})

test('fault 47: a picture that hangs the image sandbox fails at its deadline, the others go on', async () => {
  // Long enough for a busy machine to open a window and develop a sound picture.
  await open(5_000)
  const outcomes = await Promise.all([sound, marked('endless loop'), sound, sound].map(develop))
  expect(outcomes).toEqual(['developed', 'darkroom-timed-out', 'developed', 'developed'])
  expect(await develop(sound)).toBe('developed')
})

test('fault 47: the process of a image sandbox that hangs is ended', async () => {
  await open(1_500)
  expect(await develop(marked('endless loop'))).toBe('darkroom-timed-out')
  await app.evaluate(() => globalThis.imageSandboxBench.close())
  await expect
    .poll(() =>
      app.evaluate(
        ({ app: electron }) =>
          electron.getAppMetrics().filter((metric) => metric.type === 'Tab').length,
      ),
    )
    .toBe(0)
})

test('fault 47: the app quits at once while the image sandbox hangs', async () => {
  const { app: quitting, close } = await launchImageSandbox()
  await obeyMarks(quitting)
  const page = quitting.waitForEvent('window')
  await quitting.evaluate(() => {
    globalThis.imageSandboxBench.open(600_000)
    return globalThis.imageSandboxBench.warmUp()
  })
  const looping = (await page).waitForEvent('console', (line) => line.text() === 'loop')
  const unfinished = quitting.evaluate(
    (_electron, base64) => globalThis.imageSandboxBench.develop(base64, { format: 'png' }),
    marked('endless loop').toString('base64'),
  )
  await looping
  const ended = new Promise((resolve) => quitting.process().once('exit', resolve))
  await Promise.all([
    expect(unfinished).rejects.toThrow(),
    quitting.evaluate(({ app: electron }) => electron.quit()),
  ])
  expect(await ended).toBe(0)
  await close()
})

test('a page that was taken over cannot ask for what the window may ask', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'castkeeper-data-'))
  const preload = join(folder, 'preload.cjs')
  await writeFile(
    preload,
    `window.addEventListener('load', async () => {
      const { ipcRenderer } = require('electron')
      const answer = await ipcRenderer.invoke('${requestChannel}', 'app:about', undefined)
      document.documentElement.lang = answer.error?.code ?? 'reached'
    })`,
  )
  const opened = app.waitForEvent('window')
  await app.evaluate((_electron, path) => {
    globalThis.imageSandboxBench.open(30_000, path)
    return globalThis.imageSandboxBench.warmUp()
  }, preload)
  const page = await opened
  await expect(page.locator('html')).toHaveAttribute('lang', 'request-refused')
  expect(await logged()).toContain('request refused: the image sandbox asked')
  await rm(folder, { recursive: true })
})

for (const [how, status] of [
  ['is not there', 404],
  ['fails to load', 0],
] as const) {
  test(`a image sandbox page that ${how} fails the picture at once and not the app`, async () => {
    await open(30_000)
    await app.evaluate(({ session }, answered) => {
      const { protocol } = session.fromPartition('image-sandbox')
      if (protocol.isProtocolHandled('app')) protocol.unhandle('app')
      protocol.handle('app', () =>
        answered === 0 ? Response.error() : new Response(null, { status: answered }),
      )
    }, status)
    expect(await develop(sound)).toBe('darkroom-crashed')
    expect(await logged()).toContain('image sandbox did not open')
  })
}
