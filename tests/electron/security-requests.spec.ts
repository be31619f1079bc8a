import { granted, rawRequestFrom, requestFrom } from '../support/bridge.ts'
import { expect, test } from '../support/electron-test.ts'
import { launchCastkeeper } from '../support/launch-app.ts'

const strangeNames: readonly unknown[] = [
  'nonsense',
  'campaigns:list ',
  'toString',
  'constructor',
  '__proto__',
  '',
  42,
  null,
  {},
  ['campaigns:list'],
]

test('fault 113: an unknown request is refused', async () => {
  const { window } = await launchCastkeeper()
  for (const name of strangeNames) {
    const reply = await rawRequestFrom(window, name)
    expect(reply, String(name)).toMatchObject({ ok: false, error: { code: 'request-refused' } })
  }
  granted(await requestFrom(window, 'campaigns:list'))
})

test('fault 113: an input off its schema is refused, whatever it is', async () => {
  const { window } = await launchCastkeeper()
  const inputs: readonly [string, unknown][] = [
    ['campaigns:read', { id: '../../etc/passwd' }],
    ['campaigns:read', { id: 7.5 }],
    ['campaigns:read', { id: -1 }],
    ['campaigns:read', { id: 2 ** 63 }],
    ['campaigns:read', { id: 1, extra: true }],
    ['campaigns:read', [1]],
    ['campaigns:read', 'x'],
    ['campaigns:list', { id: 1 }],
    ['campaigns:create', { name: { toString: 'x' } }],
    ['campaigns:create', { name: 'x', path: '/etc' }],
    ['characters:search', { text: 'x', limit: 1e9 }],
    ['app:open-folder', { folder: '/etc' }],
    ['app:open-folder', { folder: '../..' }],
    ['preferences:change', { zoom: 1e9 }],
    ['portraits:add', { subject: { kind: 'campaign', id: 1 }, name: 'x', how: 'pasted' }],
  ]
  for (const [name, input] of inputs) {
    const reply = await rawRequestFrom(window, name, input)
    expect(reply, `${name} ${JSON.stringify(input)}`).toMatchObject({
      ok: false,
      error: { code: 'invalid-input' },
    })
  }
})

test('fault 113: 100 MB at once is refused, and main lives', async () => {
  const { window } = await launchCastkeeper()
  const code = await window.evaluate(async () => {
    const reply = await Reflect.get(window, 'castkeeper').request('portraits:add', {
      subject: { kind: 'campaign', id: 1 },
      name: 'huge.png',
      bytes: new Uint8Array(100_000_000),
      how: 'dropped',
    })
    return reply.error.code
  })
  expect(code).toBe('picture-too-many-bytes')
  const longName = await window.evaluate(async () => {
    const input = { name: 'x'.repeat(50_000_000) }
    const reply = await Reflect.get(window, 'castkeeper').request('campaigns:create', input)
    return reply.error.code
  })
  expect(longName).toBe('name-too-long')
  granted(await requestFrom(window, 'campaigns:list'))
})

test('fault 113: nothing reaches what every object inherits', async () => {
  const { app, window } = await launchCastkeeper()
  await window.evaluate(async () => {
    const bridge = Reflect.get(window, 'castkeeper')
    for (const text of [
      '{"name": "x", "__proto__": {"polluted": true}}',
      '{"name": "x", "constructor": {"prototype": {"polluted": true}}}',
    ]) {
      await bridge.request('campaigns:create', JSON.parse(text))
      await bridge.request('preferences:change', JSON.parse(text))
    }
  })
  expect(await app.evaluate(() => Reflect.get({}, 'polluted'))).toBeUndefined()
})

test('fault 113: a page from elsewhere with the same bridge is refused', async () => {
  const launched = await launchCastkeeper()
  const { app, window } = launched
  granted(await requestFrom(window, 'campaigns:create', { name: 'Secret' }))
  const replies = await app.evaluate(async ({ BrowserWindow }) => {
    const preload = `${process.cwd()}/out/preload/index.cjs`
    const found: unknown[] = []
    for (const address of ['data:text/html,x', 'about:blank', 'app://ui.evil/index.html']) {
      const page = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
      await page.loadURL(address).catch(() => undefined)
      const ask = 'castkeeper.request("campaigns:list").then(r => r.error?.code ?? "answered")'
      found.push(await page.webContents.executeJavaScript(ask).catch(() => 'no bridge'))
      page.destroy()
    }
    return found
  })
  expect(replies.slice(0, 2)).toEqual(['request-refused', 'request-refused'])
  expect(replies).not.toContain('answered')
})

test('fault 113: a frame inside our own page has no bridge', async () => {
  const { window } = await launchCastkeeper()
  const found = await window.evaluate(async () => {
    const frame = document.createElement('iframe')
    frame.srcdoc = '<p>inside</p>'
    document.body.append(frame)
    await new Promise((settled) => setTimeout(settled, 300))
    return frame.contentWindow === null ? null : Reflect.get(frame.contentWindow, 'castkeeper')
  })
  expect(found).toBeFalsy()
})
