/** Puts an ellipsis in place of every spelling of a key in a text. */
export type HideKey = (text: string) => string

const replacement = '…'
/** A shorter key is hidden only where it stands as a word of its own: "test" is no part of "latest". */
const shortestInsideWords = 8
/** A key that is quoted only in part is hidden from this length on. */
const shortestBeginning = 12
const longestBeginning = 200

const htmlNames: Readonly<Record<string, string>> = {
  '&': 'amp',
  '"': 'quot',
  "'": 'apos',
  '<': 'lt',
  '>': 'gt',
}

/**
 * How to hide a key of any shape: as it is, in another case, escaped for JSON, an address or HTML (once or
 * several times, wholly or in part), cut off, or inside something in base64, such as `user:key`.
 */
export function hidingKey(key: string | null): HideKey {
  if (key === null || key === '') return (text) => text
  const characters = Array.from(key).map(spellingsOf)
  const whole = characters.join('')
  const spellings = key.length < shortestInsideWords ? [aWord(whole)] : [whole]
  if (characters.length > shortestBeginning) spellings.push(beginningsOf(characters))
  const quoted = new RegExp(spellings.join('|'), 'gi')
  const encoded = base64Of(key).map(escaped)
  if (encoded.length === 0) return (text) => text.replace(quoted, replacement)
  const inBase64 = new RegExp(`[\\w+/-]*(?:${encoded.join('|')})[\\w+/-]*={0,2}`, 'g')
  return (text) => text.replace(quoted, replacement).replace(inBase64, replacement)
}

/** The keys this process has used so far, for a text that may quote any of them. */
export function createKnownKeys() {
  const known = new Map<string, HideKey>()
  return {
    add(key: string | null): void {
      if (key !== null && key !== '' && !known.has(key)) known.set(key, hidingKey(key))
    },
    hide(text: string): string {
      let hidden = text
      for (const hide of known.values()) hidden = hide(hidden)
      return hidden
    },
  }
}

export type KnownKeys = ReturnType<typeof createKnownKeys>

// Raw, \c, \u0063, \x63, %63, %2563, &#99;, &#x63;, &amp;
function spellingsOf(character: string): string {
  const code = character.codePointAt(0) ?? 0
  const hex = code.toString(16).padStart(2, '0')
  const name = htmlNames[character]
  const html = `&(?:amp;)*(?:#0*${code}|#x0*${hex}${name === undefined ? '' : `|${name}`});`
  return `(?:\\\\*${escaped(character)}|%(?:25)*${hex}|\\\\+(?:u00|x)${hex}|${html})`
}

// The longest beginning that is there: each further character is optional only together with what follows it.
function beginningsOf(characters: readonly string[]): string {
  const further = characters.slice(shortestBeginning, shortestBeginning + longestBeginning)
  const rest = further.reduceRight((after, character) => `(?:${character}${after})?`, '')
  return characters.slice(0, shortestBeginning).join('') + rest
}

/** What stays the same in base64 whatever stands before and after the key, in both alphabets (RFC 4648). */
function base64Of(key: string): string[] {
  if (key.length < shortestInsideWords) return []
  const bytes = Buffer.from(key)
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    const first = Math.ceil((before * 4) / 3)
    const sure = text.slice(first, Math.floor(((before + bytes.length) * 4) / 3))
    return [...new Set([sure, sure.replaceAll('+', '-').replaceAll('/', '_')])]
  })
}

function aWord(pattern: string): string {
  return `(?<![A-Za-z0-9])${pattern}(?![A-Za-z0-9])`
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
