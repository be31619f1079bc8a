import { Button } from '@mantine/core'
import { useWords } from '../app/i18n'
import { cancelTask, useTask } from '../tasks/task'
import { TaskLine } from '../tasks/task-line'
import { useRepairing } from './check'
import classes from './integrity-screen.module.css'

/** How far it is, while many findings are dealt with, and a way to stop. */
export function RepairLine() {
  const t = useWords()
  const { progress, isStopping } = useTask('repair')
  if (useRepairing().phase !== 'running' || progress === null) return null
  return (
    <div className={classes.repairing}>
      <TaskLine kind="repair" />
      <Button
        size="xs"
        variant="default"
        loading={isStopping}
        onClick={() => void cancelTask('repair')}
      >
        {t('check.stopMending')}
      </Button>
    </div>
  )
}
