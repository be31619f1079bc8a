import { Button } from '@mantine/core'
import { useWords } from '../app/i18n'
import { stopWork, useWork } from '../tasks/task'
import { WorkLine } from '../tasks/task-line'
import { useRepairing } from './check'
import classes from './integrity-screen.module.css'

/** How far it is, while many findings are dealt with, and a way to stop. */
export function RepairLine() {
  const t = useWords()
  const { told, isStopping } = useWork()
  if (useRepairing().phase !== 'running' || told === null) return null
  return (
    <div className={classes.repairing}>
      <WorkLine title={t('check.mending')} howFar={told} isStopping={isStopping} />
      <Button size="xs" variant="default" loading={isStopping} onClick={() => void stopWork()}>
        {t('check.stopMending')}
      </Button>
    </div>
  )
}
