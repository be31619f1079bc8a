import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
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

/** A line an app prints once its page has made the condition (an expression) true. */
export type Mark = readonly [name: string, condition: string]

/** Milliseconds from starting an app until each mark, in their order; waits for the app's end. */
export async function timeToMarks(
  args: readonly string[],
  marks: readonly Mark[],
): Promise<readonly number[]> {
  const start = performance.now()
  const probe = join(checkout, 'bench/ready-probe.cjs')
  const child = startElectron(['-r', probe, ...args, ...sandboxSwitches], {
    BENCH_MARKS: JSON.stringify(marks),
  })
  const ended = once(child, 'close')
  const times: number[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === marks[times.length]?.[0]) times.push(performance.now() - start)
  }
  await ended
  if (times.length < marks.length) throw new Error(`${args[0]} ended before it was ready`)
  return times
}
