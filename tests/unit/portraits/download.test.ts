import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Lookup } from '../../../src/main/core/network/guard'
import type { Timeouts } from '../../../src/main/core/network/http-order'
import { createRequest } from '../../../src/main/core/network/request'
import {
  createDownload,
  type DownloadOptions,
  type DownloadOrder,
} from '../../../src/main/portraits/download'
import { inspectPicture } from '../../../src/main/portraits/inspect'
import { AppError } from '../../../src/shared/errors'
import { runChild } from '../../support/child/run'
import { held, replies } from '../../support/image-replies'
import { type ImageServer, startImageServer } from '../../support/image-server'
import { cutAt, scenePng } from '../../support/pictures'

const path = '/pictures/a.png'
/** For what never comes: anything else may take as long as a busy computer needs. */
const short: Partial<Timeouts> = { connectMs: 2_000, answerMs: 100, idleMs: 100, totalMs: 1_000 }
let server: ImageServer
let waits: number[]

beforeEach(async () => {
  server = await startImageServer()
  waits = []
})
afterEach(() => server.stop())

function download(order: Partial<DownloadOrder> = {}, options: Partial<DownloadOptions> = {}) {
  const wait = async (milliseconds: number) => {
    waits.push(milliseconds)
  }
  const get = createDownload({ request: createRequest(), wait, ...options })
  return get({ url: server.origin + path, privateOrigin: server.origin, ...order })
}

async function errorOf(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof AppError) return error
  throw new Error(`no foreseen error: ${String(error)}`)
}

describe('a download', () => {
  it('brings the bytes and sends no credentials', async () => {
    const bytes = await download()
    expect(inspectPicture(bytes).format).toBe('png')
    expect(server.hits()[0]?.headers).not.toHaveProperty('authorization')
  })

  it.each([403, 404, 410])('fault 23: a link that answers %i has expired', async (status) => {
    server.script(path, replies.serviceError(status))
    const error = await errorOf(download())
    expect(error.code).toBe('link-expired')
    expect(error.details).toEqual({ host: `127.0.0.1:${server.port}`, status })
    expect(server.hits()).toHaveLength(1)
  })

  it('fault 24: a body shorter than its Content-Length is asked for again, then refused', async () => {
    const bytes = scenePng()
    server.script(path, replies.shorterThanSaid(cutAt(bytes, 0.5), bytes.length))
    expect((await errorOf(download())).code).toBe('download-incomplete')
    expect(server.hits()).toHaveLength(3)
    expect(waits).toEqual([500, 2_000])
  })

  it('fault 24: the second try can bring it', async () => {
    const bytes = scenePng()
    const cut = replies.shorterThanSaid(cutAt(bytes, 0.9), bytes.length)
    server.script(path, cut, replies.bytes(bytes))
    expect(Buffer.from(await download()).equals(bytes)).toBe(true)
  })

  it('fault 25: a chunked body that is cut with a clean close is not taken for a picture', async () => {
    server.script(path, replies.cutChunked(cutAt(scenePng(), 0.5)))
    expect((await errorOf(download())).code).toBe('download-incomplete')
  })

  it('fault 25: a cut body that nothing announced is found out by its structure', async () => {
    server.script(path, replies.untilClosed(cutAt(scenePng(), 0.5)))
    const bytes = await download()
    expect(() => inspectPicture(bytes)).toThrow('picture-truncated')
  })

  it('fault 26: a body that stalls in the middle is given up', async () => {
    server.script(path, replies.stallAfter(cutAt(scenePng(), 0.5), scenePng().length))
    expect((await errorOf(download({}, { timeouts: short }))).code).toBe('download-stalled')
    await server.waitForQuiet()
  })

  it('fault 26: a body that drips byte by byte meets the deadline', async () => {
    server.script(path, replies.drip(5))
    const timeouts = { ...short, totalMs: 200 }
    expect((await errorOf(download({}, { timeouts }))).code).toBe('download-stalled')
    await server.waitForQuiet()
  })

  it('fault 27: an endless body is cut off at 32 MiB, whatever length it claims', async () => {
    server.script(path, replies.endless())
    expect((await errorOf(download())).code).toBe('download-too-large')
    await server.waitForQuiet()
  })

  it('fault 27: a length beyond the limit is not even begun', async () => {
    const huge = 'HTTP/1.1 200 OK\r\ncontent-type: image/png\r\ncontent-length: 5000000000'
    server.script(path, replies.raw(huge))
    expect((await errorOf(download())).code).toBe('download-too-large')
  })

  it('fault 27: what comes after a length that lies low is not read', async () => {
    const low = 'HTTP/1.1 200 OK\r\ncontent-type: image/png\r\ncontent-length: 10'
    server.script(path, replies.endless(low))
    expect((await errorOf(download())).code).toBe('download-incomplete')
    await server.waitForQuiet()
  })

  it('fault 28: a gzip bomb is stopped at the limit, and identity was asked for', async () => {
    server.script(path, replies.gzipBomb(40 * 1024 * 1024))
    expect((await errorOf(download())).code).toBe('download-too-large')
    expect(server.hits()[0]?.headers['accept-encoding']).toBe('identity')
  })

  it('fault 29: the bytes decide, not the type they were sent with', async () => {
    server.script(path, replies.bytes(scenePng(), 'text/html'), replies.html())
    expect(inspectPicture(await download()).format).toBe('png')
    const page = await download()
    expect(() => inspectPicture(page)).toThrow('picture-not-supported')
  })

  it.each([
    ['204', replies.raw('HTTP/1.1 204 No Content'), 204],
    ['205', replies.bytes(Buffer.alloc(0), 'image/png', 205), 205],
    ['206', replies.bytes(scenePng(), 'image/png', 206), 206],
    ['304', replies.raw('HTTP/1.1 304 Not Modified'), 304],
    ['300 without a place to go', replies.bytes(scenePng(), 'image/png', 300), 300],
    ['199', replies.raw('HTTP/1.1 199 Odd'), 199],
    ['an empty body', replies.bytes(Buffer.alloc(0)), 200],
    ['500', replies.serviceError(500), 500],
  ] as const)('fault 34: %s is a failure with its status', async (_, reply, status) => {
    server.script(path, reply)
    const error = await errorOf(download())
    expect(error.code).toBe('link-refused')
    expect(error.details.status).toBe(status)
  })

  it('fault 34: headers without the body they announce are a failure', async () => {
    server.script(path, replies.shorterThanSaid(Buffer.alloc(0), 500))
    expect((await errorOf(download())).code).toBe('download-incomplete')
  })

  it('fault 35: a picture that came whole before the reset is kept', async () => {
    server.script(path, replies.wholeThenReset(scenePng()))
    expect(Buffer.from(await download()).equals(scenePng())).toBe(true)
    expect(server.hits()).toHaveLength(1)
  })

  it('fault 36: fifty at once wait for each other, four at a time', async () => {
    const get = createDownload({ request: createRequest() })
    const pictures = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        get({ url: `${server.origin}/pictures/${index}.png`, privateOrigin: server.origin }),
      ),
    )
    expect(new Set(pictures.map((bytes) => Buffer.from(bytes).toString('hex'))).size).toBe(50)
    expect(server.mostConnections()).toBeLessThanOrEqual(4)
  })

  it('fault 36: fifty at once arrive in a process that may open only 60 files', async () => {
    const under = ['sh', '-c', 'ulimit -n 60 && exec "$@"', 'sh']
    const args = [server.origin, '50']
    const { lines, stderr } = await runChild({ script: 'download-many.ts', args, under })
    expect(lines, stderr).toEqual(['50 arrived'])
  })

  it('can be called off while it waits for its turn', async () => {
    const first = held(replies.bytes(scenePng()))
    server.script(path, first.reply)
    const get = createDownload({ request: createRequest(), concurrent: 1 })
    const order = { url: server.origin + path, privateOrigin: server.origin }
    const whole = get(order)
    const controller = new AbortController()
    const calledOff = errorOf(get({ ...order, signal: controller.signal }))
    controller.abort()
    first.release()
    expect((await calledOff).code).toBe('job-cancelled')
    await whole
    expect(server.hits()).toHaveLength(1)
  })

  it('asks again after a passing refusal of the server', async () => {
    server.script(path, replies.serviceError(503), replies.bytes(scenePng()))
    expect((await download()).length).toBe(scenePng().length)
  })
})

describe('names and addresses', () => {
  const resolving =
    (answers: Record<string, string[]>, asked: string[] = []): Lookup =>
    (hostname, _options, found) => {
      asked.push(hostname)
      const queue = answers[hostname] ?? []
      const address = (queue.length > 1 ? queue.shift() : queue[0]) ?? ''
      found(null, [{ address, family: address.includes(':') ? 6 : 4 }])
    }

  it('says what cannot be reached', async () => {
    const lookup: Lookup = (_hostname, _options, found) => {
      found(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), [])
    }
    const request = createRequest({ lookup })
    const error = await errorOf(download({ url: 'https://images.test/a.png' }, { request }))
    expect(error.code).toBe('connection-failed')
    expect(error.details.host).toBe('images.test')
  })

  it('fault 32: the address that is dialled is judged, not an earlier one', async () => {
    // 2d00::1 is global and nobody's, so that the first try ends nowhere.
    const asked: string[] = []
    const lookup = resolving({ 'images.test': ['2d00::1', '127.0.0.1'] }, asked)
    const url = `https://images.test:${server.port}/pictures/a.png`
    const timeouts = { ...short, connectMs: 200 }
    const error = await errorOf(download({ url }, { request: createRequest({ lookup }), timeouts }))
    expect(error.code).toBe('address-not-allowed')
    expect(asked).toEqual(['images.test', 'images.test'])
    expect(server.mostConnections()).toBe(0)
  })

  it('is not misled by one public address among private ones', async () => {
    const asked: string[] = []
    const lookup: Lookup = (hostname, _options, found) => {
      asked.push(hostname)
      found(null, [
        { address: '127.0.0.1', family: 4 },
        { address: '2d00::1', family: 6 },
      ])
    }
    const url = `https://images.test:${server.port}/pictures/a.png`
    const timeouts = { ...short, connectMs: 200 }
    const error = await errorOf(download({ url }, { request: createRequest({ lookup }), timeouts }))
    expect(error.code).toBe('connection-failed')
    expect(server.mostConnections()).toBe(0)
  })
})
