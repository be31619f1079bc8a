import type { ImportProgress } from '../../shared/legacy-import'
import { useWords } from '../app/i18n'
import { WorkLine } from '../tasks/task-line'

interface ImportProgressLineProps {
  /** What is said until main tells what it is doing. */
  readonly title: string
  readonly progress: ImportProgress | null
  readonly isStopping?: boolean
}

/** How far a look, an import or its undo is. */
export function ImportProgressLine({ title, progress, isStopping }: ImportProgressLineProps) {
  const t = useWords()
  return (
    <WorkLine
      title={progress ? t(`import.doing.${progress.doing}`) : title}
      howFar={progress && { ...progress, doneBytes: progress.bytes }}
      now={progress?.now ?? ''}
      isStopping={isStopping}
    />
  )
}
