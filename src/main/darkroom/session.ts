import { type Session, session } from 'electron'
import type { DarkroomHostOptions } from './host'

/** Without `persist:` it is in memory: nothing the page stores outlives the app, and nothing of ours is in it. */
export const darkroomPartition = 'darkroom'

/**
 * Holds the darkroom's session to its page's own files. It shares no storage, cache or handler with the main
 * window, so that a picture that takes the page over finds no portrait and no draft there.
 */
export function prepareDarkroomSession({
  page,
  files,
  log,
}: Pick<DarkroomHostOptions, 'page' | 'files' | 'log'>): Session {
  const own = session.fromPartition(darkroomPartition)
  if (own.protocol.isProtocolHandled('app')) return own
  const { origin, protocol, host } = new URL(page)
  // URL has no origin for a scheme it does not know.
  const ours = origin === 'null' ? `${protocol}//${host}/` : `${origin}/`
  own.webRequest.onBeforeRequest(({ url, resourceType }, decide) => {
    const isOurs = url.startsWith(ours) || /^(?:blob|data):/.test(url)
    if (!isOurs) log('request refused: the darkroom asked', { kind: resourceType })
    decide({ cancel: !isOurs })
  })
  own.protocol.handle('app', async (request) => {
    try {
      return await files(request)
    } catch (error) {
      log('unexpected error', { doing: 'app: for the darkroom', error })
      return new Response(null, { status: 500 })
    }
  })
  return own
}
