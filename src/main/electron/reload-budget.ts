import type { Clock } from '../core/clock'

export interface ReloadBudget {
  /** Whether the window may be loaded again by itself; counts it when it may. */
  take(): boolean
  /** Starts over once the game master has asked for another try. */
  refill(): void
}

/** Lets a window that fails come back a few times, but not for ever: three times in a minute. */
export function createReloadBudget(clock: Clock, times = 3, withinMs = 60_000): ReloadBudget {
  let taken: number[] = []
  return {
    take() {
      const now = clock().getTime()
      taken = taken.filter((time) => Math.abs(now - time) < withinMs)
      if (taken.length >= times) return false
      taken.push(now)
      return true
    },
    refill() {
      taken = []
    },
  }
}
