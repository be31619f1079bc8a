import { maximumOwnPictureBytes } from '../../shared/portrait'

/** The bytes a text stands for, or why there are none. */
export type TextBytes = Uint8Array | 'too-large' | 'unreadable'

// PNG, JPEG, `RIFF`, `GIF8` and an ISO media file's `ftyp`, as base64 writes their first bytes.
const pictureStart = /^\s*(?:iVBORw0KGgo|[/_]9j[/_]|UklGR|R0lGOD|AAAA[\w+/-]{2}Z0eX)/
const dataUrlStart = /^\s*data:/i
const longestText = Math.ceil(maximumOwnPictureBytes / 3) * 4
/** Of a data URL, what stands before its comma; a real one has a type and a few parameters. */
const longestHeader = 1_000
const percentSign = 0x25

/** Whether a text says of itself that it is a data URL. */
export function isDataUrl(text: string): boolean {
  return dataUrlStart.test(text)
}

/** Whether a text begins as the base64 of a picture does. */
export function startsLikePicture(text: string): boolean {
  return pictureStart.test(text)
}

/**
 * The bytes of a data URL (RFC 2397) of at most `maximumOwnPictureBytes`: with any type and any
 * parameters, as base64 or percent-encoded.
 */
export function readDataUrl(text: string): TextBytes {
  const start = dataUrlStart.exec(text)?.[0].length
  const comma = text.indexOf(',')
  if (start === undefined || comma < 0 || comma > longestHeader) return 'unreadable'
  const data = text.slice(comma + 1)
  const parameters = text.slice(start, comma).split(';')
  if (parameters.some((one) => one.trim().toLowerCase() === 'base64')) return readBase64(data)
  // Three signs of it can stand for one byte.
  if (data.length > 3 * maximumOwnPictureBytes) return 'too-large'
  const bytes = percentDecoded(data)
  if (bytes.length > maximumOwnPictureBytes) return 'too-large'
  return bytes.length === 0 ? 'unreadable' : bytes
}

/**
 * The bytes of a base64 text, of at most `maximumOwnPictureBytes`: in the alphabets of RFC 4648 §4 and §5,
 * with the line breaks of RFC 2045 or any other white space, percent-encoded, without padding, or as
 * several padded pieces one behind the other. Anything else in it makes it unreadable: a garbled answer
 * must not pass for a picture.
 */
export function readBase64(text: string): TextBytes {
  const plain = text.includes('%') ? percentDecoded(text).toString() : text
  // Some servers escape their line breaks twice, so that the escapes themselves arrive.
  const dense = plain.replace(/\s+|\\[rnt]/g, '')
  if (dense.length > longestText) return 'too-large'
  if (!/^[\w+/=-]+$/.test(dense)) return 'unreadable'
  const pieces = dense.split(/=+/).filter((piece) => piece !== '')
  // One sign alone holds no whole byte.
  if (pieces.length === 0 || pieces.some((piece) => piece.length % 4 === 1)) return 'unreadable'
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece, 'base64')))
}

/** Decodes percent-encoding; a percent sign without two digits stands for itself. */
function percentDecoded(text: string): Buffer {
  const bytes = Buffer.from(text)
  let length = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const code = bytes[at] === percentSign ? bytes.toString('latin1', at + 1, at + 3) : ''
    const isCode = /^[0-9a-f]{2}$/i.test(code)
    bytes[length] = isCode ? Number.parseInt(code, 16) : (bytes[at] ?? 0)
    length += 1
    if (isCode) at += 2
  }
  return bytes.subarray(0, length)
}
