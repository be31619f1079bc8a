import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const loader = pathToFileURL(resolve(import.meta.dirname, 'plain-typescript.mjs')).href

export interface ChildPlan {
  /** File name in tests/support/children. */
  readonly script: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** How many files the child may have open (`ulimit -n`). */
  readonly openFiles?: number
}

/** Starts one of our child scripts in plain Node, with the real sources. */
export function startChild({
  script,
  args = [],
  env,
  openFiles,
}: ChildPlan): ChildProcessWithoutNullStreams {
  const path = resolve(import.meta.dirname, 'children', script)
  const command = [process.execPath, '--import', loader, path, ...args]
  const limit = openFiles === undefined ? '' : `ulimit -n ${openFiles} && `
  return spawn('sh', ['-c', `${limit}exec "$@"`, 'sh', ...command], {
    env: { ...process.env, ...env },
  })
}

/** Runs a child script to its end and returns what it printed. Throws when it fails. */
export async function runChild(plan: ChildPlan): Promise<string> {
  const child = startChild(plan)
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (piece) => {
    stdout += piece
  })
  child.stderr.on('data', (piece) => {
    stderr += piece
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${plan.script} ended with ${code}: ${stderr}`)
  return stdout
}
