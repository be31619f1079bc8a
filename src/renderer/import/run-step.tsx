import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { queries, request } from '../app/api'
import { useWords } from '../app/i18n'
import { backToCampaign } from '../app/navigation'
import { attempt } from '../app/toasts'
import { WorkFoot } from '../tasks/task-footer'
import { WizardStep } from '../ui/wizard'
import { ImportProgressLine } from './import-progress-line'
import classes from './scan-step.module.css'
import { useImportSession } from './session'
import { showReport } from './session-actions'
import { useImportProgress } from './use-import-progress'

/** Step four: how far it is. The window stays usable; the report opens by itself at the end. */
export function RunStep() {
  const t = useWords()
  const { importId } = useImportSession()
  const progress = useImportProgress()
  const [isCancelling, setCancelling] = useState(false)
  // Its end may have been told before this was here to hear it.
  const { data: imports } = useQuery({ ...queries.imports(), refetchOnMount: 'always' })
  const state = imports?.find(({ id }) => id === importId)?.state
  const isOver = state !== undefined && state !== 'running'
  useEffect(() => {
    if (isOver && importId !== null) showReport(importId)
  }, [isOver, importId])
  const cancel = async () => {
    setCancelling(true)
    if (!(await attempt(() => request('import:cancel')))) setCancelling(false)
  }
  return (
    <WizardStep
      title={t('import.run.title')}
      footer={
        <WorkFoot
          cancelLabel={t('import.run.cancel')}
          isStopping={isCancelling}
          onCancel={() => void cancel()}
          onLeave={backToCampaign}
        />
      }
    >
      {() => (
        <>
          <p className={classes.promise}>{t('import.run.text')}</p>
          <ImportProgressLine
            title={t('import.doing.importing')}
            progress={progress?.importId === importId ? progress : null}
            isStopping={isCancelling}
          />
        </>
      )}
    </WizardStep>
  )
}
