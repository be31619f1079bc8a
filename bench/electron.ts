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
export async function runElectron(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const child = startElectron(args, env)
  child.stdout.resume()
  const [code] = await once(child, 'close')
  if (code !== 0) {
    throw new Error(`Electron ended with ${code}; run again with CASTKEEPER_DEBUG=1 to see why`)
  }
}

/**
 * Starts Castkeeper on this library with a probe of this folder loaded before it, waits for its end, and answers
 * what it printed as JSON after this word; undefined when it printed nothing.
 */
export async function probeApp(
  probe: string,
  word: string,
  {
    dataFolder,
    env,
  }: { readonly dataFolder: string; readonly env: Readonly<Record<string, string>> },
): Promise<unknown> {
  const path = join(checkout, 'bench', probe)
  const switches = ['--js-flags=--expose-gc', ...sandboxSwitches, `--user-data-dir=${dataFolder}`]
  const child = startElectron(['-r', path, checkout, ...switches], env)
  let answer: unknown
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith(`${word} `)) answer = JSON.parse(line.slice(word.length + 1))
  }
  return answer
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
