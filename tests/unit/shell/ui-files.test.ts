import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createUiServer, darkroomAddress, pageAddress } from '../../../src/main/shell/ui-files'
import { makeDataFolder } from '../../support/records'

function makeServer() {
  const around = makeDataFolder()
  const folder = join(around, 'renderer')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(around, 'secret.json'), '{}')
  writeFileSync(join(folder, 'index.html'), '<!doctype html>')
  writeFileSync(join(folder, 'darkroom.html'), '<!doctype html>')
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

  test('may run their own scripts, show our pictures, and reach nobody', async () => {
    const policy = policyOf(await makeServer()(pageAddress))
    expect(policy.get('default-src')).toBe("default-src 'none'")
    expect(policy.get('script-src')).toBe("script-src 'self'")
    expect(policy.get('connect-src')).toBe("connect-src 'none'")
    expect(policy.get('img-src')).toBe('img-src app: data: blob:')
    expect(policy.get('frame-ancestors')).toBe("frame-ancestors 'none'")
    expect(policy.get('base-uri')).toBe("base-uri 'none'")
    expect(policy.get('form-action')).toBe("form-action 'none'")
  })

  test('the darkroom may not even ask for a portrait', async () => {
    const policy = policyOf(await makeServer()(darkroomAddress))
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

  test('take nothing', async () => {
    expect((await makeServer()(pageAddress, 'POST')).status).toBe(405)
  })
})
