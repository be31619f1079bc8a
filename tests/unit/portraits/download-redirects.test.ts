import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Lookup } from '../../../src/main/core/network/guard'
import { createRequest } from '../../../src/main/core/network/request'
import { createDownload } from '../../../src/main/portraits/download'
import { AppError } from '../../../src/shared/errors'
import { serverIdentity, testAuthority } from '../../support/certificates'
import { replies } from '../../support/image-replies'
import { type ImageServer, startImageServer } from '../../support/image-server'
import { scenePng } from '../../support/pictures'

/** Every name leads to this computer, as a hostile name server would have it. */
const homeward: Lookup = (_hostname, _options, found) => {
  found(null, [{ address: '127.0.0.1', family: 4 }])
}

const wait = async () => undefined
let service: ImageServer
let other: ImageServer

beforeEach(async () => {
  service = await startImageServer()
  other = await startImageServer()
})
afterEach(() => Promise.all([service.stop(), other.stop()]))

/** Downloads from the service, which the game master typed in as service.test. */
function download(url = `http://service.test:${service.port}/pictures/a.png`) {
  const request = createRequest({ lookup: homeward, authorities: [testAuthority()] })
  return createDownload({ request, wait })({
    url,
    privateOrigin: `http://service.test:${service.port}`,
  })
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof AppError) return error.code
  throw new Error(`no foreseen error: ${String(error)}`)
}

describe('redirects', () => {
  it('are followed three times', async () => {
    service.script('/pictures/a.png', replies.redirect('/1', 301))
    service.script('/1', replies.redirect('/2', 303))
    service.script('/2', replies.redirect('/3', 307))
    service.script('/3', replies.bytes(scenePng()))
    expect((await download()).length).toBe(scenePng().length)
  })

  it('fault 30: a fourth one and a loop are refused', async () => {
    service.script('/pictures/a.png', replies.redirect('/pictures/a.png'))
    expect(await codeOf(download())).toBe('too-many-redirects')
    expect(service.hits()).toHaveLength(4)
  })

  it.each(['file:///etc/hostname', 'data:image/png;base64,AAAA', 'ftp://service.test/', 'http://'])(
    'fault 30: one to %s is refused',
    async (location) => {
      service.script('/pictures/a.png', replies.redirect(location))
      expect(await codeOf(download())).toBe('redirect-refused')
    },
  )

  it('fault 30: one from https to http is refused, also at the allowed host', async () => {
    const secure = await startImageServer({ tls: serverIdentity('valid') })
    try {
      const url = `https://localhost:${secure.port}/pictures/a.png`
      secure.script('/pictures/a.png', replies.redirect(`http://localhost:${other.port}/x`))
      const request = createRequest({ authorities: [testAuthority()] })
      const get = createDownload({ request, wait })
      expect(await codeOf(get({ url, privateOrigin: `https://localhost:${secure.port}` }))).toBe(
        'redirect-refused',
      )
      expect(other.hits()).toEqual([])
    } finally {
      await secure.stop()
    }
  })

  it.each([
    ['an address of this computer', 'https://127.0.0.1'],
    ['one in hexadecimal', 'https://0x7f000001'],
    ['one in decimal', 'https://2130706433'],
    ['one in octal', 'https://0177.0.0.1'],
    ['one in IPv6', 'https://[::1]'],
    ['one behind a tunnel', 'https://[2002:7f00:1::]'],
    ['one behind a translator', 'https://[64:ff9b::7f00:1]'],
    ['localhost with a dot', 'https://localhost.'],
    ['one wrapped into IPv6', 'https://[::ffff:127.0.0.1]'],
    ['a private network', 'https://10.0.0.1'],
    ['the address of cloud credentials', 'https://169.254.169.254'],
    ['a name that holds an address', 'https://127.0.0.1.nip.io'],
    ['a name that leads home', 'https://images.test'],
  ])('fault 31: one to %s reaches nobody', async (_, place) => {
    service.script('/pictures/a.png', replies.redirect(`${place}:${other.port}/latest`))
    expect(await codeOf(download())).toBe('address-not-allowed')
    expect(other.mostConnections()).toBe(0)
  })

  it('fault 31: a link that leads back to this computer contacts no host', async () => {
    const links = ['127.0.0.1', '0x7f000001', '[::ffff:127.0.0.1]', 'images.test']
    for (const host of links) {
      const code = await codeOf(download(`https://${host}:${other.port}/pictures/a.png`))
      expect(code, host).toBe('address-not-allowed')
    }
    expect(await codeOf(download(`http://127.0.0.1:${other.port}/x`))).toBe('link-refused')
    expect(other.mostConnections()).toBe(0)
  })

  it('fault 33: nothing that identifies anybody goes to the second host', async () => {
    const [here, there] = ['localhost', '127.0.0.1'].map((name) => `http://${name}:${service.port}`)
    service.script('/pictures/a.png', replies.redirect(`${there}/pictures/b.png`))
    const get = createDownload({ request: createRequest(), wait })
    await get({ url: `${here}/pictures/a.png`, privateOrigin: here })
    const [hit] = service.hits('/pictures/b.png')
    expect(Object.keys(hit?.headers ?? {}).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
    ])
  })

  it('refuses another port or scheme of a private host, in a link and in a redirect', async () => {
    const elsewhere = `http://service.test:${other.port}/pictures/b.png`
    expect(await codeOf(download(elsewhere))).toBe('link-refused')
    expect(await codeOf(download(`https://service.test:${other.port}/b.png`))).toBe(
      'address-not-allowed',
    )
    expect(await codeOf(download(`http://127.0.0.1:${other.port}/b.png`))).toBe('link-refused')
    service.script('/pictures/a.png', replies.redirect(elsewhere))
    expect(await codeOf(download())).toBe('redirect-refused')
    expect(other.hits()).toEqual([])
  })

  it('refuses a link that is none', async () => {
    for (const url of ['', 'picture.png', '/srv/out.png', 'file:///srv/out.png']) {
      expect(await codeOf(download(url)), url).toBe('link-refused')
    }
  })
})
