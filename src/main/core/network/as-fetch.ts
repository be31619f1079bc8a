import type { HttpOrder } from './http-order'
import { NetworkError } from './network-error'
import type { HttpAnswer, SendRequest } from './request'

export interface AsFetchOptions extends Omit<HttpOrder, 'url' | 'method' | 'body' | 'signal'> {
  /** Called with each answer as received, before it is interpreted. */
  readonly onAnswer?: (answer: HttpAnswer) => void
  /** Called for each request that got no answer. */
  readonly onFault?: (error: NetworkError) => void
}

/**
 * Our way out to the network in the shape of `fetch`, for libraries that want one. Only the headers
 * given here are sent, and the type of the body: what a library adds by itself, or finds in the
 * environment, stays here.
 */
export function asFetch(request: SendRequest, options: AsFetchOptions): typeof fetch {
  const { onAnswer, onFault, headers, ...order } = options
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const type = new Headers(init.headers).get('content-type')
    try {
      const answer = await request({
        ...order,
        url,
        method: init.method?.toUpperCase() === 'POST' ? 'POST' : 'GET',
        headers: { ...headers, ...(type === null ? {} : { 'content-type': type }) },
        body: typeof init.body === 'string' ? init.body : undefined,
        signal: init.signal ?? undefined,
      })
      onAnswer?.(answer)
      return asResponse(answer, url.host)
    } catch (error) {
      if (error instanceof NetworkError) onFault?.(error)
      throw error
    }
  }
}

const withoutBody: ReadonlySet<number> = new Set([204, 205, 304])

function asResponse({ status, headers, bytes }: HttpAnswer, host: string): Response {
  if (status < 200 || status > 599) {
    throw new NetworkError('lost', { host, wasSent: true, reason: `HTTP ${status}` })
  }
  const copied = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) copied.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return new Response(withoutBody.has(status) ? null : bytes, { status, headers: copied })
}
