import { Progress } from '@mantine/core'
import type { ImportProgress } from '../../shared/legacy-import'
import { useWords } from '../i18n'
import classes from './progress-line.module.css'

interface ProgressLineProps {
  /** What is said until main tells what it is doing. */
  readonly label: string
  readonly progress: ImportProgress | null
}

/** How far something long is: what is done, how many of how many, and what is in hand. */
export function ProgressLine({ label, progress }: ProgressLineProps) {
  const t = useWords()
  const doing = progress ? t(`import.doing.${progress.doing}`) : label
  const isMeasured = progress !== null && progress.total > 0
  const percent = isMeasured ? (100 * progress.done) / progress.total : 100
  return (
    <div className={classes.progress}>
      <div className={classes.words}>
        <span>{doing}</span>
        <span className={classes.count}>{isMeasured && amount(t, progress)}</span>
      </div>
      <Progress.Root size={6}>
        <Progress.Section
          value={percent}
          animated={!isMeasured}
          striped={!isMeasured}
          aria-label={doing}
          aria-valuetext={isMeasured ? amount(t, progress) : doing}
        />
      </Progress.Root>
      <div className={classes.now} dir="auto">
        {progress?.now ? t('import.now', { name: progress.now }) : ''}
      </div>
    </div>
  )
}

function amount(t: ReturnType<typeof useWords>, { done, total, bytes }: ImportProgress): string {
  return t(bytes > 0 ? 'import.progressBytes' : 'import.progress', { done, total, bytes })
}
