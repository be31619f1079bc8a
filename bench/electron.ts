import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

export const checkout = resolve(import.meta.dirname, '..')

/** Switches every start needs. Chromium refuses to run its sandbox as root, and only then. */
export const sandboxSwitches: readonly string[] = process.getuid?.() === 0 ? ['--no-sandbox'] : []

/** The Electron that was prepared, or the one of the electron package. */
export function electronExecutable(): string {
  return process.env.CASTKEEPER_ELECTRON ?? String(createRequire(import.meta.url)('electron'))
}

/** Starts Electron with these arguments; what it complains about is only shown when asked for. */
export function startElectron(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ChildProcessByStdio<null, Readable, null> {
  const complaints = process.env.CASTKEEPER_DEBUG ? 'inherit' : 'ignore'
  return spawn(electronExecutable(), args, {
    cwd: checkout,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', complaints],
  })
}

/** Runs Electron to its end. Throws when it fails; CASTKEEPER_DEBUG=1 then shows why. */
export async function runElectron(args: readonly string[]): Promise<void> {
  const child = startElectron(args)
  child.stdout.resume()
  const [code] = await once(child, 'close')
  if (code !== 0) {
    throw new Error(`Electron ended with ${code}; run again with CASTKEEPER_DEBUG=1 to see why`)
  }
}

/** Milliseconds from starting a process until a line of its output is `READY`; waits for its end. */
export async function timeToReady(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const start = performance.now()
  const child = startElectron(args, env)
  let readyAfter: number | undefined
  const ended = once(child, 'close')
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'READY') readyAfter ??= performance.now() - start
  }
  await ended
  if (readyAfter === undefined) throw new Error(`${args[0]} ended before it was ready`)
  return readyAfter
}
