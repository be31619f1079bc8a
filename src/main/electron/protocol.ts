import { app, protocol, type Session, type WebContents, webContents } from 'electron'
import type { Log } from '../core/log'

/** Registers `app:` with Chromium before anything is loaded; must be called before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ])
}

/** Answers one request, in full. */
type Server = (request: Request) => Promise<Response>

export interface AppServers {
  /** `app://ui/…`: the built screens. */
  readonly ui: Server
  /** `app://portraits/…`; answers 503 while there is no library. */
  readonly portraits: () => Server | null
  /** Where our own pages come from: `app://ui`, or the address of the development server. */
  readonly uiOrigin: string
  readonly log: Log
}

/**
 * Answers `app:` in this session, to our own pages alone. Call before its first window is made; it may
 * take the session's one filter of requests.
 */
export function serveApp(session: Session, { ui, portraits, uiOrigin, log }: AppServers): void {
  keepToOurPages(session, uiOrigin, log)
  session.protocol.handle('app', async (request) => {
    try {
      if (request.url.startsWith('app://ui/')) return await ui(request)
      if (!request.url.startsWith('app://portraits/')) return new Response(null, { status: 404 })
      const server = portraits()
      return server === null ? new Response(null, { status: 503 }) : await server(request)
    } catch (error) {
      log('unexpected error', { doing: 'app:', error })
      return new Response(null, { status: 500 })
    }
  })
}

/**
 * The handler cannot see which page made a request (a page may omit its referrer), only a filter can, and
 * that costs a tenth of a millisecond for each picture of a wall. So the filter is installed the moment a
 * foreign page begins to load, before anything of it can run, and stays.
 */
function keepToOurPages(session: Session, uiOrigin: string, log: Log): void {
  let isGuarded = false

  function guard(): void {
    if (isGuarded) return
    isGuarded = true
    session.webRequest.onBeforeRequest({ urls: ['app://*/*'] }, (details, decide) => {
      const isOurs = isFromOurPage(details, uiOrigin)
      if (!isOurs) log('request refused: foreign page', { kind: details.resourceType })
      decide({ cancel: !isOurs })
    })
  }

  function watch(contents: WebContents): void {
    if (contents.session !== session) return
    contents.on('did-start-navigation', ({ url }) => {
      if (!url.startsWith(`${uiOrigin}/`)) guard()
    })
  }

  for (const contents of webContents.getAllWebContents()) watch(contents)
  app.on('web-contents-created', (_event, contents) => watch(contents))
}

function isFromOurPage(
  details: Electron.OnBeforeRequestListenerDetails,
  uiOrigin: string,
): boolean {
  // A window may be pointed at our pages, and at nothing else of ours; no page of ours is framed.
  if (details.resourceType === 'mainFrame') return details.url.startsWith('app://ui/')
  if (details.resourceType === 'subFrame') return false
  // Main itself asks without a window; a page always has one.
  if (details.webContentsId === undefined) return true
  return details.frame?.origin === uiOrigin
}
