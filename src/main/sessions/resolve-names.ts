import { mentionOf, replaceMentions, textParts } from '../../shared/mentions'
import { foldText } from '../../shared/search'

/** A character of the cast who can be written as `@Name`. */
export interface MentionablePerson {
  readonly id: number
  readonly name: string
}

const anyAt = /(?<![\p{L}\p{N}\p{M}\\@])@(?=[^\s@[])/gu
const anyEnd = /(?![\p{L}\p{N}\p{M}])/gu

const foldName = (name: string): string => foldText(name).replace(/\s+/g, ' ')

/**
 * The text with every `@Name` of the cast as a mention. The longest name that fits counts; a name that several
 * characters have, or none, stays as it is written. Mentions that are there already stay.
 */
export function resolveNames(text: string, cast: readonly MentionablePerson[]): string {
  const byName = new Map<string, MentionablePerson | null>()
  let longest = 0
  for (const one of cast) {
    const name = foldName(one.name)
    byName.set(name, byName.has(name) ? null : one)
    longest = Math.max(longest, one.name.length, name.length)
  }
  if (byName.size === 0) return text
  return textParts(text)
    .map((part) => (part.kind === 'words' ? resolveWords(part.text, byName, longest) : part.text))
    .join('')
}

function resolveWords(
  text: string,
  byName: ReadonlyMap<string, MentionablePerson | null>,
  longest: number,
): string {
  let resolved = ''
  let end = 0
  for (const { index } of text.matchAll(anyAt)) {
    if (index < end) continue
    const line = text.slice(index + 1, index + 1 + longest * 2).split('\n', 1)[0] ?? ''
    const found = longestName(line, byName)
    if (found === null) continue
    resolved += text.slice(end, index) + mentionOf(found.person.id, found.person.name)
    end = index + 1 + found.length
  }
  return resolved + text.slice(end)
}

/** Who is named at the beginning of the line, and how long the name is in it; null for none or several. */
function longestName(line: string, byName: ReadonlyMap<string, MentionablePerson | null>) {
  const ends = Array.from(line.matchAll(anyEnd), ({ index }) => index)
  for (const length of ends.reverse()) {
    const person = byName.get(foldName(line.slice(0, length)))
    if (person === undefined || length === 0) continue
    return person === null ? null : { person, length }
  }
  return null
}

/** The text with the ids of another library or campaign; a character that is not there gets the id 0 and keeps the name. */
export function translateMentions(
  text: string,
  ids: ReadonlyMap<number, number>,
  nameOf: (id: number) => string | undefined,
): string {
  return replaceMentions(text, ({ id, name }) => mentionOf(ids.get(id) ?? 0, nameOf(id) ?? name))
}
