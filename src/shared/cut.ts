const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
/** Families of emoji joined into one are the longest characters there are, in UTF-16 units. */
const longestCharacter = 200

/** The end of the last whole character a reader sees that ends at `at` or before, in UTF-16 units. */
export function boundaryBefore(text: string, at: number): number {
  if (at >= text.length) return text.length
  const from = Math.max(0, at - longestCharacter)
  const before = graphemes.segment(text.slice(from, at + longestCharacter)).containing(at - from)
  return from + (before?.index ?? 0)
}

/**
 * The longest beginning of a text, in whole characters as a reader sees them, whose measures add up to at
 * most `maximum`; one character measures 1 unless it is said otherwise.
 */
export function beginningOf(
  text: string,
  maximum: number,
  measure: (character: string) => number = () => 1,
): string {
  let sum = 0
  for (const { segment, index } of graphemes.segment(text)) {
    sum += measure(segment)
    if (sum > maximum) return text.slice(0, index)
  }
  return text
}

/** The same, with an ellipsis in the place of what is left out; it fits into `maximum` too. */
export function shorten(
  text: string,
  maximum: number,
  measure: (character: string) => number = () => 1,
): string {
  if (beginningOf(text, maximum, measure) === text) return text
  return `${beginningOf(text, maximum - measure('…'), measure).trimEnd()}…`
}

/** How many Unicode code points a text has. */
export function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}
