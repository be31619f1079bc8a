const firstStrong = '\u2068'
const pop = '\u2069'
// Letters written from right to left, and the signs that turn text round. Without any of them a text
// cannot move what stands beside it, and needs no isolation in our languages.
const canTurn =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}\p{Bidi_Control}]/u

/**
 * Text of unknown direction as it may stand inside a sentence: whatever is in it turns nothing round that
 * is outside it (Unicode Annex 9, first strong isolate). Text that cannot turn anything stays as it is.
 */
export function isolate(text: string): string {
  if (!canTurn.test(text)) return text
  const inner = isBalanced(text) ? text : text.replace(/[\u2066-\u2069]/gu, '')
  return `${firstStrong}${inner}${pop}`
}

function isBalanced(text: string): boolean {
  let open = 0
  for (const sign of text.match(/[\u2066-\u2069]/gu) ?? []) {
    open += sign === pop ? -1 : 1
    if (open < 0) return false
  }
  return open === 0
}

/** Facts in one line, the empty ones left out: `Elf · Bard`. */
export function joinFacts(facts: readonly (string | null | undefined)[]): string {
  return facts.flatMap((fact) => (fact ? [isolate(fact)] : [])).join(' · ')
}

/** Names as a sentence lists them in this language: `Elowen, Thorgar and Zephyr`. */
export function listNames(names: readonly string[], language: string): string {
  return new Intl.ListFormat(language).format(names.map(isolate))
}
