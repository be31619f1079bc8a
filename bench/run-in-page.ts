import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { checkout, sandboxSwitches, startElectron } from './electron.ts'

/** Runs a script in the page of the app's own window over this library, and answers what it resolves with. */
export async function runInPage<Answer>(dataFolder: string, script: string): Promise<Answer> {
  const probe = join(checkout, 'bench/page-probe.cjs')
  const args = ['-r', probe, checkout, `--user-data-dir=${dataFolder}`, '--lang=en']
  const child = startElectron([...args, ...sandboxSwitches], { BENCH_SCRIPT: script })
  let answer: Answer | null = null
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{')) answer = JSON.parse(line)
  }
  if (answer === null) throw new Error('the page answered nothing')
  return answer
}
