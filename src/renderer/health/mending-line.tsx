import { Button } from '@mantine/core'
import { stopWork, useWork } from '../components/work'
import { WorkLine } from '../components/work-line'
import { useWords } from '../i18n'
import { useMending } from './check'
import classes from './check-screen.module.css'

/** How far it is, while many findings are dealt with, and a way to stop. */
export function MendingLine() {
  const t = useWords()
  const { told, isStopping } = useWork()
  if (useMending().phase !== 'running' || told === null) return null
  return (
    <div className={classes.mending}>
      <WorkLine title={t('check.mending')} howFar={told} isStopping={isStopping} />
      <Button size="xs" variant="default" loading={isStopping} onClick={() => void stopWork()}>
        {t('check.stopMending')}
      </Button>
    </div>
  )
}
