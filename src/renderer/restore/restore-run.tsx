import { useWords } from '../app/i18n'
import { backToCampaign } from '../app/navigation'
import { cancelTask, useTask } from '../tasks/task'
import { TaskFooter } from '../tasks/task-footer'
import { TaskLine } from '../tasks/task-line'
import { WizardStep } from '../ui/wizard'
import classes from './restore-pick.module.css'
import { useRestoreSession } from './restore-session'

/** How far the restore is. It can be stopped until the instant of the change-over. */
export function RestoreRun() {
  const t = useWords()
  const { way } = useRestoreSession()
  const kind = way === 'replace' ? 'restore' : 'restore-selected'
  const { progress, isStopping } = useTask(kind)
  const isSwapping = progress?.step === 'swap'
  return (
    <WizardStep
      title={t('restore.run.title')}
      footer={
        <TaskFooter
          cancelLabel={t('restore.run.cancel')}
          isStopping={isStopping}
          mayCancel={!isSwapping}
          onCancel={() => void cancelTask(kind)}
          onLeave={backToCampaign}
        />
      }
    >
      {() => (
        <>
          <p className={classes.text}>
            {t(way === 'replace' ? 'restore.run.text' : 'restore.run.textTake')}
          </p>
          <TaskLine kind={kind} />
        </>
      )}
    </WizardStep>
  )
}
