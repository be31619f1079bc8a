import { type CleanedBlock, kindOfName, type PersonalKind, unreadableBlock } from './personal'

// Namespaces with properties about a place, an author or a camera: XMP part 2 §1, IPTC Photo Metadata
// Standard 2023.1, CIPA DC-010, PLUS LDF 2.0. A property of any other namespace is a program's own.
const namespaces: ReadonlySet<string> = new Set([
  'http://purl.org/dc/elements/1.1/',
  'http://ns.adobe.com/exif/1.0/',
  'http://cipa.jp/exif/1.0/',
  'http://cipa.jp/exif/1.0',
  'http://ns.adobe.com/exif/1.0/aux/',
  'http://ns.adobe.com/tiff/1.0/',
  'http://ns.adobe.com/photoshop/1.0/',
  'http://ns.adobe.com/xap/1.0/rights/',
  'http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/',
  'http://iptc.org/std/Iptc4xmpExt/2008-02-29/',
  'http://ns.useplus.org/ldf/xmp/1.0/',
])
/** What their prefixes are by custom, for packets that do not declare them. */
const usualPrefixes: ReadonlySet<string> = new Set(
  'aux cc dc exif exifEX Iptc4xmpCore Iptc4xmpExt photoshop plus tiff xmpRights'.split(' '),
)

// Bounded: a word without end must not be looked through from each of its letters.
const declaration = /xmlns:([\w.-]{1,80})\s{0,20}=\s{0,20}(?:"([^"]{0,300})"|'([^']{0,300})')/g
const blank = 0x20

/**
 * Takes place, author and camera out of an XMP packet and leaves everything else: what goes becomes blanks,
 * so that the packet keeps its length. One that is not UTF-8 cannot be read. Never throws.
 */
export function cleanXmp(packet: Buffer): CleanedBlock {
  if (packet.includes(0)) return unreadableBlock
  const text = packet.toString('latin1')
  const removed = new Set<PersonalKind>()
  const copy = Buffer.from(packet)
  for (const { start, end, kind } of personalParts(text, readerOfNames(text))) {
    removed.add(kind)
    copy.fill(blank, start, end)
  }
  return { bytes: removed.size === 0 ? packet : copy, removed }
}

type KindOfName = (name: string) => PersonalKind | null

function readerOfNames(text: string): KindOfName {
  const declared = new Map<string, string>()
  for (const [, prefix = '', double, single] of text.matchAll(declaration)) {
    declared.set(prefix, double ?? single ?? '')
  }
  return (name) => {
    const [prefix = '', local] = name.split(':')
    if (local === undefined) return null
    const address = declared.get(prefix)
    const isKnown = address === undefined ? usualPrefixes.has(prefix) : namespaces.has(address)
    return isKnown ? kindOfName(local) : null
  }
}

interface Part {
  readonly start: number
  readonly end: number
  readonly kind: PersonalKind
}

/** Elements with all that is in them, and attributes. What begins and never ends reaches to the end. */
function* personalParts(text: string, kindOf: KindOfName): Generator<Part> {
  let inside: {
    readonly name: string
    readonly start: number
    readonly kind: PersonalKind
  } | null = null
  let depth = 0
  for (const { name, form, start, end } of tagsOf(text)) {
    if (inside !== null) {
      if (name !== inside.name || form === 'empty') continue
      depth += form === 'open' ? 1 : -1
      if (depth > 0) continue
      yield { start: inside.start, end, kind: inside.kind }
      inside = null
      continue
    }
    const kind = form === 'close' ? null : kindOf(name)
    if (kind === null) yield* personalAttributes(text, start, end, kindOf)
    else if (form === 'empty') yield { start, end, kind }
    else {
      inside = { name, start, kind }
      depth = 1
    }
  }
  if (inside !== null) yield { start: inside.start, end: text.length, kind: inside.kind }
}

const attribute = /\s([\w.-]{1,80}:[\w.-]{1,120})\s{0,20}=\s{0,20}(?:"[^"]*"|'[^']*')/g

function* personalAttributes(
  text: string,
  from: number,
  to: number,
  kindOf: KindOfName,
): Generator<Part> {
  for (const { 0: whole, 1: name = '', index } of text.slice(from, to).matchAll(attribute)) {
    const kind = kindOf(name)
    if (kind !== null) yield { start: from + index, end: from + index + whole.length, kind }
  }
}

interface Tag {
  readonly start: number
  readonly end: number
  readonly name: string
  readonly form: 'open' | 'close' | 'empty'
}

/** The tags of a packet in order; comments, CDATA and instructions are passed over. */
function* tagsOf(text: string): Generator<Tag> {
  for (let start = text.indexOf('<'); start >= 0; ) {
    const passed = passOver(text, start)
    if (passed !== null) {
      start = text.indexOf('<', passed)
      continue
    }
    const end = endOfTag(text, start)
    const isClose = text[start + 1] === '/'
    const name = /^[^\s/>]{1,200}/.exec(text.slice(start + (isClose ? 2 : 1), start + 203))?.[0]
    const form = isClose ? 'close' : text[end - 2] === '/' ? 'empty' : 'open'
    if (name !== undefined) yield { start, end, name, form }
    start = text.indexOf('<', end)
  }
}

const passedOver = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const

function passOver(text: string, at: number): number | null {
  for (const [opening, closing] of passedOver) {
    if (!text.startsWith(opening, at)) continue
    const end = text.indexOf(closing, at + opening.length)
    return end < 0 ? text.length : end + closing.length
  }
  return null
}

/** Where a tag ends; a `>` inside of quotes is none. */
function endOfTag(text: string, start: number): number {
  let quote = ''
  for (let at = start + 1; at < text.length; at += 1) {
    const letter = text[at] ?? ''
    if (quote !== '') {
      if (letter === quote) quote = ''
    } else if (letter === '"' || letter === "'") quote = letter
    else if (letter === '>') return at + 1
  }
  return text.length
}
