import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { atEnd } from './child-process.mjs'

/**
 * A test runner that is interrupted while it opens an app may forget that app. So everything it starts carries a mark
 * in its environment, by which we find, when we end, what is left (where the system lets us look: Linux).
 * @returns {NodeJS.ProcessEnv} the mark, to be given to what we start
 */
export function markStragglers() {
  const mark = randomUUID()
  if (existsSync('/proc/self/environ')) atEnd(() => endMarked(mark))
  return { CASTKEEPER_RUN: mark }
}

/** @param {string} mark */
function endMarked(mark) {
  for (const name of readdirSync('/proc')) {
    if (/^\d+$/.test(name) && isMarked(name, mark)) end(Number(name))
  }
}

/**
 * @param {string} pid
 * @param {string} mark
 */
function isMarked(pid, mark) {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`CASTKEEPER_RUN=${mark}`)
  } catch {
    // Another user's, or ended while we looked: not one of ours that is left.
    return false
  }
}

/** @param {number} pid */
function end(pid) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    // The end of its parent has ended it just now.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
