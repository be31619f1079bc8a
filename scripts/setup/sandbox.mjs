import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './child-process.mjs'
import { SetupError } from './messages.mjs'

/** Chromium cannot run its sandbox as root; for everybody else it stays on. */
export function sandboxSwitches() {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
}

/**
 * Some systems forbid ordinary users the name spaces that the sandbox is made of; Electron would end without a window.
 * @param {string} runtimeFolder
 * @throws {SetupError} with the commands that allow it
 */
export async function ensureSandbox(runtimeFolder) {
  if (process.platform !== 'linux' || process.getuid?.() === 0) return
  const fallback = join(runtimeFolder, 'chrome-sandbox')
  if (existsSync(fallback) && isSetuidRoot(fallback)) return
  const tried = await run('unshare', ['--user', 'true'])
  // Without an `unshare` to ask, Electron itself will tell.
  if (tried.code === 0 || tried.code === 127) return
  throw new SetupError(
    'this system does not let an ordinary user start a sandbox, and Castkeeper does not run without one.',
    `run \`sudo chown root:root '${fallback}' && sudo chmod 4755 '${fallback}'\`, then start again.`,
  )
}

/** @param {string} file */
function isSetuidRoot(file) {
  const { uid, mode } = statSync(file)
  return uid === 0 && (mode & 0o4000) !== 0
}
