import { AppError } from '../../shared/errors'

/** One thing done in this session that can be taken back. */
export interface Deed {
  readonly id: number
  /** What was done, as the toast says it: “Elowen moved to the trash”. */
  readonly what: string
  readonly takeBack: () => Promise<unknown>
}

/** What an inverse answers when something else is to be said than that the deed was undone. */
export class Remark {
  readonly sentence: string

  constructor(sentence: string) {
    this.sentence = sentence
  }
}

export interface TakenBack {
  readonly deed: Deed
  /** Null when it was simply undone. */
  readonly remark: Remark | null
  /** True when what it is about was removed for good, so that nothing could be undone. */
  readonly isGone: boolean
}

const deeds: Deed[] = []
let lastId = 0

/** Remembers a deed and its inverse. Returns the id by which it can be taken back. */
export function remember(what: string, takeBack: () => Promise<unknown>): number {
  lastId += 1
  deeds.push({ id: lastId, what, takeBack })
  return lastId
}

/**
 * Takes back the newest deed, or the one with this id; null when there is none. When that fails
 * the deed is remembered again, so that it can be tried again, and the error is thrown; only one that
 * is about something gone for good is forgotten, so that the next undo goes on with the one before.
 */
export async function takeBack(id?: number): Promise<TakenBack | null> {
  const at = id === undefined ? deeds.length - 1 : deeds.findIndex((deed) => deed.id === id)
  const [deed] = at < 0 ? [] : deeds.splice(at, 1)
  if (!deed) return null
  try {
    const answer = await deed.takeBack()
    return { deed, remark: answer instanceof Remark ? answer : null, isGone: false }
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') {
      return { deed, remark: null, isGone: true }
    }
    deeds.splice(at, 0, deed)
    throw error
  }
}

/** Forgets them all: what they would take back is no longer here. */
export function forgetDeeds(): void {
  deeds.length = 0
}
