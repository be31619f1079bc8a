import { mediaBrands } from './avif'

/** What a file was found to be instead of a picture we read; its word is in the locales under `picture.found`. */
export type OtherFile =
  | 'bmp'
  | 'heif'
  | 'html'
  | 'ico'
  | 'jpeg-2000'
  | 'jpeg-xl'
  | 'json'
  | 'pdf'
  | 'psd'
  | 'svg'
  | 'text'
  | 'tiff'
  | 'unknown'
  | 'video'
  | 'zip'

// First bytes, as Latin-1.
const signatures: readonly [OtherFile, string][] = [
  ['tiff', 'II*\0'],
  ['tiff', 'MM\0*'],
  ['tiff', 'II+\0'],
  ['tiff', 'MM\0+'],
  ['ico', '\0\0\u0001\0'],
  ['ico', '\0\0\u0002\0'],
  ['pdf', '%PDF-'],
  ['psd', '8BPS'],
  ['jpeg-xl', '\u00ff\n'],
  ['jpeg-xl', '\0\0\0\fJXL '],
  ['jpeg-2000', '\0\0\0\fjP  '],
  ['jpeg-2000', '\u00ff\u004f\u00ff\u0051'],
  ['zip', 'PK\u0003\u0004'],
  ['zip', 'PK\u0005\u0006'],
  ['video', '\u001aE\u00df\u00a3'],
  ['video', 'OggS'],
]

const heifBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'])
const lookedAtBytes = 2_048

/** Names what a file is from its first bytes, for the sentence that refuses it. */
export function nameOtherFile(bytes: Buffer): OtherFile {
  const head = bytes.subarray(0, lookedAtBytes)
  const binary = head.toString('latin1')
  const signature = signatures.find(([, start]) => binary.startsWith(start))
  if (signature !== undefined) return signature[0]
  if (binary.startsWith('BM') && binary.slice(6, 10) === '\0\0\0\0') return 'bmp'
  if (binary.startsWith('RIFF') && binary.slice(8, 11) === 'AVI') return 'video'
  const brands = mediaBrands(bytes)
  if (brands.length > 0) return brands.some((brand) => heifBrands.has(brand)) ? 'heif' : 'video'
  return nameText(head)
}

function nameText(head: Buffer): OtherFile {
  const text = readText(head)
  if (text === null) return 'unknown'
  const markup = text.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, '').trimStart()
  if (/^<(?:!doctype\s+svg|svg\b|\w+:svg\b)/i.test(markup)) return 'svg'
  if (/^<(?:!doctype\s+html|html|head|body|title|meta|div|p|h1|script)\b/i.test(markup)) {
    return 'html'
  }
  return /^[{[]\s*["{[\]}\d]/.test(markup) ? 'json' : 'text'
}

/** The text of these bytes, or null when they are none. */
function readText(head: Buffer): string | null {
  const isWide = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
  const encoding = isWide ? (head[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8'
  // `stream`: the cut after the first bytes may go through a character.
  const text = new TextDecoder(encoding).decode(head, { stream: true })
  return /[\p{Cc}\ufffd]/u.test(text.replace(/[\t\n\f\r]/g, '')) ? null : text
}
