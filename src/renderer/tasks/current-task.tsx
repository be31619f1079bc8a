import type { KindProgress, LibraryTask } from '../../shared/tasks'
import { useWords } from '../app/i18n'
import { useWork } from './task'
import { WorkLine } from './task-line'

interface CurrentWorkProps {
  readonly work: LibraryTask
  /** What is said until main tells what it is doing. */
  readonly waiting?: string
}

/** How far the long work is that this window waits for. */
export function CurrentWork({ work, waiting }: CurrentWorkProps) {
  const t = useWords()
  const { told, isStopping } = useWork()
  const title = told === null ? (waiting ?? t(`backup.work.${work}`)) : titleOf(t, told)
  return <WorkLine title={title} howFar={told} now={told?.now} isStopping={isStopping} />
}

function titleOf(t: ReturnType<typeof useWords>, { kind, step }: KindProgress): string {
  // What is backed up first, and what writes or looks at portraits in a way of its own.
  if (kind === 'automatic' || kind === 'export' || kind === 'check' || kind === 'put-back')
    return t(`backup.work.${kind}`)
  return t(`backup.step.${step}`)
}
