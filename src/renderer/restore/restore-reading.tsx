import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { ProgressLine } from '../tasks/progress-line'
import { stopWork } from '../tasks/task'
import type { RestoreSession } from './restore-session'

interface RestoreReadingProps {
  readonly finding: NonNullable<RestoreSession['choosing']>
}

/** A backup is being read; while the system's picker is still open there is nothing to show. */
export function RestoreReading({ finding }: RestoreReadingProps) {
  const t = useWords()
  const { data: state } = useQuery(queries.backupState())
  if (finding === 'picker' && state?.running !== 'verify') return null
  return (
    <>
      <ProgressLine label={t('restore.choose.reading')} amount={null} percent={null} />
      <Button variant="default" onClick={() => void stopWork()}>
        {t('app.cancel')}
      </Button>
    </>
  )
}
