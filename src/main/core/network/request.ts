import { lookup as systemLookup } from 'node:dns'
import { type ClientRequest, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { type Connection, watchConnection } from './connection'
import { guardLookup, type Lookup, reachOf, refusal } from './guard'
import type { HttpOrder, Timeouts } from './http-order'
import { NetworkError } from './network-error'
import { readAnswer } from './read-answer'

export const defaultTimeouts: Timeouts = {
  connectMs: 30_000,
  answerMs: 30_000,
  idleMs: 30_000,
  totalMs: 300_000,
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Sends one request and reads the whole answer, whatever its status. Rejects with NetworkError. */
export type SendRequest = (order: HttpOrder) => Promise<HttpAnswer>

export interface RequestOptions {
  /** How names are looked up; the system's way except in tests. */
  readonly lookup?: Lookup
  /** Certificates to trust besides the well-known authorities', in PEM. */
  readonly authorities?: readonly string[]
}

/**
 * The only way to the network. Checks the address it really connects to, follows no redirect, uses no proxy,
 * verifies every certificate whatever the environment says, and keeps no connection open.
 */
export function createRequest(options: RequestOptions = {}): SendRequest {
  const { lookup = systemLookup, authorities } = options
  return (order) =>
    new Promise((resolve, reject) => {
      const host = order.url.host
      if (order.signal?.aborted) {
        reject(new NetworkError('aborted', { host, wasSent: false }))
        return
      }
      const reason = refusal(order.url, order.privateOrigin)
      if (reason !== null) {
        reject(new NetworkError('refused', { host, wasSent: false, reason }))
        return
      }
      const request = open(order, lookup, authorities)
      const connection = watchConnection(request, order, {
        isSecure: order.url.protocol === 'https:',
        timeouts: { ...defaultTimeouts, ...order.timeouts },
        onFault: reject,
      })
      waitForAnswer(request, connection, order, resolve)
      request.end(order.body)
    })
}

function open(
  { url, method = 'GET', headers, body, privateOrigin }: HttpOrder,
  lookup: Lookup,
  authorities: readonly string[] | undefined,
): ClientRequest {
  const common = {
    method,
    agent: false,
    lookup: guardLookup(lookup, reachOf(url, privateOrigin)),
    headers: {
      ...headers,
      'accept-encoding': 'identity',
      ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
    },
  } as const
  if (url.protocol === 'http:') return httpRequest(url, common)
  return httpsRequest(url, {
    ...common,
    // Set explicitly, because NODE_TLS_REJECT_UNAUTHORIZED changes only the default.
    rejectUnauthorized: true,
    ...(authorities === undefined ? {} : { ca: [...authorities] }),
  })
}

function waitForAnswer(
  request: ClientRequest,
  connection: Connection,
  { maximumBytes }: HttpOrder,
  resolve: (answer: HttpAnswer) => void,
): void {
  request.once('response', (incoming) => {
    connection.answerBegan()
    readAnswer(incoming, {
      maximumBytes,
      onPiece: connection.pieceCame,
      onEnd: connection.answerEnded,
      onFault: connection.fail,
      onWhole: (bytes) => {
        if (connection.end()) {
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, bytes })
        }
      },
    })
  })
  request.on('information', ({ statusCode, headers }) => {
    // 100, 102 and 103 announce an answer; any other 1xx is all that will ever come.
    if ([100, 102, 103].includes(statusCode)) return
    if (connection.end()) resolve({ status: statusCode, headers, bytes: new Uint8Array() })
    request.destroy()
  })
}
