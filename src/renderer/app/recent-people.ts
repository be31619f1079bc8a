import { createStore } from './store'

const mostRemembered = 8

const people = createStore<{ readonly ids: readonly number[] }>({ ids: [] })

/** Remembers a character as the one opened last, for as long as the window is open. */
export function rememberPerson(id: number): void {
  const others = people.read().ids.filter((other) => other !== id)
  people.change({ ids: [id, ...others].slice(0, mostRemembered) })
}

/** The ids of the characters opened lately, the last one first; some may be gone by now. */
export function useRecentPeople(): readonly number[] {
  return people.use().ids
}
