import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  createOnePageServer,
  createUiServer,
  imageSandboxAddress,
  pageAddress,
  playersAddress,
} from '../../../src/main/electron/ui-files'
import { makeDataFolder } from '../../support/records'

function makeServer() {
  const around = makeDataFolder()
  const folder = join(around, 'renderer')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(around, 'secret.json'), '{}')
  writeFileSync(join(folder, 'index.html'), '<!doctype html>')
  writeFileSync(join(folder, 'image-sandbox.html'), '<!doctype html>')
  writeFileSync(join(folder, 'assets', 'index-Bc_9-x.js'), 'export {}')
  writeFileSync(join(folder, 'assets', 'main.js.map'), '{}')
  writeFileSync(join(folder, '.hidden.js'), 'no')
  const serve = createUiServer(folder)
  return (url: string, method = 'GET') => serve(new Request(url, { method }))
}

function policyOf(response: Response): Map<string, string> {
  const directives = (response.headers.get('content-security-policy') ?? '').split('; ')
  return new Map(directives.map((text) => [text.split(' ')[0] ?? '', text]))
}

describe('the screens', () => {
  test('are sent with their types, and nothing may guess another', async () => {
    const get = makeServer()
    for (const [url, type] of [
      [pageAddress, 'text/html; charset=utf-8'],
      ['app://ui/assets/index-Bc_9-x.js', 'text/javascript; charset=utf-8'],
      [`${pageAddress}?theme=parchment#top`, 'text/html; charset=utf-8'],
    ] as const) {
      const response = await get(url)
      expect([response.status, response.headers.get('content-type')]).toEqual([200, type])
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    }
    expect(await (await get(pageAddress, 'HEAD')).text()).toBe('')
  })

  test('may run their own scripts, show our pictures, and connect to no host', async () => {
    const policy = policyOf(await makeServer()(pageAddress))
    expect(policy.get('default-src')).toBe("default-src 'none'")
    expect(policy.get('script-src')).toBe("script-src 'self'")
    expect(policy.get('connect-src')).toBe("connect-src 'none'")
    expect(policy.get('img-src')).toBe('img-src app: data: blob:')
    expect(policy.get('frame-ancestors')).toBe("frame-ancestors 'none'")
    expect(policy.get('base-uri')).toBe("base-uri 'none'")
    expect(policy.get('form-action')).toBe("form-action 'none'")
  })

  test('the image sandbox may not even ask for a portrait', async () => {
    const policy = policyOf(await makeServer()(imageSandboxAddress))
    expect(policy.get('img-src')).toBe('img-src blob: data:')
    expect(policy.get('connect-src')).toBe("connect-src 'none'")
    expect(policy.has('style-src')).toBe(false)
  })

  test.each([
    'app://ui/',
    'app://ui/../secret.json',
    'app://ui/%2e%2e/secret.json',
    'app://ui/..%2fsecret.json',
    'app://ui/assets/..\\..\\secret.json',
    'app://ui/assets//index-Bc_9-x.js',
    'app://ui/.hidden.js',
    'app://ui/assets/main.js.map',
    'app://ui/assets',
    'app://ui/not-there.js',
    'app://ui/index.html%00.js',
    'app://ui:80/index.html',
  ])('%s is not there', async (url) => {
    expect((await makeServer()(url)).status).toBe(404)
  })

  test('are read a few at a time, however many a page asks for', async () => {
    const get = makeServer()
    const asked = Array.from({ length: 200 }, () => get('app://ui/assets/index-Bc_9-x.js'))
    let most = 0
    const watching = setInterval(() => {
      const reads = process.getActiveResourcesInfo().filter((name) => name.startsWith('FSReq'))
      most = Math.max(most, reads.length)
    })
    const statuses = (await Promise.all(asked)).map(({ status }) => status)
    clearInterval(watching)
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(most).toBeLessThanOrEqual(8)
  })

  test('take nothing', async () => {
    expect((await makeServer()(pageAddress, 'POST')).status).toBe(405)
  })
})

describe('the files of the window that decodes', () => {
  test('are its page and the script that is named there', async () => {
    const folder = makeDataFolder()
    mkdirSync(join(folder, 'assets'))
    for (const name of ['assets/image-sandbox-a1.js', 'assets/index-b2.js', 'index.html']) {
      writeFileSync(join(folder, name), 'x')
    }
    const page = '<script type="module" crossorigin src="./assets/image-sandbox-a1.js"></script>'
    writeFileSync(join(folder, 'image-sandbox.html'), page)
    const answer = createOnePageServer(folder, imageSandboxAddress)
    const status = async (url: string) => (await answer(new Request(url))).status
    expect(await status('app://ui/assets/image-sandbox-a1.js')).toBe(404)
    expect(await status('app://ui/image-sandbox.html')).toBe(200)
    expect(await status('app://ui/assets/image-sandbox-a1.js')).toBe(200)
    for (const other of [
      'app://ui/index.html',
      'app://ui/assets/index-b2.js',
      'app://ui/image-sandbox.html?x',
      'app://ui/assets/%64arkroom-a1.js',
      'app://portraits/campaign/1',
    ]) {
      expect(await status(other), other).toBe(404)
    }
  })
})

describe('the files of the players’ window', () => {
  test('are its page, its script, its style sheet and the fonts that this names', async () => {
    const folder = makeDataFolder()
    mkdirSync(join(folder, 'assets'))
    for (const name of ['players-a.js', 'serif-c.woff2', 'index-b.js', 'index-d.css']) {
      writeFileSync(join(folder, 'assets', name), 'x')
    }
    const link = '<link rel="stylesheet" crossorigin href="./assets/players-b.css">'
    const page = `<script type="module" crossorigin src="./assets/players-a.js"></script>${link}`
    writeFileSync(join(folder, 'players.html'), page)
    const sheet = '@font-face{src:url(./serif-c.woff2) format("woff2")}'
    writeFileSync(join(folder, 'assets', 'players-b.css'), sheet)
    const answer = createOnePageServer(folder, playersAddress)
    const status = async (url: string) => (await answer(new Request(url))).status
    const files = ['players.html', 'assets/players-a.js', 'assets/players-b.css']
    for (const file of [...files, 'assets/serif-c.woff2']) {
      expect(await status(`app://ui/${file}`), file).toBe(200)
    }
    for (const other of ['assets/index-b.js', 'assets/index-d.css', 'index.html']) {
      expect(await status(`app://ui/${other}`), other).toBe(404)
    }
    const policy = policyOf(await answer(new Request(playersAddress)))
    expect(policy.get('default-src')).toBe("default-src 'none'")
    expect(policy.get('img-src')).toBe('img-src app://stage')
    expect(policy.get('style-src')).toBe("style-src 'self'")
    expect(policy.get('connect-src')).toBe("connect-src 'none'")
  })
})

describe('windows', () => {
  test('are opened in one place, which hardens each of them', () => {
    const folder = join(import.meta.dirname, '../../../src/main')
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    const opening: string[] = []
    for (const file of files.filter(({ name }) => name.endsWith('.ts'))) {
      const text = readFileSync(join(file.parentPath, file.name), 'utf8')
      if (/new (?:BrowserWindow|BaseWindow|WebContentsView|BrowserView)\b/.test(text)) {
        opening.push(file.name)
      }
    }
    expect(opening).toEqual(['hardened-window.ts'])
  })
})
