import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'

/** The most memory this process has had between `begin` and `end`, in mebibytes. */
export function watchMemory() {
  let most = 0
  let timer: NodeJS.Timeout | undefined
  const look = () => {
    most = Math.max(most, process.memoryUsage.rss())
  }
  return {
    begin: () => {
      timer = setInterval(look, 50)
    },
    end: () => clearInterval(timer),
    most: () => most / 2 ** 20,
  }
}

/** What this process has when it does nothing, once its garbage is collected; in mebibytes. */
export async function idleMemory(): Promise<number> {
  for (let turn = 0; turn < 4; turn += 1) {
    globalThis.gc?.()
    await delay(250)
  }
  return process.memoryUsage.rss() / 2 ** 20
}

/** The longest time between `begin` and `end` in which the main thread answered nothing, in milliseconds. */
export function watchStalls() {
  let longestNs = 0
  let delays = monitorEventLoopDelay({ resolution: 5 })
  return {
    begin: () => {
      // One that is begun again counts the time in between.
      delays = monitorEventLoopDelay({ resolution: 5 })
      delays.enable()
    },
    end: () => {
      delays.disable()
      longestNs = Math.max(longestNs, delays.max)
    },
    longest: () => longestNs / 1e6,
  }
}
