import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '../../shared/errors'
import { maximumDownloadBytes } from '../../shared/portrait'
import { refusal } from '../core/network/guard'
import type { Timeouts } from '../core/network/http-order'
import { NetworkError } from '../core/network/network-error'
import type { HttpAnswer, SendRequest } from '../core/network/request'
import { createLimit } from '../core/tasks/limit'
import { downloadError, statusError } from './download-error'

const maximumRedirects = 3
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
/** Waits before a picture that did not arrive is asked for once more, in milliseconds. */
const pauses = [500, 2_000] as const
/** The same for a picture that was made a moment ago and may not be at its address yet. */
const pausesForNew = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000] as const
const notThereYet: ReadonlySet<number> = new Set([404, 410, 425])

export interface DownloadOrder {
  readonly url: string
  /** The origin the game master typed in: it alone may be private and speak plain http. */
  readonly privateOrigin?: string
  readonly signal?: AbortSignal
  /** True for a picture that was made a moment ago: that it is not there is no reason to give up. */
  readonly isNew?: boolean
  /** Sent to this very origin alone, and only once it has asked for it. */
  readonly credentials?: OriginCredentials
  /** What the server said of the picture when it was fetched before. */
  readonly known?: Validators
}

/** What one origin is shown when it asks who we are. */
export interface OriginCredentials {
  /** Scheme, host and port, as `URL.origin` writes them. */
  readonly origin: string
  /** The value of the header `authorization`. */
  readonly authorization: string
}

/** What a server calls the state of a picture by (RFC 9110, 8.8); null where it says nothing. */
export interface Validators {
  readonly etag: string | null
  readonly lastModified: string | null
}

export interface FetchedPicture extends Validators {
  /** Null when it is the one that is known already. */
  readonly bytes: Uint8Array<ArrayBuffer> | null
}

/** Fetches a picture unless it is the known one. Throws what `DownloadPicture` throws. */
export type FetchPicture = (order: DownloadOrder) => Promise<FetchedPicture>

/**
 * Fetches a picture's bytes, whatever they turn out to be. Throws AppError: `link-expired`,
 * `link-refused`, `download-incomplete`, `download-stalled`, `download-too-large`,
 * `too-many-redirects`, `redirect-refused`, `address-not-allowed`, `connection-failed`,
 * `certificate-invalid` or `job-cancelled`.
 */
export type DownloadPicture = (order: DownloadOrder) => Promise<Uint8Array<ArrayBuffer>>

export interface DownloadOptions {
  readonly request: SendRequest
  /** How many pictures are fetched at once; the others wait for their turn. */
  readonly concurrent?: number
  readonly timeouts?: Partial<Timeouts>
  readonly wait?: (milliseconds: number, signal?: AbortSignal) => Promise<unknown>
}

/** The way to a picture's bytes, for who knows nothing of it. */
export function createDownload(options: DownloadOptions): DownloadPicture {
  const fetchPicture = createFetchPicture(options)
  return async ({ known, ...order }) => {
    const { bytes } = await fetchPicture(order)
    if (bytes === null) throw new AppError('download-incomplete', { host: null })
    return bytes
  }
}

/** Makes the one way pictures are fetched. */
export function createFetchPicture(options: DownloadOptions): FetchPicture {
  const { request, concurrent = 4, timeouts } = options
  const wait = options.wait ?? ((ms, signal) => delay(ms, undefined, { signal }))
  const inTurn = createLimit(concurrent)

  async function follow(order: DownloadOrder): Promise<HttpAnswer> {
    const { url, privateOrigin, known } = order
    let at = parse(url)
    let isAtHome = true
    for (let hops = 0; ; hops += 1) {
      refuseUnsafe(at, privateOrigin, hops)
      isAtHome = isAtHome && at.origin === order.credentials?.origin
      const answer = await ask(at, order, isAtHome)
      const { location } = answer.headers
      if (!redirects.has(answer.status) || location === undefined) {
        return accept(answer, at.host, known !== undefined)
      }
      if (hops === maximumRedirects) throw new AppError('too-many-redirects', { host: at.host })
      at = next(at, location)
    }
  }

  /** Once without credentials, and once more with them if that is what is missing. */
  async function ask(url: URL, order: DownloadOrder, mayIdentify: boolean): Promise<HttpAnswer> {
    const { privateOrigin, signal, known, credentials } = order
    const send = (headers: Readonly<Record<string, string>>): Promise<HttpAnswer> =>
      request({
        url,
        privateOrigin,
        maximumBytes: maximumDownloadBytes,
        headers: { accept: 'image/*', ...conditions(known), ...headers },
        timeouts,
        signal,
      })
    const answer = await send({})
    const asksWho = answer.status === 401 || answer.status === 403
    if (!asksWho || !mayIdentify || credentials === undefined) return answer
    return send({ authorization: credentials.authorization })
  }

  async function patiently(order: DownloadOrder): Promise<HttpAnswer> {
    // One that waits does not keep the others from being fetched.
    const once = (): Promise<HttpAnswer> => inTurn(() => follow(order))
    for (let tries = 0; ; tries += 1) {
      try {
        return await once()
      } catch (error) {
        const milliseconds = pauseAfter(error, tries, order.isNew === true)
        if (milliseconds === undefined) throw error
        await wait(milliseconds, order.signal)
      }
    }
  }

  return async (order) => {
    try {
      const { status, headers, bytes } = await patiently(order)
      return {
        bytes: status === 304 ? null : bytes,
        etag: storable(headers.etag),
        lastModified: storable(headers['last-modified']),
      }
    } catch (error) {
      if (order.signal?.aborted) throw new AppError('job-cancelled', {}, { cause: error })
      throw error instanceof NetworkError ? downloadError(error) : error
    }
  }
}

function parse(url: string): URL {
  if (URL.canParse(url)) return new URL(url)
  throw new AppError('link-refused', { host: null, status: null, context: 'unsafe' })
}

function next(from: URL, location: string): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from) : null
  if (to === null || (from.protocol === 'https:' && to.protocol !== 'https:')) {
    throw new AppError('redirect-refused', { host: from.host })
  }
  return to
}

function refuseUnsafe(url: URL, privateOrigin: string | undefined, hops: number): void {
  const reason = refusal(url, privateOrigin)
  if (reason === null) return
  if (reason === 'private-address') throw new AppError('address-not-allowed', { host: url.host })
  if (hops > 0) throw new AppError('redirect-refused', { host: url.host })
  throw new AppError('link-refused', { host: url.host, status: null, context: 'unsafe' })
}

function conditions(known: Validators | undefined): Record<string, string> {
  if (known === undefined) return {}
  const { etag, lastModified } = known
  return {
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
  }
}

/** A validator is only ever sent back as it came, and is no place to put a book into. */
function storable(value: string | undefined): string | null {
  return value !== undefined && /^[\x20-\x7e]{1,300}$/.test(value) ? value : null
}

function accept(answer: HttpAnswer, host: string, mayBeKnown: boolean): HttpAnswer {
  if (mayBeKnown && answer.status === 304) return answer
  if (answer.status !== 200 || answer.bytes.length === 0) throw statusError(host, answer.status)
  return answer
}

// Asking for a picture costs nothing and the link may soon be dead, so what may pass is tried again.
function pauseAfter(error: unknown, tries: number, isNew: boolean): number | undefined {
  if (error instanceof NetworkError) {
    const mayPass = ['unreachable', 'lost', 'incomplete'].includes(error.fault)
    return mayPass ? pauses[tries] : undefined
  }
  const status = error instanceof AppError ? error.details.status : null
  if (typeof status !== 'number') return undefined
  if (isNew && notThereYet.has(status)) return pausesForNew[tries]
  return status >= 500 || status === 429 ? pauses[tries] : undefined
}
