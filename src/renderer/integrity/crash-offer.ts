import { createStore } from '../app/store'

const offer = createStore({ isOver: false })

/** Whether the check is still to be offered after the app has not ended properly. */
export function useCrashOffer(endedBadly: boolean): boolean {
  return !offer.use().isOver && endedBadly
}

/** The check was begun, and is not offered again. */
export function endCrashOffer(): void {
  offer.change({ isOver: true })
}
