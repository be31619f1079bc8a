import { importTasks, type TaskKind, type TaskStep } from '../../shared/tasks'
import { useWords } from '../app/i18n'
import { ProgressLine } from './progress-line'
import { amountOf, percentOf } from './progress-text'
import { useTask } from './task'

interface TaskLineProps {
  readonly kind: TaskKind
  /** Shown until main reports a step. */
  readonly waiting?: string
}

/** How far a task is: what it does, how many of how many, how much of how much, and what is in hand. */
export function TaskLine({ kind, waiting }: TaskLineProps) {
  const t = useWords()
  const { progress, isStopping } = useTask(kind)
  if (isStopping) return <ProgressLine label={t('task.stopping')} amount={null} percent={null} />
  const now = progress?.now
  // An import always names what is in hand; its place is kept free until it does.
  const isImport = importTasks.some((one) => one === kind)
  const beforeName = isImport ? '' : undefined
  return (
    <ProgressLine
      label={
        progress === null ? (waiting ?? t(`task.kind.${kind}`)) : titleOf(t, kind, progress.step)
      }
      amount={amountOf(t, progress)}
      percent={percentOf(progress)}
      now={now ? t('task.now', { name: now }) : beforeName}
    />
  )
}

/** Tasks of which all steps look the same to a game master. */
const ofOneStep: ReadonlySet<TaskKind> = new Set([
  'automatic',
  'export',
  'check',
  'repair',
  'put-back',
])

function titleOf(t: ReturnType<typeof useWords>, kind: TaskKind, step: TaskStep): string {
  return ofOneStep.has(kind) ? t(`task.kind.${kind}`) : t(`task.step.${step}`)
}
