import type { JournalSession } from '../../shared/session'

export type JournalOrder = 'newest' | 'oldest'

/** A place in the journal: a session, or a message of the old app by its own place. */
export type JournalItem =
  | { readonly kind: 'session'; readonly session: JournalSession }
  | { readonly kind: 'message'; readonly index: number }

export interface JournalList {
  readonly count: number
  readonly itemAt: (index: number) => JournalItem
  /** The number of messages that come before this place in time. */
  readonly messagesBefore: (index: number) => number
  /** Where a session is; -1 for one that is not there. */
  readonly placeOf: (sessionId: number) => number
}

/** Sessions and messages in one order of time. Only the sessions are known; messages are asked for by their place. */
export function journalList(
  messages: number,
  sessions: readonly JournalSession[],
  order: JournalOrder,
): JournalList {
  const sorted = sessions.toSorted(
    (one, other) =>
      one.messagesBefore - other.messagesBefore ||
      (one.date < other.date ? -1 : one.date > other.date ? 1 : one.number - other.number),
  )
  const places = sorted.map(({ messagesBefore }, index) => messagesBefore + index)
  const count = messages + sorted.length
  const turn = (index: number) => (order === 'oldest' ? index : count - 1 - index)
  return {
    count,
    itemAt: (index) => {
      const place = turn(index)
      const before = countBelow(places, place)
      const session = places[before] === place ? sorted[before] : undefined
      return session ? { kind: 'session', session } : { kind: 'message', index: place - before }
    },
    messagesBefore: (index) => {
      const place = turn(index)
      return place - countBelow(places, place)
    },
    placeOf: (sessionId) => {
      const place = places[sorted.findIndex(({ id }) => id === sessionId)]
      return place === undefined ? -1 : turn(place)
    },
  }
}

/** How many of these rising numbers are smaller. */
function countBelow(numbers: readonly number[], limit: number): number {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] ?? 0) < limit) low = middle + 1
    else high = middle
  }
  return low
}
