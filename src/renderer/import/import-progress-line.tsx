import type { ImportProgress } from '../../shared/legacy-import'
import { ProgressLine } from '../components/progress-line'
import { useWords } from '../i18n'

interface ImportProgressLineProps {
  /** What is said until main tells what it is doing. */
  readonly label: string
  readonly progress: ImportProgress | null
}

/** How far a look, an import or its undo is. */
export function ImportProgressLine({ label, progress }: ImportProgressLineProps) {
  const t = useWords()
  const isMeasured = progress !== null && progress.total > 0
  return (
    <ProgressLine
      label={progress ? t(`import.doing.${progress.doing}`) : label}
      amount={isMeasured ? amountOf(t, progress) : null}
      percent={isMeasured ? (100 * progress.done) / progress.total : null}
      now={progress?.now ? t('import.now', { name: progress.now }) : ''}
    />
  )
}

function amountOf(t: ReturnType<typeof useWords>, { done, total, bytes }: ImportProgress): string {
  return t(bytes > 0 ? 'import.progressBytes' : 'import.progress', { done, total, bytes })
}
