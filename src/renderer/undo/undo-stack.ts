/** One thing done in this session that can be taken back. */
export interface Deed {
  readonly id: number
  /** What was done, as the toast says it: “Elowen moved to the trash”. */
  readonly what: string
  readonly takeBack: () => Promise<unknown>
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
 * the deed is remembered again, so that it can be tried again, and the error is thrown.
 */
export async function takeBack(id?: number): Promise<Deed | null> {
  const at = id === undefined ? deeds.length - 1 : deeds.findIndex((deed) => deed.id === id)
  const [deed] = at < 0 ? [] : deeds.splice(at, 1)
  if (!deed) return null
  try {
    await deed.takeBack()
  } catch (error) {
    deeds.splice(at, 0, deed)
    throw error
  }
  return deed
}

/** Forgets them all: what they would take back is no longer here. */
export function forgetDeeds(): void {
  deeds.length = 0
}
