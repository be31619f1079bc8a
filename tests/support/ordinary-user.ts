import { execFileSync } from 'node:child_process'
import { chmodSync } from 'node:fs'

/** The user that owns nothing. */
export const nobody = 65_534

/**
 * Runs this without root's right to write everywhere, so that permissions mean what they say.
 * Anybody but root runs it as they are.
 */
export function asOrdinaryUser<Value>(run: () => Value): Value {
  if (process.geteuid?.() !== 0 || !process.seteuid) return run()
  process.seteuid(nobody)
  try {
    return run()
  } finally {
    process.seteuid(0)
  }
}

/** The same for work that takes its time; nothing else may go on in this process meanwhile. */
export async function workAsOrdinaryUser<Value>(work: () => Promise<Value>): Promise<Value> {
  if (process.geteuid?.() !== 0 || !process.seteuid) return work()
  process.seteuid(nobody)
  try {
    return await work()
  } finally {
    process.seteuid(0)
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
