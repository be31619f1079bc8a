import { type ChangeObject, diffLines, diffWordsWithSpace } from 'diff'

/** A piece of two texts: in both of them, or in one alone. */
export interface TextPart {
  readonly where: 'both' | 'version' | 'now'
  readonly text: string
  /** How much stands before it, in both texts together, in UTF-16 units. */
  readonly at: number
}

/** Two long texts that have little in common are compared no longer than this, twice. */
const timeout = 250

/**
 * An earlier version and the text as it is now, word by word; line by line where that would take long. Null
 * when they are too different to be compared in time.
 */
export function compareTexts(version: string, now: string): readonly TextPart[] | null {
  // The direction is that of bringing the version back: what it would add, and what it would take away.
  const words = diffWordsWithSpace(now, version, { timeout })
  const changes = words ?? diffLines(now, version, { timeout })
  let at = 0
  return (
    changes?.map((change) => {
      const part = toPart(change, at)
      at += part.text.length
      return part
    }) ?? null
  )
}

function toPart({ added, removed, value }: ChangeObject<string>, at: number): TextPart {
  return { where: added ? 'version' : removed ? 'now' : 'both', text: value, at }
}
