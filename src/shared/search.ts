/** Letters that Unicode does not decompose, and what people type for them. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ŋ: 'n',
  ƒ: 'f',
  ɨ: 'i',
  ƀ: 'b',
  ς: 'σ',
  ך: 'כ',
  ם: 'מ',
  ן: 'נ',
  ף: 'פ',
  ץ: 'צ',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
}
const anyPlainLetter = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'gu')
const anyApostrophe = /['’‘‛ʼʻʹʾʿ`´′＇׳]/gu
// Vowel signs of Indian and Thai letters are letters of their own kind and stay.
const anyMark =
  /(?=\p{M})[\p{Script=Inherited}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}]/gu
const anyInvisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u0640]/gu
const anyKatakana = /[\u30a1-\u30f6]/gu
const katakanaToHiragana = 0x60

/**
 * The form in which text is searched and sorted, so that the same words match however they were typed: width,
 * case, diacritics, ligatures, vowel points, kana, digits and apostrophes are normalized.
 */
export function foldText(text: string): string {
  if (/^\p{ASCII}*$/u.test(text)) return text.toLowerCase().replaceAll('`', "'")
  return text
    .replace(anyApostrophe, "'")
    .normalize('NFKD')
    .replace(anyMark, '')
    .replace(anyInvisible, '')
    .toLowerCase()
    .replace(anyPlainLetter, (letter) => plainLetters[letter] ?? letter)
    .replace(anyKatakana, (kana) => String.fromCharCode(kana.charCodeAt(0) - katakanaToHiragana))
    .replace(/(?![0-9])\p{Nd}/gu, digitOf)
}

/** Unicode lists the digits of a script in tens, so the number of digits before one is its value. */
function digitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  let value = 0
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1
  return String(value)
}

// Written without spaces between words, so each sign is a word here: a name is found by any stretch of it.
const unspaced =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Bopomofo}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Tibetan}\\p{Script=Yi}ー]'
const syllable = '[\\u1100-\\u1112][\\u1161-\\u1175]*[\\u11a8-\\u11c2]*'
const letter = `(?!${unspaced}|[\\u1100-\\u1112])[\\p{L}\\p{N}]`
const rest = `(?!${unspaced}|[\\u1100-\\u1112])[\\p{L}\\p{N}\\p{M}]`
const anyWord = new RegExp(
  `${syllable}|(?=[\\p{L}\\p{N}])${unspaced}\\p{M}*|${letter}(?:${rest})*`,
  'gu',
)
const anyUnspacedStart = new RegExp(`^(?:${unspaced}|[\\u1100-\\u1112])`, 'u')

/** Whether this word of a search text is a sign of a script without spaces, or a syllable of Korean. */
export const isUnspacedWord = (word: string): boolean => anyUnspacedStart.test(word)

const joint = "['\\-\\u2010\\u2011\\u00b7]"
const sequence = '[\\p{L}\\p{N}\\p{M}]+'
const anyChunk = new RegExp(`${sequence}(?:${joint}${sequence})*`, 'gu')
const anyJoint = new RegExp(joint, 'gu')

const wordsIn = (folded: string): readonly string[] => folded.match(anyWord) ?? []

/** `d'artagnan` is found by `dartagnan` too, and `jean-luc` by `jeanluc`. */
function joined(chunk: string): string | null {
  const whole = chunk.replace(anyJoint, '')
  return whole !== chunk && wordsIn(whole).length === 1 ? whole : null
}

interface FoundWords {
  readonly words: readonly string[]
  /** What is joined by apostrophes and hyphens, as one word. */
  readonly wholes: readonly string[]
}

/** Words repeat: a library of a hundred thousand characters holds only some ten thousand different ones. */
const knownWords = new Map<string, FoundWords>()
const mostKnown = 20_000
const longestKnown = 40

function wordsOf(written: string): FoundWords {
  const known = knownWords.get(written)
  if (known !== undefined) return known
  const folded = foldText(written)
  const wholes = (folded.match(anyChunk) ?? []).map(joined).filter((whole) => whole !== null)
  const found = { words: wordsIn(folded), wholes }
  if (written.length > longestKnown) return found
  if (knownWords.size >= mostKnown) knownWords.clear()
  knownWords.set(written, found)
  return found
}

/**
 * The words a text is found by, folded, with one space between them: what the search indexes hold. Parts
 * are kept apart, so that nothing is found across the end of one. Empty where there is no letter.
 */
export function searchText(...parts: readonly string[]): string {
  const written = parts.map((part) => {
    // Most names are nothing but words, and lists of a hundred thousand are searched at each key.
    if (/^[A-Za-z0-9 ]*$/.test(part)) return part.toLowerCase().trim().replace(/ {2,}/g, ' ')
    const words: string[] = []
    const wholes: string[] = []
    for (const word of part.split(/[ \n\r\t]+/)) {
      const found = wordsOf(word)
      for (const one of found.words) words.push(one)
      for (const one of found.wholes) wholes.push(one)
    }
    return [...words, ...wholes].join(' ')
  })
  return written.filter((part) => part !== '').join(' · ')
}

/** The ways in which one typed word may stand in a search text, each of words in a row. */
export type SearchTerm = readonly string[]

/**
 * What was typed as terms that all have to be found; the last word of each may go on. Null when there
 * is no letter or digit in it.
 */
export function searchTerms(typed: string): readonly SearchTerm[] | null {
  const chunks = foldText(typed.slice(0, 500)).match(anyChunk) ?? []
  const terms = chunks.slice(0, 12).flatMap((chunk) => {
    const whole = joined(chunk)
    const phrase = wordsIn(chunk).join(' ')
    return phrase === '' ? [] : [whole === null ? [phrase] : [phrase, whole]]
  })
  return terms.length === 0 ? null : terms
}

/**
 * Whether a text answers to what was typed, by the rule of the search indexes: every typed word begins
 * one of its words. With `anywhere` it may also stand inside one. Nothing typed finds everything.
 */
export function createMatcher(
  typed: string,
  where: 'word-start' | 'anywhere' = 'anywhere',
): (text: string) => boolean {
  const terms = searchTerms(typed)
  if (terms === null) {
    const signs = foldText(typed.trim())
    return (text) => foldText(text).includes(signs)
  }
  const before = where === 'word-start' ? ' ' : ''
  return (text) => {
    const words = ` ${searchText(text)}`
    return terms.every((ways) => ways.some((way) => words.includes(`${before}${way}`)))
  }
}
