import { useWords } from '../app/i18n'
import { backToCampaign } from '../app/navigation'
import { CurrentWork } from '../tasks/current-task'
import { stopWork, useWork } from '../tasks/task'
import { WorkFoot } from '../tasks/task-footer'
import { WizardStep } from '../ui/wizard'
import classes from './restore-pick.module.css'
import { useRestoreSession } from './restore-session'

/** How far the restore is. It can be stopped until the instant of the change-over. */
export function RestoreRun() {
  const t = useWords()
  const { way } = useRestoreSession()
  const { told, isStopping } = useWork()
  const isSwapping = told?.step === 'swap'
  return (
    <WizardStep
      title={t('restore.run.title')}
      footer={
        <WorkFoot
          cancelLabel={t('restore.run.cancel')}
          isStopping={isStopping}
          mayCancel={!isSwapping}
          onCancel={() => void stopWork()}
          onLeave={backToCampaign}
        />
      }
    >
      {() => (
        <>
          <p className={classes.text}>
            {t(way === 'replace' ? 'restore.run.text' : 'restore.run.textTake')}
          </p>
          <CurrentWork work={way === 'replace' ? 'restore' : 'restore-selected'} />
        </>
      )}
    </WizardStep>
  )
}
