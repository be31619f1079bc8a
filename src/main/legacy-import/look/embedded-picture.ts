import { maximumOwnPictureBytes } from '../../../shared/portrait'

export interface EmbeddedText {
  readonly form: 'data-url' | 'bare-base64'
  /** What the text stands for; null when it is no base64 or longer than any picture we take. */
  readonly bytes: Uint8Array | null
}

// PNG, JPEG, `RIFF`, `GIF8` and an ISO media file's `ftyp`, as base64 writes their first bytes.
const pictureStart = /^(?:iVBORw0KGgo|[/_]9j[/_]|UklGR|R0lGOD|AAAA[\w+/-]{2}Z0eX)/
const base64Text = /^[A-Za-z0-9+/_-]+={0,2}$/
const longestText = Math.ceil(maximumOwnPictureBytes / 3) * 4

/** The picture that a portrait value itself holds, or null when it is no such value. */
export function readEmbedded(text: string): EmbeddedText | null {
  if (/^data:/i.test(text)) return { form: 'data-url', bytes: bytesOfDataUrl(text) }
  if (!pictureStart.test(text)) return null
  const bytes = bytesOfBase64(text)
  // `/9j/…` can also be a path; only one with other signs than base64 has is told apart.
  return bytes === null && /[.\\:]/.test(text) ? null : { form: 'bare-base64', bytes }
}

// RFC 2397
function bytesOfDataUrl(text: string): Uint8Array | null {
  const comma = text.indexOf(',')
  if (comma < 0 || comma > 1_000 || !/;\s*base64\s*$/i.test(text.slice(0, comma))) return null
  const data = text.slice(comma + 1)
  return bytesOfBase64(data.includes('%') ? percentDecoded(data) : data)
}

function percentDecoded(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}

function bytesOfBase64(text: string): Uint8Array | null {
  const dense = text.replace(/\s+/g, '')
  if (dense.length > longestText || !base64Text.test(dense)) return null
  // Node reads both alphabets, with and without padding; one sign alone holds no whole byte.
  const length = dense.replace(/=+$/, '').length
  return length % 4 === 1 ? null : new Uint8Array(Buffer.from(dense, 'base64'))
}
