import { type ChangedPart, changedPart } from './changed-part'

/** A part of a session's text: words, or a person of the cast by id with the name they had when it was written. */
export type TextPart =
  | { readonly kind: 'words'; readonly text: string }
  | {
      readonly kind: 'mention'
      /** The character's id; 0 for one that this library never had. */
      readonly id: number
      readonly name: string
      /** As it stands in the text. */
      readonly text: string
    }

// A name cannot hold an unescaped bracket, so that each place is looked at once in a text of any length.
const anyMention = /@\[((?:\\[\\[\]]|[^\\[\]\n]){1,1000})\]\(castkeeper:character\/(\d{1,15})\)/g

/** A mention as it is stored: a Markdown link that other programs show with the name. */
export function mentionOf(id: number, name: string): string {
  return `@[${name.replace(/[\\[\]]/g, '\\$&')}](castkeeper:character/${id})`
}

/** The parts of a text in their order. */
export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const match of text.matchAll(anyMention)) {
    const [whole, name = '', id] = match
    if (match.index > end) parts.push({ kind: 'words', text: text.slice(end, match.index) })
    const plain = name.replace(/\\([\\[\]])/g, '$1')
    parts.push({ kind: 'mention', id: Number(id), name: plain, text: whole })
    end = match.index + whole.length
  }
  if (end < text.length) parts.push({ kind: 'words', text: text.slice(end) })
  return parts
}

/** The text with every mention written in another way. */
export function replaceMentions(
  text: string,
  write: (mention: Extract<TextPart, { kind: 'mention' }>) => string,
): string {
  return textParts(text)
    .map((part) => (part.kind === 'words' ? part.text : write(part)))
    .join('')
}

/** Answers the present name of a character, or undefined to leave the name that is in the text. */
export type NameOf = (id: number) => string | undefined

/** The text as a field shows it: a mention is `@` and the present name. */
export function shownText(text: string, nameOf: NameOf): string {
  return replaceMentions(text, ({ id, name }) => `@${nameOf(id) ?? name}`)
}

/**
 * What is stored once the shown text was edited into `typed`. Mentions stay as long as none of their own letters
 * was changed; the rest of one that was is plain words from then on.
 */
export function storedText(text: string, typed: string, nameOf: NameOf): string {
  let at = 0
  const parts = textParts(text).map((part) => {
    const shown = part.kind === 'words' ? part.text : `@${nameOf(part.id) ?? part.name}`
    const from = at
    at += shown.length
    return { ...part, shown, from, to: at }
  })
  const mentions = parts.filter(({ kind }) => kind === 'mention')
  const shown = parts.map((part) => part.shown).join('')
  const { from, endBefore, end } = besideMentions(shown, typed, mentions)
  let before = ''
  let after = ''
  for (const part of parts) {
    if (part.to <= from) before += part.text
    else if (part.from >= endBefore) after += part.text
    else {
      before += part.shown.slice(0, Math.max(0, from - part.from))
      after += part.shown.slice(Math.min(part.shown.length, endBefore - part.from))
    }
  }
  return before + typed.slice(from, end) + after
}

/** Where letters repeat, a change may have been made in several places: this is one that cuts no mention. */
function besideMentions(
  shown: string,
  typed: string,
  mentions: readonly { readonly from: number; readonly to: number }[],
): ChangedPart {
  const found = changedPart(shown, typed)
  const isCut = ({ from, endBefore }: ChangedPart): boolean =>
    mentions.some(
      (one) =>
        one.from < Math.max(endBefore, from) &&
        one.to > from &&
        (one.from < from || one.to > endBefore),
    )
  const isDeletion = found.end === found.from
  if (!isDeletion && found.endBefore !== found.from) return found
  const [longer, distance] = isDeletion
    ? [shown, found.endBefore - found.from]
    : [typed, found.end - found.from]
  for (let from = found.from; ; from -= 1) {
    const slid = {
      ...found,
      from,
      endBefore: from + found.endBefore - found.from,
      end: from + found.end - found.from,
    }
    if (!isCut(slid)) return slid
    if (from === 0 || longer[from - 1] !== longer[from - 1 + distance]) return found
  }
}

/** Where the mentions are in the shown text, in UTF-16 units. */
export function mentionPlaces(
  text: string,
  nameOf: NameOf,
): { readonly from: number; readonly to: number }[] {
  let at = 0
  return textParts(text).flatMap((part) => {
    const from = at
    at += part.kind === 'words' ? part.text.length : 1 + (nameOf(part.id) ?? part.name).length
    return part.kind === 'mention' ? [{ from, to: at }] : []
  })
}

/** The text with a mention in the place of a stretch of plain words of the shown text. */
export function withMention(
  text: string,
  place: { readonly from: number; readonly to: number },
  person: { readonly id: number; readonly name: string },
  nameOf: NameOf,
): string {
  let at = 0
  return textParts(text)
    .map((part) => {
      const from = at
      at += part.kind === 'words' ? part.text.length : 1 + (nameOf(part.id) ?? part.name).length
      if (part.kind === 'mention' || from > place.from || at < place.to) return part.text
      const before = part.text.slice(0, place.from - from)
      return before + mentionOf(person.id, person.name) + part.text.slice(place.to - from)
    })
    .join('')
}
