import { mentionPlaces, type NameOf } from '../../shared/mentions'

/** A name that is being typed after `@`, and where it is in the shown text. */
export interface TypedMention {
  readonly from: number
  readonly to: number
  readonly name: string
}

const longestAsked = 60
const anyAsked = /(?:^|[^\p{L}\p{N}\p{M}\\@])@(?:([^\s@][^\n@]*))?$/u

/** The name that is typed at the caret, or null. A mention that is there already is none. */
export function typedMentionAt(
  shown: string,
  caret: number,
  { text, nameOf }: { readonly text: string; readonly nameOf: NameOf },
): TypedMention | null {
  const line = shown.slice(Math.max(0, caret - longestAsked), caret)
  const match = anyAsked.exec(line)
  if (match === null) return null
  const name = match[1] ?? ''
  if (/\s$/u.test(name)) return null
  const from = caret - name.length - 1
  const isMention = mentionPlaces(text, nameOf).some((one) => one.from <= from && from < one.to)
  return isMention ? null : { from, to: caret, name }
}
