/** The part of a text that a change replaces, in UTF-16 units. */
export interface ChangedPart {
  readonly from: number
  /** Where it ends in the text before, and in the one after. */
  readonly endBefore: number
  readonly end: number
}

/** Where the second text differs from the first one. */
export function changedPart(before: string, after: string): ChangedPart {
  const shorter = Math.min(before.length, after.length)
  let from = 0
  while (from < shorter && before[from] === after[from]) from += 1
  let same = 0
  while (
    same < shorter - from &&
    before[before.length - 1 - same] === after[after.length - 1 - same]
  ) {
    same += 1
  }
  return { from, endBefore: before.length - same, end: after.length - same }
}
