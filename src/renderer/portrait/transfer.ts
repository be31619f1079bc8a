/** The address of a picture that was dropped or pasted, `http:` or `https:`, or the picture itself in a data URL. */
export interface PictureAddress {
  readonly kind: 'address' | 'data-url'
  readonly url: string
}

/** The part of a DataTransfer that is read here. */
export interface TransferData {
  readonly getData: (type: string) => string
}

/** Types under which browsers hand over a picture or its address while it is dragged. */
const addressTypes = ['text/uri-list', 'text/html', 'text/plain'] as const

/** Whether a picture or an address may be in what is dragged; what it is can only be read when it is dropped. */
export function mayHoldPicture({ types }: Pick<DataTransfer, 'types'>): boolean {
  return types.includes('Files') || addressTypes.some((type) => types.includes(type))
}

/** The same away from every card, where text of a person's own is dragged for other reasons. */
export function mayComeFromOutside({ types }: Pick<DataTransfer, 'types'>): boolean {
  return types.includes('Files') || types.includes('text/uri-list')
}

/**
 * The address in what was dropped or pasted; null when there is none. The picture in a piece of a page goes before
 * the page it links to.
 */
export function pictureAddressIn(data: TransferData): PictureAddress | null {
  const found = [
    ...imageSources(data.getData('text/html')),
    ...data
      .getData('text/uri-list')
      .split(/\r?\n/)
      .filter((line) => !line.startsWith('#')),
    data.getData('text/plain'),
  ]
  for (const text of found) {
    const address = toAddress(text)
    if (address !== null) return address
  }
  return null
}

function toAddress(found: string): PictureAddress | null {
  // A page may leave out the scheme, as the same for both.
  const text = found.trim().replace(/^\/\/(?=[^/])/, 'https://')
  if (/^data:/i.test(text)) return { kind: 'data-url', url: text }
  if (!/^https?:\/\//i.test(text) || /\s/.test(text) || !URL.canParse(text)) return null
  return { kind: 'address', url: secure(text) }
}

/** Pictures are only fetched over https, which nearly every server speaks on its usual port. */
function secure(text: string): string {
  const url = new URL(text)
  if (url.protocol === 'http:' && url.port === '') url.protocol = 'https:'
  return url.href
}

/** The addresses of the first picture in a piece of a page, best first. Nothing in it is loaded or run. */
function imageSources(html: string): string[] {
  if (html === '') return []
  const image = new DOMParser().parseFromString(html, 'text/html').querySelector('img')
  return image === null ? [] : sourcesOf((name) => image.getAttribute(name) ?? '')
}

/** Where pages keep the address of a picture that is loaded only once it comes into sight. */
const lateAttributes = ['data-src', 'data-original', 'data-lazy-src'] as const

/**
 * The addresses that the attributes of an `img` name, best first: where the picture is still to come, a data URL in
 * `src` only keeps its place.
 */
export function sourcesOf(attribute: (name: string) => string): string[] {
  const src = attribute('src')
  const sets = [attribute('srcset'), attribute('data-srcset')].map(largestOf)
  const late = [...lateAttributes.map(attribute), ...sets].filter((text) => text !== '')
  return /^\s*(?:data:|$)/i.test(src) ? [...late, src] : [src, ...late]
}

/** The address for the largest picture in a `srcset` (HTML, §4.8.4.3.1); empty when there is none. */
function largestOf(set: string): string {
  let largest = { url: '', size: 0 }
  // An address holds no blank, and a comma only inside: a data URL.
  for (const [, url = '', size = '1'] of set.matchAll(/([^\s,]\S*[^\s,])(?:\s+([\d.]+)[wx])?/g)) {
    if (Number(size) > largest.size) largest = { url, size: Number(size) }
  }
  return largest.url
}
