import { type Session, session } from 'electron'
import type { Log } from '../core/log'

/** A page that has a session to itself. */
export interface OwnSessionOptions {
  /** Without `persist:` it is in memory: nothing the page stores outlives the app, and nothing of ours is in it. */
  readonly partition: string
  /** Address of the page. */
  readonly page: string
  /** What else it may ask for, beside its own files: the beginnings of addresses. */
  readonly alsoServed?: readonly string[]
  /** Answers `app:` in this session: the page, its own files, and 404. */
  readonly files: (request: Request) => Promise<Response>
  readonly log: Log
}

/**
 * Holds a session to its page's own files. It shares no storage, cache or handler with the main window, so that a
 * picture that takes the page over finds no portrait and no draft there.
 */
export function prepareOwnSession(options: OwnSessionOptions): Session {
  const { partition, page, alsoServed = [], files, log } = options
  const own = session.fromPartition(partition)
  if (own.protocol.isProtocolHandled('app')) return own
  const { origin, protocol, host } = new URL(page)
  // URL has no origin for a scheme it does not know.
  const ours = origin === 'null' ? `${protocol}//${host}/` : `${origin}/`
  const served = [ours, ...alsoServed]
  own.webRequest.onBeforeRequest(({ url, resourceType }, decide) => {
    const isOurs = served.some((begin) => url.startsWith(begin)) || /^(?:blob|data):/.test(url)
    if (!isOurs) log('request refused: foreign page', { kind: resourceType, partition })
    decide({ cancel: !isOurs })
  })
  own.protocol.handle('app', async (request) => {
    try {
      return await files(request)
    } catch (error) {
      log('unexpected error', { doing: 'app:', partition, error })
      return new Response(null, { status: 500 })
    }
  })
  return own
}
