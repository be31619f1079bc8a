import { Button } from '@mantine/core'
import { StepFrame } from '../components/step-frame'
import { stopWork, useWork } from '../components/work'
import { WorkLine } from '../components/work-line'
import { useWords } from '../i18n'
import { backToCampaign } from '../place'
import classes from './restore-pick.module.css'
import { useRestoreVisit } from './restore-visit'

/** How far the restore is. It can be stopped until the instant of the change-over. */
export function RestoreRun() {
  const t = useWords()
  const { way } = useRestoreVisit()
  const { told, isStopping } = useWork()
  const isSwapping = told?.step === 'swap'
  return (
    <StepFrame
      title={t('restore.run.title')}
      foot={
        <>
          <Button
            variant="default"
            disabled={isSwapping}
            loading={isStopping}
            onClick={() => void stopWork()}
          >
            {t('restore.run.cancel')}
          </Button>
          <Button onClick={backToCampaign}>{t('backup.goOnBehind')}</Button>
        </>
      }
    >
      {() => (
        <>
          <p className={classes.text}>
            {t(way === 'replace' ? 'restore.run.text' : 'restore.run.textTake')}
          </p>
          <WorkLine work={way === 'replace' ? 'restore' : 'take'} />
        </>
      )}
    </StepFrame>
  )
}
