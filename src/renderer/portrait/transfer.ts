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
    imageSource(data.getData('text/html')),
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
  const text = found.trim()
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

/** The address of the first picture in a piece of a page. Nothing in it is loaded or run. */
function imageSource(html: string): string {
  if (html === '') return ''
  const image = new DOMParser().parseFromString(html, 'text/html').querySelector('img[src]')
  return image?.getAttribute('src') ?? ''
}
