import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { atEnd } from './child-process.mjs'

const prefix = 'castkeeper-work-'
const abandonedAfterMs = 60 * 60 * 1000

/**
 * A folder for half-made things, deleted when the script ends; what runs that were killed have left is swept out first.
 * @param {string} parent made when absent
 * @returns {string}
 */
export function makeWorkFolder(parent) {
  mkdirSync(parent, { recursive: true })
  for (const name of readdirSync(parent)) {
    if (name.startsWith(prefix) && isAbandoned(join(parent, name))) remove(join(parent, name))
  }
  const folder = mkdtempSync(join(parent, `${prefix}${process.pid}-`))
  atEnd(() => remove(folder))
  return folder
}

/** @param {string} folder */
function remove(folder) {
  rmSync(folder, { recursive: true, force: true })
}

/**
 * Age is asked as well as the owner: it may run in another container, where we do not see it.
 * @param {string} folder
 */
function isAbandoned(folder) {
  const about = lstatSync(folder, { throwIfNoEntry: false })
  if (!about || about.uid !== process.getuid?.()) return false
  if (Date.now() - about.mtimeMs < abandonedAfterMs) return false
  return !isRunning(Number(folder.split(prefix)[1]?.split('-')[0]))
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    return process.kill(pid, 0)
  } catch {
    // No such process; one of another user would not have made a folder of ours.
    return false
  }
}
