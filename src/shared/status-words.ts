import { foldText } from './search'
import { fixedStatuses, isFixedStatus } from './status'
import type { Translate } from './translate'

/** A status as the reader calls it. */
export function statusWord(t: Translate, status: string): string {
  return isFixedStatus(status) ? t(`status.${status}`) : status
}

/** What was typed as a status: the fixed one that is called so in the reader's language, or the text as it is. */
export function statusFromText(t: Translate, typed: string): string {
  const folded = foldText(typed.trim())
  return fixedStatuses.find((fixed) => formsOf(t(`status.${fixed}`)).includes(folded)) ?? typed
}

/** `Mort(e)` is typed as `mort` and as `morte`, too. */
function formsOf(word: string): string[] {
  return [word, word.replace(/\(.*?\)/gu, ''), word.replace(/[()]/gu, '')].map(foldText)
}
