import { useWords } from '../app/i18n'
import { amountOf, type HowFar, percentOf } from './how-far'
import { ProgressLine } from './progress-line'

interface WorkLineProps {
  /** What is being done. */
  readonly title: string
  /** Null until it is known. */
  readonly howFar: HowFar | null
  /** What is in hand; empty keeps its place free. */
  readonly now?: string
  /** It was asked to stop, and has not yet. */
  readonly isStopping?: boolean
}

/** How far long work is: what is done, how many of how many, how much of how much, and what is in hand. */
export function WorkLine({ title, howFar, now, isStopping = false }: WorkLineProps) {
  const t = useWords()
  if (isStopping) return <ProgressLine label={t('work.stopping')} amount={null} percent={null} />
  return (
    <ProgressLine
      label={title}
      amount={amountOf(t, howFar)}
      percent={percentOf(howFar)}
      now={now ? t('work.now', { name: now }) : now}
    />
  )
}
