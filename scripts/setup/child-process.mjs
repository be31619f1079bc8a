import { spawn } from 'node:child_process'
import { findCommand } from './commands.mjs'

/** @typedef {{code: number | null, signal: NodeJS.Signals | null, stdout: string, stderr: string}} Finished */
/** @typedef {{child: import('node:child_process').ChildProcess, wholeGroup: boolean}} Tied */

const patienceMs = 10_000

/** @type {Tied[]} in the order they were started */
const running = []
/** @type {(() => void)[]} */
const cleanups = []
let ending = false

/**
 * Runs a short command to its end and collects what it prints. One that cannot be started finishes with code 127 and
 * the reason in stderr.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, deadlineMs?: number}} [options]
 * @returns {Promise<Finished>}
 */
export function run(command, args, { cwd, env, deadlineMs } = {}) {
  return new Promise((resolve) => {
    const child = spawnTied(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const deadline = deadlineMs && setTimeout(() => child.kill(), deadlineMs)
    let stdout = ''
    let stderr = ''
    child.stdout?.on('data', (chunk) => {
      stdout += chunk
    })
    child.stderr?.on('data', (chunk) => {
      stderr += chunk
    })
    child.on('error', (error) => {
      clearTimeout(deadline)
      resolve({ code: 127, signal: null, stdout, stderr: error.message })
    })
    child.on('close', (code, signal) => {
      clearTimeout(deadline)
      resolve({ code, signal, stdout, stderr })
    })
  })
}

/**
 * Runs a command to its end. Its output goes to our stderr as it comes, or, when it is to be quiet, only if it fails.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean}} [options]
 * @returns {Promise<number>} its exit code; 127 when it could not be started, 128 when a signal ended it
 */
export function runTied(command, args, { cwd, env, quiet = false } = {}) {
  return new Promise((resolve) => {
    const output = quiet ? 'pipe' : 2
    const child = spawnTied(command, args, {
      cwd,
      env,
      stdio: ['ignore', output, output],
    })
    /** @type {Buffer[]} */
    const kept = []
    child.stdout?.on('data', (chunk) => kept.push(chunk))
    child.stderr?.on('data', (chunk) => kept.push(chunk))
    child.on('error', (error) => {
      process.stderr.write(`${error.message}\n`)
      resolve(127)
    })
    child.on('close', (code) => {
      const lines = Buffer.concat(kept).toString().trimEnd().split('\n')
      if (code !== 0 && kept.length > 0) process.stderr.write(`${lines.slice(-40).join('\n')}\n`)
      resolve(code ?? 128)
    })
  })
}

/**
 * Runs a command to its end whose output is ours, and sees to it that none of its own children outlives it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv}} options
 * @returns {Promise<number>} as runTied
 */
export function runForeground(command, args, { cwd, env }) {
  return new Promise((resolve, reject) => {
    const child = spawnTied(command, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] })
    child.on('error', reject)
    child.on('exit', (code) => {
      if (child.pid && process.platform !== 'win32') signal(-child.pid, 'SIGKILL')
      resolve(code ?? 128)
    })
  })
}

/**
 * Starts a command that ends when we do. `endAll` sees to that; and if we are killed outright, the system does, on
 * Linux, where it can (PR_SET_PDEATHSIG, through util-linux' setpriv).
 * It gets a process group of its own, so that Ctrl-C in a terminal reaches it once, through us, and not twice.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & {wholeGroup?: boolean}} options wholeGroup: whether its own
 *   children are told to end with it, or it looks after them itself
 */
export function spawnTied(command, args, { wholeGroup = true, ...options }) {
  if (ending) throw new Error('The script is ending.')
  const setpriv = process.platform === 'linux' ? findCommand('setpriv') : undefined
  const isTied = setpriv !== undefined && findCommand(command) !== undefined
  const [file = command, ...rest] = isTied
    ? [setpriv, '--pdeathsig', 'TERM', '--', command, ...args]
    : [command, ...args]
  const child = spawn(file, rest, {
    ...options,
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
  const tied = { child, wholeGroup }
  running.push(tied)
  const forget = () => running.splice(running.indexOf(tied), running.includes(tied) ? 1 : 0)
  child.on('exit', forget)
  child.on('error', forget)
  return child
}

/**
 * Waits, for 0.3 seconds at most, until the children of a command that has ended have ended as well: Chromium's
 * processes follow their main one a moment later, and complain when their display goes first. Not longer, because in
 * many containers no process reaps them, and they seem to run for ever.
 * @param {import('node:child_process').ChildProcess} child
 */
export async function waitForGroup({ pid }) {
  if (pid === undefined || process.platform === 'win32') return
  for (let tries = 0; tries < 6 && signal(-pid, 0); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** @param {() => void} cleanup what to do once everything has ended */
export function atEnd(cleanup) {
  cleanups.push(cleanup)
}

/** Ends what still runs, the last started first (the app before its display), and lets nothing new start. */
export async function endAll() {
  ending = true
  for (const tied of running.toReversed()) await end(tied)
  for (const cleanup of cleanups.splice(0)) cleanup()
}

/**
 * @param {Tied} tied
 * @returns {Promise<void>}
 */
function end({ child, wholeGroup }) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null)
    return Promise.resolve()
  const target = wholeGroup && process.platform !== 'win32' ? -child.pid : child.pid
  return new Promise((resolve) => {
    const force = setTimeout(() => signal(target, 'SIGKILL'), patienceMs)
    child.once('exit', () => {
      clearTimeout(force)
      resolve()
    })
    signal(target, 'SIGTERM')
  })
}

/**
 * @param {number} target
 * @param {NodeJS.Signals | 0} name
 * @returns {boolean} false when it has ended by itself
 */
function signal(target, name) {
  try {
    return process.kill(target, name)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
    throw error
  }
}
