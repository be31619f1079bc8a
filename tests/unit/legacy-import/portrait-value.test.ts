import { expect, test } from 'vitest'
import { readPortraitValue } from '../../../src/main/legacy-import/scan/portrait-value'
import { fixture, scenePng } from '../../support/pictures'

const now = new Date('2026-11-22T20:00:00.000Z')
const read = (value: string | null) => readPortraitValue(value, now)

const dalle = 'https://oaidalleapiprodscus.blob.core.windows.net/private/org-a/user-b/img-c.png'

test.each([null, '', ' \n\t\u00a0', 'None', 'NULL', ' none '])(
  'finds no portrait in %j',
  (value) => {
    expect(read(value)).toEqual({ form: 'null' })
  },
)

test.each([
  [`${dalle}?st=2025-08-07T13%3A15%3A42Z&se=2025-08-07T15%3A15%3A42Z&sp=r&sig=x%3D`],
  [`${dalle}?ske=2099-01-01T00%3A00%3A00Z&sig=x&se=2025-08-07T15%3A15%3A42Z`],
  [`${dalle}?sig=x&amp;se=2025-08-07T15%3A15%3A42Z&amp;sp=r`],
  [`${dalle}?se=2025-08-07T15:15:42Z`],
  [`${dalle}?se=2025-08-07T17:15:42+02:00`],
  [`  ${dalle}?se=2025-08-07T15%253A15%253A42Z\n`],
  ['https://dalleprodsec.blob.core.windows.net/private/images/a?sig=x&se=2025-08-07T15%3A15%3A42Z'],
  ['https://files.oaiusercontent.com/file-abc?se=2025-08-07T15%3A15%3A42Z&sp=r&sig=y'],
  ['https://someone.blob.core.windows.net/c/a.png?sig=y&se=2025-08-07T15%3A15%3A42Z'],
])('finds the end of a lent address, whatever the order of its keys: %s', (url) => {
  const value = read(url)
  expect(value).toMatchObject({ form: 'temporary-url', isExpired: true })
  expect(value.form === 'temporary-url' && value.expiresAt?.toISOString()).toBe(
    '2025-08-07T15:15:42.000Z',
  )
})

test('never takes the end of the key for the end of the address', () => {
  const value = read(`${dalle}?ske=2025-08-08T13%3A15%3A42Z&se=2099-12-31T23%3A59%3A59Z&sig=x`)
  expect(value).toMatchObject({ form: 'temporary-url', isExpired: false })
  const without = read(`${dalle}?ske=2025-08-08T13%3A15%3A42Z&sig=x`)
  expect(without).toMatchObject({ form: 'temporary-url', expiresAt: null, isExpired: false })
})

test('lets the clock alone decide what has expired', () => {
  const url = `${dalle}?se=2026-11-22T20%3A00%3A00Z&sig=x`
  expect(read(url)).toMatchObject({ isExpired: true })
  const before = new Date('2026-11-22T19:59:59.999Z')
  expect(readPortraitValue(url, before)).toMatchObject({ isExpired: false })
})

test.each([
  ['https://oaidalleapiprodscus.blob.core.windows.net@evil.example/a?se=2020-01-01'],
  ['https://oaidalleapiprodscus.blob.core.windows.net.evil.example/a?se=2020-01-01'],
  ['http://example.com/gandalf.jpg'],
  ['https://someone.blob.core.windows.net/public/a.png'],
])('takes an address of somebody else for any other one: %s', (url) => {
  expect(read(url)).toMatchObject({ form: 'url', url })
})

test('reads a placeholder as what it draws', () => {
  const url = 'https://api.dicebear.com/7.x/adventurer/png?seed=%C3%89owyn%20L&size=256'
  expect(read(url)).toEqual({
    form: 'dicebear',
    host: 'api.dicebear.com',
    avatar: { style: 'adventurer', seed: 'Éowyn L' },
  })
  const flipped = 'https://api.dicebear.com/7.x/adventurer/png?seed=Mira&flip=true'
  expect(read(flipped)).toMatchObject({ avatar: { style: 'adventurer', seed: flipped } })
})

test.each([
  ['static/portraits/gm/gm_1.png', 'gm/gm_1.png'],
  ['static\\portraits\\gm\\gm_1.png', 'gm/gm_1.png'],
  ['C:\\Users\\Élise\\old app\\static\\portraits\\gm\\gm_1.png', 'gm/gm_1.png'],
  ['/app/static/portraits/characters/character_7.png', 'characters/character_7.png'],
  ['./static//portraits/./gm/gm_1.png', 'gm/gm_1.png'],
  ['\\\\nas\\games\\static\\portraits\\gm\\gm_1.png', 'gm/gm_1.png'],
  ['file:///app/static/portraits/gm/gm%201.png', 'gm/gm 1.png'],
  ['Static/Portraits/gm/gm_1.png?v=17', 'gm/gm_1.png'],
  ['"static/portraits/gm/gm_1.png"', 'gm/gm_1.png'],
  ['portraits/gm/gm_1.png', 'gm/gm_1.png'],
  ['characters/character_7.png', 'characters/character_7.png'],
  ['hero.jpg', 'hero.jpg'],
])('finds the file behind %s', (value, path) => {
  expect(read(value)).toEqual({ form: 'local', path })
})

test.each([
  ['../secret.png'],
  ['static/portraits/../../secret.png'],
  ['static\\portraits\\..\\..\\secret.png'],
  ['static/portraits/gm/%2e%2e/%2e%2e/secret.png'],
  ['static/portraits/gm/.. /.. /secret.png'],
  ['../static/portraits/gm/gm_1.png'],
  ['/etc/passwd'],
  ['C:\\Windows\\win.ini'],
  ['file:///etc/passwd'],
  ['\\\\nas\\share\\hero.png'],
  ['static/portraits/gm/gm_1.png:stream'],
  ['static/portraits/gm/gm_1.png\u0000.txt'],
])('fault 87: refuses %j, which leads outside', (value) => {
  expect(read(value)).toEqual({ form: 'outside' })
})

test('reads a picture that the value itself holds', () => {
  const png = scenePng()
  const base64 = png.toString('base64')
  const expected = { form: 'data-url', bytes: new Uint8Array(png) }
  expect(read(`data:image/png;base64,${base64}`)).toEqual(expected)
  expect(read(`DATA:image/png;name=a;BASE64, ${base64.replace(/(.{76})/g, '$1\r\n')}`)).toEqual(
    expected,
  )
  expect(read(`data:image/png;base64,${encodeURIComponent(base64)}`)).toEqual(expected)
  for (const bytes of [png, fixture('scene.jpg'), fixture('lossy.webp'), fixture('scene.avif')]) {
    const text = bytes.toString('base64')
    expect(read(text)).toEqual({ form: 'bare-base64', bytes: new Uint8Array(bytes) })
    expect(read(bytes.toString('base64url'))).toMatchObject({ form: 'bare-base64' })
  }
})

test('says of a value that was cut or is no base64 that it holds nothing', () => {
  expect(read('data:image/png;base64,iVBOR*')).toEqual({ form: 'data-url', bytes: null })
  expect(read('data:image/png;base64')).toEqual({ form: 'data-url', bytes: null })
})

test.each(['a tall elf', 'ftp://example.com/a.png', 'javascript:alert(1)', 'http://'])(
  'does not make anything of %s',
  (value) => {
    expect(read(value)).toEqual({ form: 'unreadable-text' })
  },
)

test('does not make anything of a text too long for an address', () => {
  expect(read(`https://example.com/${'x'.repeat(30_000)}`)).toEqual({ form: 'unreadable-text' })
})
