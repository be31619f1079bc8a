import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { callWhileBusy } from '../core/disk/retry-while-busy'
import { systemErrorCode } from '../core/disk/system-error'
import { createLimit } from '../core/tasks/limit'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

const nowhere = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"

/**
 * What the window's page may do. Inline styles are allowed because Mantine writes its variables and
 * responsive styles inline; a style cannot run anything, and nothing it names can be fetched.
 */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  'img-src app: data: blob:',
  "font-src 'self'",
  "connect-src 'none'",
  nowhere,
].join('; ')

/** The image sandbox runs its own script on bytes it is handed, and loads nothing. */
const imageSandboxPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  'img-src blob: data:',
  "connect-src 'none'",
  nowhere,
].join('; ')

/** The players' page paints the pictures on stage, and no script or style of another page. */
const playersPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  'img-src app://stage',
  "connect-src 'none'",
  nowhere,
].join('; ')

/** A page asks for all of its parts at once, and a system with few file handles left would refuse some. */
const mostAtOnce = 8

const addressPattern = /^app:\/\/ui((?:\/[A-Za-z0-9_][\w-]*)*\/[A-Za-z0-9_][\w.-]*)(?:[?#].*)?$/

/** The page the window shows, the one the image sandbox works in, and the one that the players see. */
export const pageAddress = 'app://ui/index.html'
export const imageSandboxAddress = 'app://ui/image-sandbox.html'
export const playersAddress = 'app://ui/players.html'

function policyOf(url: string): string {
  if (url.startsWith(imageSandboxAddress)) return imageSandboxPolicy
  return url.startsWith(playersAddress) ? playersPolicy : pagePolicy
}

/** Answers `app://ui/…` with the built screens: files that are there, of types we know, and no others. */
export function createUiServer(
  /** Where the renderer was built to; in the packaged app this is inside its archive. */
  folder: string,
): (request: Request) => Promise<Response> {
  const limit = createLimit(mostAtOnce)
  return async ({ method, url }) => {
    if (method !== 'GET' && method !== 'HEAD') return refusal(405)
    const path = addressPattern.exec(url)?.[1]
    const type = types[extname(path ?? '')]
    if (path === undefined || type === undefined) return refusal(404)
    try {
      const bytes = await limit(() => callWhileBusy(() => readFile(join(folder, path))))
      return new Response(method === 'HEAD' ? null : bytes, {
        headers: {
          'content-type': type,
          'content-length': String(bytes.length),
          'content-security-policy': policyOf(url),
          'x-content-type-options': 'nosniff',
          'cache-control': 'no-cache',
        },
      })
    } catch (error) {
      if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(systemErrorCode(error))) {
        return refusal(404)
      }
      throw error
    }
  }
}

/** What a page names: its scripts and style sheets; and what a style sheet names: its fonts. */
const namedInPage = /<(?:script|link)[^>]*\s(?:src|href)="([^"]+)"/g
const namedInSheet = /url\(["']?([^"')]+)["']?\)/g

/** Answers for one page and the files it names, and for nothing else of what was built. */
export function createOnePageServer(
  folder: string,
  /** Such as `imageSandboxAddress`. */
  page: string,
): (request: Request) => Promise<Response> {
  const serve = createUiServer(folder)
  const served = new Set([page])
  return async (request) => {
    const { url } = request
    if (!served.has(url)) return refusal(404)
    const answer = await serve(request)
    const names = url === page ? namedInPage : url.endsWith('.css') ? namedInSheet : null
    if (names === null || !answer.ok) return answer
    const text = await answer.clone().text()
    for (const [, name = ''] of text.matchAll(names)) served.add(new URL(name, url).href)
    return answer
  }
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: { 'x-content-type-options': 'nosniff' } })
}
