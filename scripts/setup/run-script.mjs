import { constants } from 'node:os'
import { endAll } from './child-process.mjs'
import { SetupError, say } from './messages.mjs'

/**
 * Runs a script's main function. Whatever way it ends, what it started ends too. Foreseen failures are printed as what
 * happened and what to do, without a stack.
 * @param {() => Promise<number | NodeJS.Signals>} main resolves to the exit code, or to the signal to end by
 */
export async function runScript(main) {
  let isInterrupted = false
  /** @param {NodeJS.Signals} signal */
  const interrupt = (signal) => {
    if (isInterrupted) return
    isInterrupted = true
    endAll().finally(() => endBy(signal))
  }
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, interrupt)
  watchParent(() => interrupt('SIGTERM'))
  try {
    if (Number.parseInt(process.versions.node, 10) < 20) {
      throw new SetupError(
        `this is Node ${process.versions.node}.`,
        'install Node 20 or newer, then start again.',
      )
    }
    const outcome = await main()
    if (isInterrupted) return
    await endAll()
    if (typeof outcome === 'string') endBy(outcome)
    else process.exitCode = outcome
  } catch (error) {
    if (isInterrupted) return
    await endAll()
    report(error)
    process.exitCode = 1
  }
}

/** @param {unknown} error */
function report(error) {
  if (error instanceof SetupError) {
    say(`FAILED: ${error.message}`)
    say(`What to do: ${error.todo}`)
    return
  }
  say(`FAILED: ${error instanceof Error ? error.message : String(error)}`)
  say('What to do: this is a defect in scripts/; run again with CASTKEEPER_DEBUG=1 to see where.')
  if (process.env.CASTKEEPER_DEBUG) console.error(error)
}

/** @param {NodeJS.Signals} signal so that the process that started us sees the same end as we did */
function endBy(signal) {
  process.removeAllListeners(signal)
  if (signal === 'SIGKILL' || signal === 'SIGTERM' || signal === 'SIGINT' || signal === 'SIGHUP') {
    process.kill(process.pid, signal)
  } else {
    process.exit(128 + (constants.signals[signal] ?? 0))
  }
}

/**
 * npm passes SIGINT and SIGTERM on, but when it is killed outright we get no signal, only another parent.
 * @param {() => void} onGone
 */
function watchParent(onGone) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) onGone()
  }, 500).unref()
}
