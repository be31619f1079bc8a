/** What a scripted image server can answer; see image-server.ts. */
import { gzipSync } from 'node:zlib'
import type { Exchange, ImageReply } from './image-server.ts'
import { picturePng } from './pictures/png-by-name.ts'

type Headers = Readonly<Record<string, string>>

interface ServiceErrorBody {
  readonly code?: string | null
  readonly type?: string | null
  readonly param?: string | null
  readonly message?: string
}

interface PicturesOptions {
  readonly usage?: object
  readonly revisedPrompt?: string
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

function json(value: unknown, status = 200, headers: Headers = {}): ImageReply {
  return ({ response }) => {
    response.writeHead(status, {
      'content-type': 'application/json',
      'x-request-id': 'req_test',
      ...headers,
    })
    response.end(JSON.stringify(value))
  }
}

const pictures = (all: readonly Uint8Array[], options: PicturesOptions = {}): ImageReply =>
  json({
    created: 1,
    data: all.map((bytes) => ({
      b64_json: base64(bytes),
      ...(options.revisedPrompt === undefined ? {} : { revised_prompt: options.revisedPrompt }),
    })),
    ...(options.usage === undefined ? {} : { usage: options.usage }),
  })

const links = (urls: readonly string[]): ImageReply =>
  json({ created: 1, data: urls.map((url) => ({ url })) })

const serviceError = (
  status: number,
  body: ServiceErrorBody = {},
  headers: Headers = {},
): ImageReply =>
  json(
    {
      error: {
        message: body.message ?? `Scripted ${status}`,
        type: body.type ?? 'invalid_request_error',
        param: body.param ?? null,
        code: body.code ?? null,
      },
    },
    status,
    headers,
  )

/** Bytes as they are, with their length. */
function bytes(
  body: Uint8Array,
  type = 'image/png',
  status = 200,
  headers: Headers = {},
): ImageReply {
  return ({ response }) => {
    response.writeHead(status, { 'content-type': type, 'content-length': body.length, ...headers })
    response.end(body)
  }
}

const html = (status = 200): ImageReply =>
  bytes(
    Buffer.from('<!doctype html><title>Sign in</title><p>Welcome to the inn’s Wi-Fi.'),
    'text/html',
    status,
  )

/** Announces `length` bytes and sends these; the rest never comes and the line is closed. */
function shorterThanSaid(body: Uint8Array, length: number, type = 'image/png'): ImageReply {
  return ({ response }) => {
    response.writeHead(200, { 'content-type': type, 'content-length': length })
    response.write(body, () => response.socket?.end())
  }
}

/** A chunked body whose last chunk never comes: the line is closed in good order. */
function cutChunked(body: Uint8Array): ImageReply {
  return ({ response }) => {
    response.writeHead(200, { 'content-type': 'image/png' })
    response.write(body, () => response.socket?.end())
  }
}

/** Sends without length or chunks until the line closes, as HTTP/1.0 did: nobody can tell it is cut. */
function untilClosed(body: Uint8Array): ImageReply {
  return ({ response }) => {
    const { socket } = response
    socket?.end(
      Buffer.concat([Buffer.from('HTTP/1.0 200 OK\r\ncontent-type: image/png\r\n\r\n'), body]),
    )
  }
}

/** A status line and headers as they are written here, for what Node's server would not send. */
const raw =
  (head: string): ImageReply =>
  ({ response }) => {
    response.socket?.write(`${head}\r\n\r\n`)
  }

/** Never answers. */
const stall = (): ImageReply => () => undefined

/** Begins to answer, then never goes on. */
function stallAfter(body: Uint8Array, length: number): ImageReply {
  return ({ response }) => {
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': length })
    response.write(body)
  }
}

/** One byte after another, for ever; never silent for longer than `everyMs`. */
function drip(everyMs: number): ImageReply {
  return ({ response }) => {
    response.writeHead(200, { 'content-type': 'image/png' })
    const timer = setInterval(() => response.write('x'), everyMs)
    response.once('close', () => clearInterval(timer))
  }
}

/** As many bytes as the other side takes; without a length, or under a low one. */
function endless(head?: string): ImageReply {
  return ({ response }) => {
    const { socket } = response
    const piece = Buffer.alloc(65_536, 0x78)
    const more = (): void => {
      while (socket && !socket.destroyed && socket.write(piece));
    }
    // In one packet with the first bytes, so that it is the same on every computer.
    socket?.cork()
    socket?.write(`${head ?? 'HTTP/1.1 200 OK\r\ncontent-type: image/png'}\r\n\r\n`)
    socket?.on('drain', more)
    socket?.write(piece)
    socket?.uncork()
    more()
  }
}

/** A gzip body that unpacks to `unpackedBytes` zeros, whatever encoding was asked for. */
const gzipBomb = (unpackedBytes: number): ImageReply =>
  bytes(gzipSync(Buffer.alloc(unpackedBytes)), 'image/png', 200, { 'content-encoding': 'gzip' })

const redirect = (location: string, status = 302): ImageReply =>
  bytes(Buffer.from('elsewhere'), 'text/plain', status, { location })

const resetBeforeAnswer =
  (): ImageReply =>
  ({ request }) => {
    request.socket.resetAndDestroy()
  }

/** The whole answer, then a reset once the other side has had time to read it. */
function wholeThenReset(body: Uint8Array): ImageReply {
  return ({ response, request }) => {
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': body.length })
    response.end(body, () => setTimeout(() => request.socket.resetAndDestroy(), 50))
  }
}

/** What a good service does: as many pictures as asked, as bytes or as links. */
const asAsked = (): ImageReply => (exchange) => {
  const { n = 1, prompt = '', response_format } = JSON.parse(exchange.hit.body)
  const names = Array.from(
    { length: n },
    (_, index) => `/pictures/${index}-${String(prompt).length}.png`,
  )
  const answer =
    response_format === 'url'
      ? links(names.map((name) => exchange.origin + name))
      : pictures(names.map(picturePng))
  return answer(exchange)
}

const models = (): ImageReply =>
  json({
    object: 'list',
    data: [
      { id: 'test-image-1', object: 'model', created: 1, owned_by: 'test', shutdown_date: null },
      {
        id: 'test-image-0',
        object: 'model',
        created: 1,
        owned_by: 'test',
        shutdown_date: '2026-12-01',
      },
      { id: 'test-words-1', object: 'model', created: 1, owned_by: 'test' },
    ],
  })

export const replies = {
  asAsked,
  bytes,
  cutChunked,
  drip,
  endless,
  gzipBomb,
  html,
  json,
  links,
  models,
  pictures,
  raw,
  redirect,
  resetBeforeAnswer,
  serviceError,
  shorterThanSaid,
  stall,
  stallAfter,
  untilClosed,
  wholeThenReset,
} as const

/** A reply that waits until it is let go, to catch the app in the middle. */
export function held(reply: ImageReply): {
  readonly reply: ImageReply
  readonly release: () => void
} {
  const { promise, resolve } = Promise.withResolvers<void>()
  const waiting = async (exchange: Exchange): Promise<void> => {
    await promise
    await reply(exchange)
  }
  return { reply: waiting, release: () => resolve() }
}

/** For the command line: `--reply NAME`. */
export const namedReplies: Readonly<Record<string, ImageReply>> = {
  'wrong-key': serviceError(401, { code: 'invalid_api_key' }),
  'not-verified': serviceError(403, {
    message: 'Your organization must be verified to use this model.',
  }),
  'no-model': serviceError(404, { code: 'model_not_found' }),
  'slow-down': serviceError(429, { code: 'rate_limit_exceeded' }, { 'retry-after': '20' }),
  'no-credit': serviceError(429, { code: 'insufficient_quota', type: 'insufficient_quota' }),
  refused: serviceError(400, { code: 'moderation_blocked' }),
  overloaded: serviceError(503),
  html: html(),
  empty: json({ created: 1, data: [] }),
  'no-picture': json({ created: 1, data: [{ b64_json: base64(Buffer.from('<svg/>')) }] }),
  stall: stall(),
  reset: resetBeforeAnswer(),
}
