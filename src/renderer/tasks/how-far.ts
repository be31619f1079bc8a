import type { useWords } from '../app/i18n'

/** How far something long is. A total of 0, or none, is not known. */
export interface HowFar {
  readonly done: number
  readonly total: number
  readonly doneBytes?: number
  readonly totalBytes?: number
}

/** From 0 to 100, by bytes where their total is known; null while nothing is known. */
export function percentOf(howFar: HowFar | null): number | null {
  if (howFar === null) return null
  const { done, total, doneBytes = 0, totalBytes = 0 } = howFar
  if (totalBytes > 0) return (100 * doneBytes) / totalBytes
  return total > 0 ? (100 * done) / total : null
}

/** "31 of 40 · 12 MB of 60 MB", as far as that is known; null while it is not. */
export function amountOf(t: ReturnType<typeof useWords>, howFar: HowFar | null): string | null {
  if (howFar === null || howFar.total === 0) return null
  const { done, total, doneBytes = 0, totalBytes = 0 } = howFar
  if (totalBytes > 0) return t('work.amountBytes', { done, total, doneBytes, totalBytes })
  if (doneBytes > 0) return t('work.amountSoFar', { done, total, doneBytes })
  return t('work.amount', { done, total })
}
