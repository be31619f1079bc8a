import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Portraits } from './portraits'

/** Portraits looked at before everything else gets its turn: some milliseconds. */
const lookedAtInOneGo = 50

export interface VerifyOptions {
  /** True reads every file whole and compares it with its SHA-256; false looks at sizes only. */
  readonly isDeep: boolean
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, total: number) => void
}

/**
 * Checks the file of every portrait and flags the rows. Resolves with the ids of those that are not intact.
 */
export async function verifyPortraits(
  portraits: Portraits,
  { isDeep, signal, onProgress }: VerifyOptions,
): Promise<number[]> {
  const ids = portraits.ids()
  const damaged: number[] = []
  for (const [index, id] of ids.entries()) {
    if (index % lookedAtInOneGo === 0) await nextTurn()
    if (signal?.aborted) break
    const portrait = portraits.find(id)
    if (portrait === null) continue
    const state = isDeep ? (await portraits.read(portrait)).state : await portraits.check(portrait)
    if (state !== 'sound') damaged.push(id)
    onProgress?.(index + 1, ids.length)
  }
  return damaged
}
