import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { granted, rawRequestFrom, requestFrom } from '../support/bridge.ts'
import { expect, test } from '../support/electron-test.ts'
import { type Launched, launchCastkeeper } from '../support/launch-app.ts'
import { ask } from '../support/running-library.ts'

/** A server on this machine that counts who calls. */
async function countVisitors(): Promise<{
  address: string
  visitors: () => number
  end: () => void
}> {
  let visitors = 0
  const server: Server = createServer((_request, response) => {
    visitors += 1
    response.setHeader('access-control-allow-origin', '*')
    response.end('hello')
  })
  server.on('upgrade', (_request, socket) => {
    visitors += 1
    socket.destroy()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    visitors: () => visitors,
    end: () => server.close(),
  }
}

function hacked(page: Page): Promise<unknown> {
  return page.evaluate(() => Reflect.get(window, 'hacked'))
}

function countWindows({ app }: Launched): Promise<number> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
}

const attack = '<img src=x onerror="window.hacked=1"><script>window.hacked=2</script>'

test('fault 114: markup in names, notes and file names is shown as text', async () => {
  const { window } = await launchCastkeeper()
  const { id } = granted(
    await requestFrom(window, 'campaigns:create', {
      name: `Campaign ${attack}`,
      description: attack,
      themes: [attack],
      tone: attack,
      notes: `# ${attack}\n[click](javascript:window.hacked=3)\n![x](javascript:window.hacked=4)`,
    }),
  )
  granted(
    await requestFrom(window, 'characters:create', {
      campaignId: id,
      name: `Character ${attack}`,
      race: attack,
      class: attack,
      notes: attack,
    }),
  )
  granted(await requestFrom(window, 'preferences:change', { lastCampaignId: id }))
  await rawRequestFrom(window, 'portraits:add', {
    subject: { kind: 'campaign', id },
    name: attack,
    bytes: {},
    how: 'dropped',
  })
  await window.reload()
  const card = window.getByText(`Character ${attack}`).first()
  await expect(card).toBeVisible()
  await card.click()
  await expect(window.getByText(attack).first()).toBeVisible()
  expect(await hacked(window)).toBeUndefined()
  expect(await window.locator('img[src="x"], script:not([src])').count()).toBe(0)
})

test('fault 114: no script of its own runs', async () => {
  const { window } = await launchCastkeeper()
  await window.evaluate(async () => {
    const inline = document.createElement('script')
    inline.textContent = 'window.hacked = 1'
    const data = document.createElement('script')
    data.src = 'data:text/javascript,window.hacked=2'
    const blob = document.createElement('script')
    blob.src = URL.createObjectURL(new Blob(['window.hacked=3']))
    const picture = document.createElement('img')
    picture.setAttribute('onerror', 'window.hacked=4')
    picture.src = 'data:image/png;base64,x'
    const link = document.createElement('a')
    link.href = 'javascript:window.hacked=5'
    document.body.append(inline, data, blob, picture, link)
    link.click()
    // Runs after this script, which the test itself is allowed to run.
    Reflect.apply(setTimeout, window, ['window.hacked = 6', 0])
    await new Promise((settled) => setTimeout(settled, 300))
    for (const one of [inline, data, blob, picture, link]) one.remove()
  })
  expect(await hacked(window)).toBeUndefined()
})

test('fault 114: it cannot open windows, leave, embed or download', async () => {
  const launched = await launchCastkeeper()
  const { window, app, userDataDir } = launched
  await expect(window.getByRole('heading').first()).toBeVisible()
  const windows = await countWindows(launched)
  const elsewhere = [
    'https://example.com/',
    'http://127.0.0.1/',
    'file:///etc/passwd',
    'data:text/html,<h1>elsewhere</h1>',
    'app://portraits/campaign/1',
    'app://ui/image-sandbox.html',
    'javascript:alert(1)',
  ]
  const main = await app.browserWindow(window)
  await main.evaluate(({ webContents }) => {
    Reflect.set(globalThis, 'left', 0)
    webContents.on('did-navigate', () => Reflect.set(globalThis, 'left', 1))
  })
  for (const address of elsewhere) {
    const opened = await window.evaluate((url) => {
      const isOpened = globalThis.window.open(url) !== null
      const link = document.createElement('a')
      link.href = url
      document.body.append(link)
      link.click()
      link.target = '_blank'
      link.click()
      link.download = 'stolen.txt'
      link.click()
      link.remove()
      const frame = document.createElement('iframe')
      frame.src = url
      document.body.append(frame)
      location.assign(url)
      return isOpened
    }, address)
    expect(opened, address).toBe(false)
  }
  expect(window.url()).toBe('app://ui/index.html')
  expect(await app.evaluate(() => Reflect.get(globalThis, 'left'))).toBe(0)
  expect(await countWindows(launched)).toBe(windows)
  for (const frame of window.frames().slice(1)) {
    expect(frame.url()).not.toMatch(/^(https?|file|app):/)
  }
  expect(readFileSync(join(userDataDir, 'logs/castkeeper.log'), 'utf8')).toContain('navigation')
})

test('fault 114: it reaches no server, not even on this machine', async () => {
  const { address, visitors, end } = await countVisitors()
  const { window, app } = await launchCastkeeper()
  await window.evaluate(async (url) => {
    await fetch(url, { mode: 'no-cors' }).catch(() => undefined)
    navigator.sendBeacon(url, 'x')
    const socket = new WebSocket(url.replace('http', 'ws'))
    const events = new EventSource(url)
    const picture = new Image()
    picture.src = `${url}/picture.png`
    const style = document.createElement('style')
    style.textContent = `@import "${url}/x.css"; body { background: url("${url}/x.png") }`
    const prefetch = document.createElement('link')
    prefetch.rel = 'prefetch'
    prefetch.href = url
    const form = document.createElement('form')
    form.action = url
    document.body.append(picture, style, prefetch, form)
    form.submit()
    await new Promise((settled) => setTimeout(settled, 500))
    socket.close()
    events.close()
  }, address)
  // Without the page's own rules in the way: Chromium itself has no way out.
  await expect(ask(app, address)).rejects.toThrow('ERR_NAME_NOT_RESOLVED')
  expect(visitors()).toBe(0)
  end()
})

test('fault 114: it gets no permission but to copy text', async () => {
  const { window } = await launchCastkeeper()
  await expect(window.getByRole('heading').first()).toBeVisible()
  const found = await window.evaluate(async () => {
    const outcome = (asking: Promise<unknown>) =>
      asking.then(
        () => 'granted',
        () => 'denied',
      )
    return {
      notifications: await Notification.requestPermission(),
      microphone: await outcome(navigator.mediaDevices.getUserMedia({ audio: true })),
      screen: await outcome(navigator.mediaDevices.getDisplayMedia()),
      place: await outcome(
        new Promise((found, failed) =>
          navigator.geolocation.getCurrentPosition(found, failed, { timeout: 2_000 }),
        ),
      ),
      reading: await outcome(navigator.clipboard.readText()),
      copying: (await navigator.permissions.query({ name: 'clipboard-write' as PermissionName }))
        .state,
    }
  })
  expect(found).toEqual({
    notifications: 'denied',
    microphone: 'denied',
    screen: 'denied',
    place: 'denied',
    reading: 'denied',
    copying: 'granted',
  })
})

test('fault 114: links open in the browser only when they are https', async () => {
  const { app, window } = await launchCastkeeper()
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Reflect.set(globalThis, 'openedLinks', opened)
    Reflect.set(shell, 'openExternal', async (url: string) => void opened.push(url))
  })
  for (const url of ['http://example.com', 'file:///etc/passwd', 'javascript:1', 'smb://x/y']) {
    const reply = await rawRequestFrom(window, 'app:open-link', { url })
    expect(reply.ok, url).toBe(false)
  }
  granted(await requestFrom(window, 'app:open-link', { url: 'https://example.com/keys' }))
  expect(await app.evaluate(() => Reflect.get(globalThis, 'openedLinks'))).toEqual([
    'https://example.com/keys',
  ])
})
