const absolute = /^https?:\/\//i
// A drive of Windows, a share, or any scheme but ours: nothing that can be asked for over the network.
const elsewhere = /^(?:[a-z]:[\\/]|\\\\|[a-z][a-z\d+.-]*:(?!\d))/i
const ownName = /^(?:localhost|\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.]+\])(?::\d{1,5})?(?=[/?#]|$)/i
const namedHost = /^(?:[a-z\d-]+\.)+[a-z]{2,}(?::\d{1,5})?(?=[/?#])/i
const namedPort = /^[\w.-]+:\d{1,5}(?=[/?#]|$)/
/** Longer than any server or browser takes. */
const longestAddress = 16_384
/** What a server calls the address it listens at when it listens at all of its own. */
const unspecified: ReadonlySet<string> = new Set(['0.0.0.0', '[::]'])

/**
 * The address a service means by a text, as it was asked at `requestUrl`: a whole one, one without its
 * scheme or its host, one with blanks. Null when it names a file on the service's own disk or cannot be
 * read. Says nothing about whether it may be asked.
 */
export function readPictureAddress(text: string, requestUrl: URL): URL | null {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed.length > longestAddress) return null
  const whole = absolute.test(trimmed) ? trimmed : withScheme(trimmed, requestUrl)
  if (whole === null || !URL.canParse(whole, requestUrl.href)) return null
  const url = new URL(whole, requestUrl)
  if (unspecified.has(url.hostname)) url.hostname = requestUrl.hostname
  return url
}

function withScheme(text: string, { protocol, hostname }: URL): string | null {
  if (ownName.test(text) || namedPort.test(text)) return `${protocol}//${text}`
  if (namedHost.test(text)) {
    const isSame = text.toLowerCase().startsWith(hostname)
    return `${isSame ? protocol : 'https:'}//${text}`
  }
  return elsewhere.test(text) ? null : text
}
