import { changedPart } from '../../../shared/changed-part'

/** A pause in typing after which the next key begins a step of its own, in milliseconds. */
const pauseMs = 1_000
/** All texts of one field together, in UTF-16 units; beyond that the oldest steps but the first go. */
const maximumLength = 10_000_000

type Change = 'insert' | 'delete' | 'replace'

/** What was typed in one field since it was entered, to go back and forth in. */
export interface TypingHistory {
  /** Records a text that was typed, and when (milliseconds of any one clock). */
  type(text: string, atMs: number): void
  /** The text one step back or on; null when there is none. */
  back(): string | null
  forward(): string | null
}

/** A history that begins with this text. */
export function createTypingHistory(start: string): TypingHistory {
  const texts = [start]
  let at = 0
  let last: { readonly change: Change; readonly atMs: number } | null = null

  function trim(): void {
    let length = texts.reduce((sum, text) => sum + text.length, 0)
    while (length > maximumLength && texts.length > 2) {
      length -= texts[1]?.length ?? 0
      texts.splice(1, 1)
      at -= 1
    }
  }

  function go(to: number): string | null {
    const text = texts[to]
    if (text === undefined) return null
    at = to
    last = null
    return text
  }

  return {
    type(text, atMs) {
      const before = texts[at] ?? ''
      if (text === before) return
      const change = changeBetween(before, text)
      const goesOn =
        at > 0 &&
        last !== null &&
        change !== 'replace' &&
        last.change === change &&
        atMs - last.atMs < pauseMs
      if (!goesOn) at += 1
      texts.length = at
      texts.push(text)
      last = { change, atMs }
      trim()
    },
    back: () => go(at - 1),
    forward: () => go(at + 1),
  }
}

/** One letter more, one letter less, or anything else, which is always a step of its own. */
function changeBetween(before: string, after: string): Change {
  const { from, endBefore, end } = changedPart(before, after)
  const removed = endBefore - from
  const added = end - from
  if (removed === 0 && added <= 2) return 'insert'
  return added === 0 && removed <= 2 ? 'delete' : 'replace'
}
