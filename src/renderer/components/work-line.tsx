import type { BackupProgress, BackupWork } from '../../shared/backup'
import { useWords } from '../i18n'
import { ProgressLine } from './progress-line'
import { useWork } from './work'

interface WorkLineProps {
  readonly work: BackupWork
  /** What is said until main tells what it is doing. */
  readonly waiting?: string
}

/** How far the long work is that is under way. */
export function WorkLine({ work, waiting }: WorkLineProps) {
  const t = useWords()
  const { told, isStopping } = useWork()
  if (isStopping) return <ProgressLine label={t('backup.stopping')} amount={null} percent={null} />
  if (told === null) {
    const label = waiting ?? t(`backup.work.${work}`)
    return <ProgressLine label={label} amount={null} percent={null} />
  }
  return (
    <ProgressLine
      label={labelOf(t, told)}
      amount={told.total > 0 ? amountOf(t, told) : null}
      percent={percentOf(told)}
    />
  )
}

/** From 0 to 100; null while it is not known. */
export function percentOf(told: BackupProgress): number | null {
  if (told.totalBytes > 0) return (100 * told.doneBytes) / told.totalBytes
  return told.total > 0 ? (100 * told.done) / told.total : null
}

function labelOf(t: ReturnType<typeof useWords>, { work, step }: BackupProgress): string {
  // These write and look at portraits in ways of their own.
  if (work === 'export' || work === 'check') return t(`backup.work.${work}`)
  return t(`backup.step.${step}`)
}

function amountOf(t: ReturnType<typeof useWords>, told: BackupProgress): string {
  return t(told.totalBytes > 0 ? 'backup.amountBytes' : 'backup.amount', { ...told })
}
