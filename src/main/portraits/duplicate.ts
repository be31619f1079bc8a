import type { Subject } from '../../shared/subject'
import { addCopy } from './assign'
import type { Portraits } from './portraits'

export interface DuplicateOrder {
  readonly from: Subject
  readonly to: Subject
}

/**
 * Gives one subject copies of all portraits of another, as files of its own, and shows the copy of the
 * one that was shown. A portrait whose file is lost is left out. Resolves with how many were copied.
 * Throws what Portraits.add throws; the copies made until then stay.
 */
export async function duplicatePortraits(
  portraits: Portraits,
  { from, to }: DuplicateOrder,
): Promise<number> {
  const shown = portraits.current(from)
  let copied = 0
  for (const portrait of portraits.history(from).reverse()) {
    const reading = await portraits.read(portrait)
    if (reading.state !== 'sound') continue
    const makeCurrent = portrait.id === shown?.id
    await addCopy(portraits, portrait, { to, bytes: reading.bytes, makeCurrent })
    copied += 1
  }
  return copied
}
