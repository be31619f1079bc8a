import { deflateSync, inflateSync } from 'node:zlib'
import { cleanExif, exifPrefix } from './exif'
import { cleanIptc, cleanResources } from './image-resources'
import { type CleanedBlock, kindOfName, type PersonalKind, unreadableBlock } from './personal'
import { cleanXmp } from './xmp'

// Text chunks: PNG, third edition, §11.3.3.
const xmpKeyword = 'XML:com.adobe.xmp'
const xmpPrefix = 'http://ns.adobe.com/xap/1.0/\0'
/** ImageMagick's form for other programs' blocks: a name, a length, and hexadecimal digits. */
const rawProfile = /^Raw profile type (exif|app1|iptc|8bim|xmp)$/i
const rawProfileText = /^\s*\S{1,20}\s+\d{1,10}\s+([\da-f\s]*)$/i
/** A compressed block is inflated up to this size; real ones are smaller, bombs are larger. */
const mostInflatedBytes = 64 * 2 ** 20

const nothing: ReadonlySet<PersonalKind> = new Set()

interface Text {
  /** Everything before the text itself, as it stands. */
  readonly head: Buffer
  readonly text: Buffer
  readonly isCompressed: boolean
}

/**
 * Takes place, author and camera out of a text chunk of a PNG: the whole chunk when its keyword says that it
 * is that, the properties alone when it is a packet of them. Every other text stays byte for byte, whatever
 * its size. Never throws.
 */
export function cleanText(type: string, data: Buffer): CleanedBlock {
  const keyword = data.toString('latin1', 0, Math.min(80, Math.max(0, data.indexOf(0))))
  const kind = kindOfName(keyword.replace(/^(?:exif|xmp|iptc):/i, ''))
  if (kind !== null) return { bytes: null, removed: new Set([kind]) }
  const profile = rawProfile.exec(keyword)?.[1]?.toLowerCase()
  if (keyword !== xmpKeyword && profile === undefined) return { bytes: data, removed: nothing }
  const parts = partsOf(type, data)
  if (parts === null) return unreadableBlock
  const cleaned = profile === undefined ? cleanXmp(parts.text) : cleanProfile(profile, parts.text)
  if (cleaned.removed.size === 0) return { bytes: data, removed: nothing }
  if (cleaned.bytes === null) return cleaned
  const text = parts.isCompressed ? deflateSync(cleaned.bytes) : cleaned.bytes
  return { bytes: Buffer.concat([parts.head, text]), removed: cleaned.removed }
}

function partsOf(type: string, data: Buffer): Text | null {
  const keywordEnd = data.indexOf(0) + 1
  let at = keywordEnd
  let isCompressed = type === 'zTXt'
  if (type === 'zTXt') at += 1
  if (type === 'iTXt') {
    isCompressed = data[at] === 1
    const languageEnd = data.indexOf(0, at + 2)
    const translatedEnd = data.indexOf(0, languageEnd + 1)
    if (languageEnd < 0 || translatedEnd < 0) return null
    at = translatedEnd + 1
  }
  const [head, rest] = [data.subarray(0, at), data.subarray(at)]
  const text = isCompressed ? inflate(rest) : rest
  return text === null ? null : { head, text, isCompressed }
}

function inflate(data: Buffer): Buffer | null {
  try {
    return inflateSync(data, { maxOutputLength: mostInflatedBytes })
  } catch (error) {
    // Not deflated data, or larger than any real text.
    if (error instanceof Error) return null
    throw error
  }
}

function cleanProfile(profile: string, text: Buffer): CleanedBlock {
  const digits = rawProfileText.exec(text.toString('latin1'))?.[1]?.replaceAll(/\s+/g, '')
  if (digits === undefined || digits.length % 2 === 1) return unreadableBlock
  const block = Buffer.from(digits, 'hex')
  const cleaned = cleanBlock(profile, block)
  if (cleaned.removed.size === 0 || cleaned.bytes === null) return cleaned
  const lines = cleaned.bytes.toString('hex').replaceAll(/.{72}/g, '$&\n')
  const length = String(cleaned.bytes.length).padStart(8)
  return { bytes: Buffer.from(`\n${profile}\n${length}\n${lines}\n`), removed: cleaned.removed }
}

function cleanBlock(profile: string, block: Buffer): CleanedBlock {
  if (profile === 'iptc' && block[0] === 0x1c) return cleanIptc(block)
  if (profile === 'iptc' || profile === '8bim') return cleanResources(block)
  if (profile === 'xmp') return cleanXmp(block)
  if (block.toString('latin1', 0, xmpPrefix.length) === xmpPrefix) {
    const cleaned = cleanXmp(block.subarray(xmpPrefix.length))
    const bytes = cleaned.bytes && Buffer.concat([Buffer.from(xmpPrefix), cleaned.bytes])
    return { bytes, removed: cleaned.removed }
  }
  const isExif = block.subarray(0, 2).equals(exifPrefix.subarray(0, 2))
  return isExif || profile === 'exif' ? cleanExif(block) : unreadableBlock
}
