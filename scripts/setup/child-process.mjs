import { spawn } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** @typedef {{code: number | null, signal: NodeJS.Signals | null, stdout: string, stderr: string}} Finished */

/**
 * Runs a command to its end. Its output goes to our stderr as it comes ('show') or is only collected ('collect').
 * A command that cannot be started finishes with code 127 and the reason in stderr.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, output?: 'show' | 'collect', timeoutMs?: number}} [options]
 * @returns {Promise<Finished>}
 */
export function run(command, args, { cwd, env, output = 'collect', timeoutMs } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    })
    const timer =
      timeoutMs === undefined ? undefined : setTimeout(() => child.kill('SIGTERM'), timeoutMs)
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk) => {
      stdout += chunk
      if (output === 'show') process.stderr.write(chunk)
    })
    child.stderr.on('data', (chunk) => {
      stderr += chunk
      if (output === 'show') process.stderr.write(chunk)
    })
    child.on('error', (error) => {
      clearTimeout(timer)
      resolve({ code: 127, signal: null, stdout, stderr: error.message })
    })
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      resolve({ code, signal, stdout, stderr })
    })
  })
}

/**
 * The npm that runs us, or the one on the path.
 * @returns {{command: string, args: string[]}}
 */
export function npmCommand() {
  const { npm_execpath: script, npm_node_execpath: node } = process.env
  if (script && /npm-cli\.[cm]?js$/.test(script))
    return { command: node || process.execPath, args: [script] }
  if (process.platform === 'win32') return { command: 'cmd.exe', args: ['/d', '/s', '/c', 'npm'] }
  return { command: 'npm', args: [] }
}

/**
 * @param {string} command
 * @returns {string | undefined} where the command is, when it is on the path and executable
 */
export function findCommand(command) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, command)
    if (!existsSync(file)) continue
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // Not executable for us: the next folder of the path may have one that is.
    }
  }
  return undefined
}

/**
 * Starts a command that the system ends when we end, whatever ends us. Only Linux can do that (PR_SET_PDEATHSIG,
 * through util-linux' setpriv); elsewhere it starts as it is.
 * It gets a session of its own, so that Ctrl-C in a terminal reaches it once, through us, and not twice.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function spawnTied(command, args, options) {
  const setpriv = process.platform === 'linux' ? findCommand('setpriv') : undefined
  const whole = setpriv
    ? [setpriv, '--pdeathsig', 'TERM', '--', command, ...args]
    : [command, ...args]
  return spawn(/** @type {string} */ (whole[0]), whole.slice(1), {
    ...options,
    detached: process.platform !== 'win32',
  })
}

/**
 * Runs a tied command to its end, passing our own end on to it. Its output goes to our stderr, or, when it is to be
 * quiet, only if it fails.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, quietUnlessItFails?: boolean}} [options]
 * @returns {Promise<number>} its exit code; 127 when it could not be started, 128 when a signal ended it
 */
export function runTied(command, args, { cwd, env, quietUnlessItFails = false } = {}) {
  return new Promise((resolve) => {
    const output = quietUnlessItFails ? 'pipe' : 2
    const child = spawnTied(command, args, { cwd, env, stdio: ['ignore', output, output] })
    /** @type {Buffer[]} */
    const kept = []
    child.stdout?.on('data', (chunk) => kept.push(chunk))
    child.stderr?.on('data', (chunk) => kept.push(chunk))
    child.on('error', (error) => {
      process.stderr.write(`${error.message}\n`)
      resolve(127)
    })
    child.on('close', (code) => {
      if (code !== 0)
        process.stderr.write(Buffer.concat(kept).toString().split('\n').slice(-40).join('\n'))
      resolve(code ?? 128)
    })
  })
}
