import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { ElectronApplication, Page } from 'playwright'
import { granted, requestFrom } from '../support/bridge.ts'
import { expect, test } from '../support/electron-test.ts'
import { launchCastkeeper } from '../support/launch-app.ts'
import { picturePng } from '../support/pictures/png-by-name.ts'
import { dropPicture } from '../support/running-library.ts'

/** A TURN and STUN server, as far as it can count what comes: packets by UDP, connections by TCP. */
async function countCalls() {
  const calls = { udp: 0, tcp: 0 }
  const udp = createSocket('udp4', () => {
    calls.udp += 1
  })
  udp.bind(0, '127.0.0.1')
  await once(udp, 'listening')
  const { port } = udp.address()
  const tcp = createServer((socket) => {
    calls.tcp += 1
    socket.destroy()
  })
  tcp.listen(port, '127.0.0.1')
  await once(tcp, 'listening')
  return {
    port,
    calls,
    end() {
      udp.close()
      tcp.close()
    },
  }
}

/** Runs in a page: tries to carry words out by WebRTC in every way, until Chromium has tried all of them. */
const callOut = (port: number, { inFrame = false } = {}) => `(async () => {
  const name = 'words-of-the-page'
  const realm = ${inFrame} ? document.body.appendChild(document.createElement('iframe')).contentWindow : window
  const server = (urls) => ({ urls, username: name, credential: 'x' })
  const connection = new realm.RTCPeerConnection({
    iceServers: [
      server('turn:127.0.0.1:${port}?transport=udp'),
      server('turn:127.0.0.1:${port}?transport=tcp'),
      server('turns:127.0.0.1:${port}?transport=tcp'),
      { urls: 'stun:127.0.0.1:${port}' },
    ],
  })
  connection.createDataChannel('out')
  const isOver = new Promise((over) => {
    connection.onicegatheringstatechange = () => {
      if (connection.iceGatheringState === 'complete') over()
    }
  })
  await connection.setLocalDescription()
  // What a peer would answer: an address to send to directly.
  await connection.setRemoteDescription({
    type: 'answer',
    sdp: connection.localDescription.sdp
      .replace('a=setup:actpass', 'a=setup:active')
      .replace(/a=candidate.*\\r\\n/g, '') +
      'a=candidate:1 1 udp 2122260223 127.0.0.1 ${port} typ host\\r\\n',
  }).catch(() => undefined)
  await Promise.race([isOver, new Promise((over) => setTimeout(over, 15000))])
  // Direct checks go on after the gathering.
  await new Promise((over) => setTimeout(over, 1500))
  connection.close()
  return 'tried'
})()`

/** Runs in the window that decodes: what it finds of the other window, and what it is allowed. */
const waysOut = `(async () => {
  const orRefused = (promise) => promise.then((value) => value, () => 'refused')
  const socket = new WebSocket('ws://127.0.0.1:9/')
  const worker = new Worker(URL.createObjectURL(new Blob([
    'fetch("http://127.0.0.1:9/").then(() => postMessage("answered"), () => postMessage("refused"))',
  ])))
  const channel = new BroadcastChannel('words')
  const channelSays = new Promise((heard) => {
    channel.onmessage = () => heard('heard')
    setTimeout(() => heard('silent'), 500)
  })
  const workerSays = new Promise((told) => { worker.onmessage = ({ data }) => told(data) })
  const socketSays = new Promise((told) => {
    socket.onopen = () => told('open')
    socket.onerror = () => told('refused')
  })
  return {
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    channel: await channelSays,
    worker: await workerSays,
    socket: await socketSays,
    opened: window.open('https://example.com') === null ? 'refused' : 'opened',
    location: await new Promise((told) => navigator.geolocation.getCurrentPosition(
      () => told('told'), () => told('refused'))),
    notifications: await Notification.requestPermission(),
    clipboard: await orRefused(navigator.clipboard.readText()),
  }
})()`

const inDecoder = (app: ElectronApplication, script: string): Promise<unknown> =>
  app.evaluate(
    ({ BrowserWindow }, code) =>
      BrowserWindow.getAllWindows()
        .find((one) => one.webContents.getURL().includes('image-sandbox'))
        ?.webContents.executeJavaScript(code),
    script,
  )

/** A new campaign with a portrait, for which the hidden window had to be opened. */
async function addCampaign(window: Page): Promise<number> {
  const { id } = granted(await requestFrom(window, 'campaigns:create', { name: 'Saltmarsh' }))
  await dropPicture(window, { kind: 'campaign', id }, await picturePng('Saltmarsh'))
  return id
}

test('no window lets anything out by WebRTC', async () => {
  const { port, calls, end } = await countCalls()
  const { app, window } = await launchCastkeeper()
  await expect(window.getByRole('heading').first()).toBeVisible()
  expect(await window.evaluate(callOut(port))).toBe('tried')
  expect(calls, 'from the main window').toEqual({ udp: 0, tcp: 0 })
  await window.reload()
  expect(await window.evaluate(callOut(port, { inFrame: true }))).toBe('tried')
  expect(calls, 'from a frame in it, loaded again').toEqual({ udp: 0, tcp: 0 })
  await addCampaign(window)
  expect(await inDecoder(app, callOut(port))).toBe('tried')
  expect(calls, 'from the window that decodes').toEqual({ udp: 0, tcp: 0 })
  end()
})

test('the window that decodes reads no portrait, draft or screen, even without its policy', async () => {
  const { app, window } = await launchCastkeeper()
  const id = await addCampaign(window)
  const portrait = `app://portraits/campaign/${id}?size=256`
  await window.evaluate(() => localStorage.setItem('draft', 'words nobody has saved yet'))
  // The same address is answered in the main window's session.
  expect(await app.evaluate(async ({ net }, url) => (await net.fetch(url)).status, portrait)).toBe(
    200,
  )
  await app.evaluate(async ({ BrowserWindow }) => {
    const decoder = BrowserWindow.getAllWindows().find((one) =>
      one.webContents.getURL().includes('image-sandbox'),
    )
    if (decoder === undefined) throw new Error('no window decodes')
    decoder.webContents.debugger.attach()
    await decoder.webContents.debugger.sendCommand('Page.enable')
    await decoder.webContents.debugger.sendCommand('Page.setBypassCSP', { enabled: true })
    const loaded = new Promise<void>((resolve) =>
      decoder.webContents.once('did-finish-load', () => resolve()),
    )
    decoder.webContents.reload()
    await loaded
  })
  const outcomeOf = (url: string) =>
    inDecoder(app, `fetch(${JSON.stringify(url)}).then(({ status }) => status, () => 'refused')`)
  // Its policy is off indeed: its own page can be asked for, which the policy does not allow.
  expect(await outcomeOf('app://ui/image-sandbox.html')).toBe(200)
  for (const url of [
    portrait,
    'app://ui/index.html',
    'app://ui/assets/../index.html',
    'file:///etc/passwd',
    'http://127.0.0.1:9/',
  ]) {
    expect(await outcomeOf(url), url).not.toBe(200)
  }
  const picture = `new Promise((seen) => {
    const image = new Image()
    image.onload = () => seen('seen')
    image.onerror = () => seen('refused')
    image.src = ${JSON.stringify(portrait)}
  })`
  expect(await inDecoder(app, picture)).toBe('refused')
  expect(await inDecoder(app, `localStorage.getItem('draft')`)).toBeNull()
  // Neither is it heard, or told anything, in another way.
  await window.evaluate(() => {
    setInterval(() => new BroadcastChannel('words').postMessage('words'), 50)
  })
  expect(await inDecoder(app, waysOut)).toEqual({
    databases: 0,
    caches: 0,
    channel: 'silent',
    worker: 'refused',
    socket: 'refused',
    opened: 'refused',
    location: 'refused',
    notifications: 'denied',
    clipboard: 'refused',
  })
  const isInMemory = await app.evaluate(({ BrowserWindow }) => {
    const windows = BrowserWindow.getAllWindows()
    const decoder = windows.find((one) => one.webContents.getURL().includes('image-sandbox'))
    return decoder?.webContents.session.storagePath === null
  })
  expect(isInMemory).toBe(true)
})
