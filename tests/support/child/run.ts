import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { basename, join } from 'node:path'
import { bundles } from './bundles.mjs'

export interface ChildEnd {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly lines: readonly string[]
  readonly stderr: string
}

export interface ChildPlan {
  /** A script in this folder. */
  readonly script: string
  readonly args: readonly string[]
  /** A command to run Node under, such as `unshare -m`. */
  readonly under?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** The folder in which the child is started. */
  readonly cwd?: string
  /** Kills the child when this many milliseconds have passed since it said `ready`. */
  readonly killAfterMs?: number
}

/** The command that runs one of the scripts here in Node. */
export function commandFor(script: string, args: readonly string[]): string[] {
  return [process.execPath, join(bundles, `${basename(script, '.ts')}.js`), ...args]
}

/** Runs one of the scripts here in a Node process of its own, which may be killed at any moment. */
export async function runChild(plan: ChildPlan): Promise<ChildEnd> {
  const [command = '', ...args] = [...(plan.under ?? []), ...commandFor(plan.script, plan.args)]
  const child = spawn(command, args, {
    cwd: plan.cwd,
    env: { ...process.env, ...plan.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const wasReady = stdout.includes('ready\n')
    stdout += text
    if (plan.killAfterMs !== undefined && !wasReady && stdout.includes('ready\n')) {
      setTimeout(() => child.kill('SIGKILL'), plan.killAfterMs)
    }
  })
  const [code, signal]: (number | NodeJS.Signals | null)[] = await once(child, 'close')
  return {
    code: typeof code === 'number' ? code : null,
    signal: typeof signal === 'string' ? signal : null,
    lines: stdout.split('\n').filter((line) => line !== ''),
    stderr,
  }
}
