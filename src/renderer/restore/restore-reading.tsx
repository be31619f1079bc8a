import { Button } from '@mantine/core'
import { useWords } from '../app/i18n'
import { ProgressLine } from '../tasks/progress-line'
import { cancelTask, useTask } from '../tasks/task'
import type { RestoreSession } from './restore-session'

interface RestoreReadingProps {
  readonly finding: NonNullable<RestoreSession['choosing']>
}

/** A backup is being read; while the system's picker is still open there is nothing to show. */
export function RestoreReading({ finding }: RestoreReadingProps) {
  const t = useWords()
  const { isRunning } = useTask('verify')
  if (finding === 'picker' && !isRunning) return null
  return (
    <>
      <ProgressLine label={t('restore.choose.reading')} amount={null} percent={null} />
      <Button variant="default" onClick={() => void cancelTask('verify')}>
        {t('app.cancel')}
      </Button>
    </>
  )
}
