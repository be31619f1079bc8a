import type { TaskProgress } from '../../shared/tasks'
import type { useWords } from '../app/i18n'

/** From 0 to 100, by bytes where their total is known; null while nothing is known. */
export function percentOf(progress: TaskProgress | null): number | null {
  if (progress === null) return null
  const { done, total, doneBytes, totalBytes } = progress
  if (totalBytes > 0) return (100 * doneBytes) / totalBytes
  return total > 0 ? (100 * done) / total : null
}

/** "31 of 40 · 12 MB of 60 MB", as far as that is known; null while it is not. */
export function amountOf(
  t: ReturnType<typeof useWords>,
  progress: TaskProgress | null,
): string | null {
  if (progress === null || progress.total === 0) return null
  const { done, total, doneBytes, totalBytes } = progress
  if (totalBytes > 0) return t('task.amountBytes', { done, total, doneBytes, totalBytes })
  if (doneBytes > 0) return t('task.amountSoFar', { done, total, doneBytes })
  return t('task.amount', { done, total })
}
