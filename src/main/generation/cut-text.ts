import { boundaryBefore } from '../../shared/cut'

/** How far back a gap between words is looked for, in UTF-16 units. */
const longestWord = 60

/**
 * The beginning of a text, at most `maximum` UTF-16 units with the ellipsis that shows the cut. Ends
 * between two words where that is near, and never inside what a reader takes for one character.
 */
export function cutText(text: string, maximum: number): string {
  if (text.length <= maximum) return text
  if (maximum < 2) return ''
  const rough = text.slice(0, maximum)
  const gap = rough.slice(-longestWord).search(/\s+\S*$/u)
  if (gap >= 0) {
    const kept = rough.slice(0, Math.max(0, rough.length - longestWord) + gap)
    return `${kept.trimEnd()}…`
  }
  return `${text.slice(0, boundaryBefore(text, maximum - 1))}…`
}
