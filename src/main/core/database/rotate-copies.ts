import { rmSync } from 'node:fs'
import { examineDatabase } from './examine'

/** Daily copies of one library that are kept beside it. */
const dailyCopiesKept = 7

/**
 * Removes daily copies of one library, newest first, once seven newer ones are whole. Each of those is read
 * from end to end before one goes: one that is damaged stands for nothing, and never pushes out a good one.
 */
export async function rotateCopies(newestFirst: readonly string[]): Promise<void> {
  if (newestFirst.length <= dailyCopiesKept) return
  let whole = 0
  for (const path of newestFirst) {
    if (whole === dailyCopiesKept) rmSync(path)
    else if (await isWhole(path)) whole += 1
  }
}

async function isWhole(path: string): Promise<boolean> {
  try {
    const { integrity, strays } = await examineDatabase(path)
    return integrity === 'ok' && strays === 0
  } catch {
    // Not to be opened: then it is not what could be put back.
    return false
  }
}
