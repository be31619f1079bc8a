/**
 * An image service on loopback for tests and for trying things out: a real HTTP (or TLS) server that
 * answers as scripted, and as a well-behaved OpenAI-style service where nothing is scripted.
 *
 * In a test:
 *   const server = await startImageServer()
 *   server.script('/v1/images/generations', replies.serviceError(429, { code: 'slow_down' }, { 'retry-after': '20' }))
 *   … point the app at server.baseUrl …
 *   server.hits('/v1/images/generations')   every request that came, with headers and body
 *   await server.stop()
 * `script(path, a, b, c)` answers the first request with a, the second with b, and c from then on; see
 * image-replies.ts for what a, b and c can be. `script(path)` goes back to good manners.
 *
 * Unscripted:
 *   POST /v1/images/generations   as many real PNGs as asked, as b64_json or (response_format: url) as links
 *   GET  /v1/models               three models, one with a shutdown date
 *   GET  /pictures/NAME.png       a real PNG, another one for each name
 *
 * By hand: `node tests/support/image-server.ts --port 0 [--reply NAME]` prints {"baseUrl": …} and runs
 * until it is interrupted; NAME is one of `namedReplies` and scripts the generations.
 */
import { once } from 'node:events'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { namedReplies, replies } from './image-replies.ts'
import { picturePng } from './pictures/png-by-name.ts'

export interface Hit {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Exchange {
  readonly hit: Hit
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** `http://127.0.0.1:<port>`, to make links of. */
  readonly origin: string
}

/** Answers one request; may take its time, or never end the response. */
export type ImageReply = (exchange: Exchange) => void | Promise<void>

export interface ImageServer {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string
  /** `http://127.0.0.1:<port>/v1`, what a game master types in. */
  readonly baseUrl: string
  readonly port: number
  script(path: string, ...answers: ImageReply[]): void
  hits(path?: string): readonly Hit[]
  /** Resolves when this many requests have come to the path. */
  waitForHits(path: string, count: number): Promise<void>
  /** The largest number of connections that were open at once. */
  mostConnections(): number
  /** How many connections are open now. */
  openConnections(): number
  /** Resolves when no connection is open. */
  waitForQuiet(): Promise<void>
  /** Breaks every connection and stops listening. */
  stop(): Promise<void>
}

export interface ImageServerOptions {
  readonly port?: number
  /** Speaks TLS with this key and certificate, both PEM. */
  readonly tls?: { readonly key: string; readonly cert: string }
}

export const generationsPath = '/v1/images/generations'

/** Starts an image service on 127.0.0.1. */
export async function startImageServer(options: ImageServerOptions = {}): Promise<ImageServer> {
  const scripts = new Map<string, ImageReply[]>()
  const hits: Hit[] = []
  const sockets = new Set<Socket>()
  const watchers = new Set<() => void>()
  let most = 0
  let origin = ''

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece)
    const path = new URL(request.url ?? '/', 'http://x').pathname
    const { method = 'GET', headers } = request
    const hit = { method, path, headers, body: Buffer.concat(pieces).toString() }
    hits.push(hit)
    const script = scripts.get(path)
    const reply = (script && script.length > 1 ? script.shift() : script?.[0]) ?? goodManners
    for (const watcher of watchers) watcher()
    await reply({ hit, request, response, origin })
  }

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    // A client that goes away in the middle is what most of these tests are about.
    answer(request, response).catch((error: unknown) => {
      if (!request.socket.destroyed)
        request.socket.destroy(error instanceof Error ? error : undefined)
    })
  }
  const server = options.tls ? createTlsServer(options.tls, handle) : createServer(handle)
  server.keepAliveTimeout = 1
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    most = Math.max(most, sockets.size)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => {
      sockets.delete(socket)
      for (const watcher of watchers) watcher()
    })
  })
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  origin = `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`

  const until = (isSo: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!isSo()) return
        watchers.delete(look)
        resolve()
      }
      watchers.add(look)
      look()
    })
  const hitsAt = (path?: string): readonly Hit[] =>
    path === undefined ? hits : hits.filter((hit) => hit.path === path)

  return {
    origin,
    baseUrl: `${origin}/v1`,
    port,
    script: (path, ...answers) => scripts.set(path, answers),
    hits: hitsAt,
    waitForHits: (path, count) => until(() => hitsAt(path).length >= count),
    mostConnections: () => most,
    openConnections: () => sockets.size,
    waitForQuiet: () => until(() => sockets.size === 0),
    async stop() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

const goodManners: ImageReply = (exchange) => {
  const { hit } = exchange
  if (hit.path === generationsPath && hit.method === 'POST') return replies.asAsked()(exchange)
  if (hit.path === '/v1/models') return replies.models()(exchange)
  if (hit.path.startsWith('/pictures/')) return replies.bytes(picturePng(hit.path))(exchange)
  return replies.serviceError(404, {
    code: null,
    message: `Invalid URL (${hit.method} ${hit.path})`,
  })(exchange)
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '0' }, reply: { type: 'string' } },
  })
  const reply = values.reply === undefined ? undefined : namedReplies[values.reply]
  if (values.reply !== undefined && reply === undefined) {
    console.error(`--reply is one of: ${Object.keys(namedReplies).join(', ')}`)
    process.exit(1)
  }
  const server = await startImageServer({ port: Number(values.port) })
  if (reply !== undefined) server.script(generationsPath, reply)
  console.log(JSON.stringify({ baseUrl: server.baseUrl }))
}
