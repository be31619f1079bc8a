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

/** A page asks for all of its parts at once, and a system with few file handles left would refuse some. */
const mostAtOnce = 8

const addressPattern = /^app:\/\/ui((?:\/[A-Za-z0-9_][\w-]*)*\/[A-Za-z0-9_][\w.-]*)(?:[?#].*)?$/

/** The page the window shows, and the one the image sandbox works in. */
export const pageAddress = 'app://ui/index.html'
export const imageSandboxAddress = 'app://ui/image-sandbox.html'

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
      const policy = url.startsWith(imageSandboxAddress) ? imageSandboxPolicy : pagePolicy
      return new Response(method === 'HEAD' ? null : bytes, {
        headers: {
          'content-type': type,
          'content-length': String(bytes.length),
          'content-security-policy': policy,
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

/** Answers for the image sandbox's page and the script it names, and for nothing else of what was built. */
export function createImageSandboxServer(folder: string): (request: Request) => Promise<Response> {
  const serve = createUiServer(folder)
  let script: string | null = null
  return async (request) => {
    const { url } = request
    if (url !== imageSandboxAddress && url !== script) return refusal(404)
    const answer = await serve(request)
    if (url === imageSandboxAddress && answer.ok && script === null) {
      const page = await answer.clone().text()
      const named = /<script[^>]*\ssrc="([^"]+)"/.exec(page)?.[1]
      script = named === undefined ? null : new URL(named, imageSandboxAddress).href
    }
    return answer
  }
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: { 'x-content-type-options': 'nosniff' } })
}
