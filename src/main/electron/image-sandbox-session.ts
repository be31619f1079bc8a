import { type Session, session } from 'electron'
import type { Log } from '../core/log'

export interface ImageSandboxSessionOptions {
  /** Address of the image sandbox's page. */
  readonly page: string
  /** Answers `app:` in the image sandbox's own session: its page, its script, and 404. */
  readonly files: (request: Request) => Promise<Response>
  readonly log: Log
}

/** Without `persist:` it is in memory: nothing the page stores outlives the app, and nothing of ours is in it. */
export const imageSandboxPartition = 'image-sandbox'

/**
 * Holds the image sandbox's session to its page's own files. It shares no storage, cache or handler with the main
 * window, so that a picture that takes the page over finds no portrait and no draft there.
 */
export function prepareImageSandboxSession({
  page,
  files,
  log,
}: ImageSandboxSessionOptions): Session {
  const own = session.fromPartition(imageSandboxPartition)
  if (own.protocol.isProtocolHandled('app')) return own
  const { origin, protocol, host } = new URL(page)
  // URL has no origin for a scheme it does not know.
  const ours = origin === 'null' ? `${protocol}//${host}/` : `${origin}/`
  own.webRequest.onBeforeRequest(({ url, resourceType }, decide) => {
    const isOurs = url.startsWith(ours) || /^(?:blob|data):/.test(url)
    if (!isOurs) log('request refused: the image sandbox asked', { kind: resourceType })
    decide({ cancel: !isOurs })
  })
  own.protocol.handle('app', async (request) => {
    try {
      return await files(request)
    } catch (error) {
      log('unexpected error', { doing: 'app: for the image sandbox', error })
      return new Response(null, { status: 500 })
    }
  })
  return own
}
