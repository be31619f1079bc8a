import { foldText } from './search'
import { fixedTagKinds, isFixedTagKind } from './tag'
import type { Translate } from './translate'

/** A kind of tags as the reader calls it. */
export function tagKindWord(t: Translate, kind: string): string {
  return isFixedTagKind(kind) ? t(`tags.kind.${kind}`) : kind
}

/** What was typed as a kind: the fixed one that is called so in the reader's language, or the text as it is. */
export function tagKindFromText(t: Translate, typed: string): string {
  const folded = foldText(typed.trim())
  return fixedTagKinds.find((fixed) => foldText(t(`tags.kind.${fixed}`)) === folded) ?? typed
}
