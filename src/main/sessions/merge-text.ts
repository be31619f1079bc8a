import { type ChangedPart, changedPart } from '../../shared/changed-part'

/**
 * A text that was edited while the stored one was changed as well, for example by a line that was added to it.
 * Both changes stay where they touch different parts; otherwise the edited text stays, and the other one is to
 * be found among its versions.
 */
export function mergeText(texts: {
  readonly before: string
  readonly edited: string
  readonly stored: string
}): string {
  const { before, edited, stored } = texts
  if (stored === before || stored === edited) return edited
  if (edited === before) return stored
  const ours = changedPart(before, edited)
  const theirs = changedPart(before, stored)
  const ourText = edited.slice(ours.from, ours.end)
  const theirText = stored.slice(theirs.from, theirs.end)
  if (ours.endBefore <= theirs.from) {
    return replaceBoth(before, [ours, ourText], [theirs, theirText])
  }
  if (theirs.endBefore <= ours.from) {
    return replaceBoth(before, [theirs, theirText], [ours, ourText])
  }
  return edited
}

type Replaced = readonly [ChangedPart, string]

function replaceBoth(
  text: string,
  [first, firstText]: Replaced,
  [second, secondText]: Replaced,
): string {
  const between = text.slice(first.endBefore, second.from)
  return text.slice(0, first.from) + firstText + between + secondText + text.slice(second.endBefore)
}
