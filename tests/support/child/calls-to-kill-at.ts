import { isLongRun } from '../long'
import { runChild } from './run'

// A kill at a call that only reads leaves what a kill at the next one leaves.
const changing = new Set(
  'create write sync append mkdir link rename unlink rmdir syncFolder'.split(' '),
)

/**
 * The numbers of a script's calls to the disk that change something, told by a run in which none of them fails; in a
 * long run of every call. The script says `hit <call>` for each, and what it was started with must be used up by this.
 */
export async function callsToKillAt(script: string, args: readonly string[]): Promise<number[]> {
  const { lines, code, stderr } = await runChild({
    script,
    args,
    env: { CASTKEEPER_FAULT: 'any=DELAY0' },
  })
  if (code !== 0) throw new Error(`${script} fails by itself: ${stderr}`)
  const calls = lines.filter((line) => line.startsWith('hit ')).map((line) => line.slice(4))
  return calls.flatMap((call, index) => (isLongRun || changing.has(call) ? [index + 1] : []))
}
