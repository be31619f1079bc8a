import { execFileSync } from 'node:child_process'
import { chmodSync } from 'node:fs'

/** The user that owns nothing. */
export const nobody = 65_534

/** Gives up root's right to write everywhere, and answers the way back; anybody but root stays as they are. */
function giveUpRoot(): () => void {
  if (process.geteuid?.() !== 0) return () => undefined
  process.seteuid?.(nobody)
  return () => process.seteuid?.(0)
}

/** Runs this without root's rights, so that permissions mean what they say. */
export function asOrdinaryUser<Value>(run: () => Value): Value {
  const restoreRoot = giveUpRoot()
  try {
    return run()
  } finally {
    restoreRoot()
  }
}

/** The same for work that takes its time; nothing else may go on in this process meanwhile. */
export async function workAsOrdinaryUser<Value>(work: () => Promise<Value>): Promise<Value> {
  const restoreRoot = giveUpRoot()
  try {
    return await work()
  } finally {
    restoreRoot()
  }
}

/** Makes a folder with everything in it the ordinary user's own, so that only its mode bits stand in their way. */
export function giveToOrdinaryUser(folder: string): void {
  if (process.geteuid?.() === 0) execFileSync('chown', ['-Rh', String(nobody), folder])
}

/** Lets everybody read this and nobody but root write it. */
export function makeReadOnly(path: string, kind: 'file' | 'folder'): void {
  chmodSync(path, kind === 'file' ? 0o444 : 0o555)
}
