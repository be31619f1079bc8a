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

/** Lets everybody read this and nobody but root write it. */
export function makeReadOnly(path: string, kind: 'file' | 'folder'): void {
  chmodSync(path, kind === 'file' ? 0o444 : 0o555)
}
