import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { backToCampaign } from '../app/navigation'
import { cancelTask, useTask } from '../tasks/task'
import { TaskFooter } from '../tasks/task-footer'
import { TaskLine } from '../tasks/task-line'
import { WizardStep } from '../ui/wizard'
import classes from './scan-step.module.css'
import { useImportSession } from './session'
import { showReport } from './session-actions'

/** Step four: how far it is. The window stays usable; the report opens by itself at the end. */
export function RunStep() {
  const t = useWords()
  const { importId } = useImportSession()
  const { isStopping } = useTask('import')
  // It may have ended before this component subscribed.
  const { data: imports } = useQuery({ ...queries.imports(), refetchOnMount: 'always' })
  const state = imports?.find(({ id }) => id === importId)?.state
  const isOver = state !== undefined && state !== 'running'
  useEffect(() => {
    if (isOver && importId !== null) showReport(importId)
  }, [isOver, importId])
  return (
    <WizardStep
      title={t('import.run.title')}
      footer={
        <TaskFooter
          cancelLabel={t('import.run.cancel')}
          isStopping={isStopping}
          onCancel={() => void cancelTask('import')}
          onLeave={backToCampaign}
        />
      }
    >
      {() => (
        <>
          <p className={classes.promise}>{t('import.run.text')}</p>
          <TaskLine kind="import" />
        </>
      )}
    </WizardStep>
  )
}
