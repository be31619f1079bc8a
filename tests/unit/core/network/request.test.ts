import { once } from 'node:events'
import { createServer } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Lookup } from '../../../../src/main/core/network/guard'
import type { HttpOrder } from '../../../../src/main/core/network/http-order'
import { NetworkError } from '../../../../src/main/core/network/network-error'
import { createRequest } from '../../../../src/main/core/network/request'
import { serverIdentity, testAuthority } from '../../../support/certificates'
import { replies } from '../../../support/image-replies'
import { type ImageServer, startImageServer } from '../../../support/image-server'

let server: ImageServer

beforeEach(async () => {
  server = await startImageServer()
})
afterEach(() => server.stop())

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

/** What is still referred to; other test files in this process leave garbage behind. */
function bytesInUse(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

function order(plan: Partial<HttpOrder> = {}): HttpOrder {
  const url = plan.url ?? new URL('/pictures/a.png', server.origin)
  return {
    url,
    privateOrigin: url.host === '' ? undefined : url.origin,
    maximumBytes: 1_000_000,
    ...plan,
  }
}

async function faultOf(promise: Promise<unknown>): Promise<NetworkError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof NetworkError) return error
  throw new Error(`no network error: ${String(error)}`)
}

const request = createRequest()

describe('a request', () => {
  it('brings the answer back, whatever its status', async () => {
    server.script('/pictures/a.png', replies.bytes(Buffer.from('soup'), 'text/plain', 418))
    const answer = await request(order())
    expect(answer.status).toBe(418)
    expect(answer.headers['content-type']).toBe('text/plain')
    expect(Buffer.from(answer.bytes).toString()).toBe('soup')
  })

  it('asks for bytes as they are and keeps no connection', async () => {
    await request(order())
    const [hit] = server.hits()
    expect(hit?.headers['accept-encoding']).toBe('identity')
    await server.waitForQuiet()
  })

  it('sends a body with its length', async () => {
    await request(order({ method: 'POST', body: '{"é":1}' }))
    expect(server.hits()[0]?.body).toBe('{"é":1}')
    expect(server.hits()[0]?.headers['content-length']).toBe('8')
  })

  it('says that nothing was sent when no server listens', async () => {
    const nobody = createServer().listen(0, '127.0.0.1')
    await once(nobody, 'listening')
    const address = nobody.address()
    const port = typeof address === 'object' ? address?.port : 0
    nobody.close()
    await once(nobody, 'close')
    const error = await faultOf(request(order({ url: new URL(`http://127.0.0.1:${port}/`) })))
    expect(error).toMatchObject({ fault: 'unreachable', wasSent: false, reason: 'ECONNREFUSED' })
  })

  it('knows that a request was sent when the line breaks before the answer', async () => {
    server.script('/pictures/a.png', replies.resetBeforeAnswer())
    const error = await faultOf(request(order({ method: 'POST', body: 'x' })))
    expect(error).toMatchObject({ fault: 'lost', wasSent: true })
  })

  it('stops waiting for an answer that does not begin', async () => {
    server.script('/pictures/a.png', replies.stall())
    const error = await faultOf(request(order({ timeouts: { answerMs: 50 } })))
    expect(error).toMatchObject({ fault: 'no-answer', wasSent: true })
    await server.waitForQuiet()
  })

  it('gives up a connection that does not come about', async () => {
    const never: Lookup = () => undefined
    const lost = createRequest({ lookup: never })
    const url = new URL('https://images.test/')
    const error = await faultOf(lost(order({ url, timeouts: { connectMs: 20 } })))
    expect(error).toMatchObject({ fault: 'unreachable', wasSent: false, host: 'images.test' })
  })

  it('can be called off at any time, and closes its socket', async () => {
    server.script('/pictures/a.png', replies.stall())
    const controller = new AbortController()
    const asked = faultOf(request(order({ signal: controller.signal })))
    await server.waitForHits('/pictures/a.png', 1)
    controller.abort()
    expect(await asked).toMatchObject({ fault: 'aborted', wasSent: true })
    await server.waitForQuiet()
    expect(await faultOf(request(order({ signal: controller.signal })))).toMatchObject({
      fault: 'aborted',
      wasSent: false,
    })
  })

  it('takes plain http and private addresses only at the allowed host', async () => {
    const { origin } = server
    const refused = await Promise.all([
      faultOf(request(order({ privateOrigin: undefined }))),
      faultOf(request(order({ privateOrigin: 'http://images.test' }))),
      faultOf(request(order({ url: new URL('https://10.0.0.1/'), privateOrigin: undefined }))),
      faultOf(request(order({ url: new URL('https://[::1]/'), privateOrigin: undefined }))),
      faultOf(request(order({ url: new URL(origin.replace('//', '//user:key@')) }))),
      faultOf(request(order({ url: new URL('file:///etc/hostname') }))),
    ])
    expect(refused.map(({ fault, reason }) => `${fault} ${reason}`)).toEqual([
      'refused not-encrypted',
      'refused not-encrypted',
      'refused private-address',
      'refused private-address',
      'refused userinfo',
      'refused protocol',
    ])
    expect(server.hits()).toEqual([])
  })

  it.each([
    ['8.8.8.8', 'public-address'],
    ['2606:4700::1111', 'public-address'],
  ])('speaks plain http to no name that leads to %s', async (address, reason) => {
    const lookup: Lookup = (_hostname, _options, found) =>
      found(null, [{ address, family: address.includes(':') ? 6 : 4 }])
    const url = new URL(`http://nas.test:${server.port}/`)
    const ask = createRequest({ lookup })
    expect(await faultOf(ask(order({ url })))).toMatchObject({ fault: 'refused', reason })
  })

  it('speaks plain http to no public address that was typed in', async () => {
    for (const url of [
      'http://8.8.8.8/',
      'http://[2606:4700::1111]/',
      'http://[::ffff:8.8.8.8]/',
    ]) {
      expect(await faultOf(request(order({ url: new URL(url) }))), url).toMatchObject({
        fault: 'refused',
        reason: 'public-address',
      })
    }
  })

  it('dials of a name only what lies in a private network, where it speaks plain http', async () => {
    const lookup: Lookup = (_hostname, _options, found) =>
      found(null, [
        { address: '8.8.8.8', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ])
    const url = new URL(`http://nas.test:${server.port}/pictures/a.png`)
    expect((await createRequest({ lookup })(order({ url }))).status).toBe(200)
  })

  it('ignores proxies of the environment', async () => {
    const before = { ...process.env }
    process.env.HTTP_PROXY = 'http://127.0.0.1:1'
    process.env.http_proxy = 'http://127.0.0.1:1'
    process.env.NODE_USE_ENV_PROXY = '1'
    try {
      expect((await request(order())).status).toBe(200)
    } finally {
      process.env = before
    }
  })

  it('passes an odd 1xx on instead of waiting for more', async () => {
    server.script('/pictures/a.png', replies.raw('HTTP/1.1 199 Odd'))
    expect((await request(order())).status).toBe(199)
  })

  /** Answers one request with these bytes, and then with `more` for as long as somebody reads them. */
  async function answerRaw(plan: Partial<HttpOrder>, first: string, more?: Buffer) {
    const raw = createServer((socket) => {
      const send = () => {
        while (more !== undefined && !socket.destroyed && socket.write(more));
      }
      socket.on('error', () => undefined).on('drain', send)
      socket.once('data', () => {
        socket.write(first)
        if (more === undefined) socket.end()
        else send()
      })
    })
    await once(raw.listen(0, '127.0.0.1'), 'listening')
    const at = raw.address()
    if (at === null || typeof at === 'string') throw new Error('no port')
    try {
      return await request(order({ url: new URL(`http://127.0.0.1:${at.port}/`), ...plan }))
    } finally {
      raw.close()
    }
  }

  it('needs hardly more memory than the answer has bytes, however small the pieces', async () => {
    const pieces = 400_000
    const chunks = '1\r\na\r\n1\r\nb\r\n'.repeat(pieces / 2)
    const before = bytesInUse()
    let most = 0
    const watch = setInterval(() => {
      most = Math.max(most, bytesInUse() - before)
    }, 50)
    const head = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'
    const answer = await answerRaw({}, `${head}${chunks}0\r\n\r\n`)
    clearInterval(watch)
    expect(most, 'measured').toBeGreaterThan(0)
    expect(answer.bytes.length).toBe(pieces)
    expect(Buffer.from(answer.bytes).equals(Buffer.alloc(pieces, 'ab'))).toBe(true)
    expect(most).toBeLessThan(48 * 2 ** 20)
  })

  const head = 'HTTP/1.1 200 OK\r\n'
  it.each([
    ['a header', `${head}x: `, 'a'.repeat(64 * 1024), 'lost'],
    ['headers', head, 'x: a\r\n'.repeat(1000), 'lost'],
    ['a status line', 'HTTP/1.1 200 ', 'a'.repeat(64 * 1024), 'lost'],
    ['trailers', `${head}transfer-encoding: chunked\r\n\r\n0\r\n`, 'x: a\r\n'.repeat(1000), 'lost'],
    [
      'the name of a chunk',
      `${head}transfer-encoding: chunked\r\n\r\n5;`,
      'a'.repeat(64 * 1024),
      'lost',
    ],
    ['early hints', '', 'HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n'.repeat(100), 'no-answer'],
    ['a body', `${head}\r\n`, 'a'.repeat(64 * 1024), 'too-large'],
  ])('gives up on %s without end', async (_what, first, more, fault) => {
    const sent = answerRaw({ timeouts: { answerMs: 300 } }, first, Buffer.from(more))
    expect(await faultOf(sent)).toMatchObject({ fault })
  })

  it('unpacks an encoding it did not ask for, and no more of it than is allowed', async () => {
    server.script('/pictures/a.png', replies.gzipBomb(900_000))
    expect((await request(order())).bytes.length).toBe(900_000)
    expect(await faultOf(request(order({ maximumBytes: 800_000 })))).toMatchObject({
      fault: 'too-large',
    })
  })
})

describe('certificates', () => {
  async function askTls(name: Parameters<typeof serverIdentity>[0], authorities?: string[]) {
    const secure = await startImageServer({ tls: serverIdentity(name) })
    try {
      const url = new URL('/pictures/a.png', secure.origin)
      const answer = await createRequest({ authorities })(order({ url }))
      return { status: answer.status, hits: secure.hits().length }
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error
      const { fault, reason, wasSent } = error
      return { fault, reason, wasSent, hits: secure.hits().length }
    } finally {
      await secure.stop()
    }
  }

  it('lets a trusted one pass', async () => {
    expect(await askTls('valid', [testAuthority()])).toEqual({ status: 200, hits: 1 })
  })

  it.each([
    ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['expired', 'CERT_HAS_EXPIRED'],
    ['not-yet-valid', 'CERT_NOT_YET_VALID'],
    ['other-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ] as const)(
    'fault 21: a certificate that is %s is refused before anything is sent',
    async (name, reason) => {
      expect(await askTls(name, [testAuthority()])).toEqual({
        fault: 'certificate',
        reason,
        wasSent: false,
        hits: 0,
      })
    },
  )

  it('fault 21: an unknown authority is refused, and no switch of the environment helps', async () => {
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
    try {
      expect(await askTls('valid')).toMatchObject({ fault: 'certificate', hits: 0 })
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before
    }
  })
})
