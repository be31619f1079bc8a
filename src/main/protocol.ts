import { protocol, type Session } from 'electron'

/** Tells Chromium about `app:` before anything is loaded; must be called before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    // Without corsEnabled no page of another origin can read an answer; below it cannot even ask.
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
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
  readonly log: (what: string, facts?: Readonly<Record<string, unknown>>) => void
}

/** Answers `app:` in this session, to our own pages alone. It takes the session's one request filter. */
export function serveApp(session: Session, { ui, portraits, uiOrigin, log }: AppServers): void {
  session.webRequest.onBeforeRequest({ urls: ['app://*/*'] }, (details, decide) => {
    const isOurs = isFromOurPage(details, uiOrigin)
    if (!isOurs) log('request refused: foreign page', { kind: details.resourceType })
    decide({ cancel: !isOurs })
  })
  session.protocol.handle('app', async (request) => {
    try {
      if (request.url.startsWith('app://ui/')) return await ui(request)
      if (!request.url.startsWith('app://portraits/')) return new Response(null, { status: 404 })
      const server = portraits()
      return server === null ? new Response(null, { status: 503 }) : await server(request)
    } catch (error) {
      log('unexpected error', {
        doing: 'app:',
        error: error instanceof Error ? error.stack : String(error),
      })
      return new Response(null, { status: 500 })
    }
  })
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
