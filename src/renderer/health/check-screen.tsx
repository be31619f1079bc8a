import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { ErrorNotice } from '../components/error-notice'
import { StepFrame } from '../components/step-frame'
import { TaskScreen } from '../components/task-screen'
import { stopWork, useWork } from '../components/work'
import { WorkLine } from '../components/work-line'
import { useWords } from '../i18n'
import { useShortcut } from '../keys/shortcuts'
import { backToCampaign } from '../place'
import { check, useChecking } from './check'
import { CheckReport } from './check-report'
import classes from './check-screen.module.css'

/** Whether every row and every file is as it should be. Looking changes nothing. */
export function CheckScreen() {
  const t = useWords()
  const { phase, result, error } = useChecking()
  const { isStopping } = useWork()
  useShortcut('close', backToCampaign)
  useEffect(() => {
    // Whoever opens this wants to know now; a former answer is shown with a way to ask again.
    if (phase === 'idle' && error === null) void check()
  }, [phase, error])
  const isRunning = phase === 'running'
  return (
    <TaskScreen title={t('check.title')} closeLabel={t('check.close')} onClose={backToCampaign}>
      <StepFrame
        key={phase}
        title={t(
          isRunning
            ? 'check.looking'
            : result
              ? `check.verdict.${result.verdict}`
              : 'check.noAnswer',
        )}
        foot={
          isRunning ? (
            <>
              <Button variant="default" loading={isStopping} onClick={() => void stopWork()}>
                {t('check.cancel')}
              </Button>
              <Button onClick={backToCampaign}>{t('backup.goOnBehind')}</Button>
            </>
          ) : (
            <>
              <Button variant="default" onClick={() => void check()}>
                {t('check.again')}
              </Button>
              <Button onClick={backToCampaign}>{t('check.done')}</Button>
            </>
          )
        }
      >
        {() => (
          <>
            {isRunning && (
              <>
                <p className={classes.text}>{t('check.text')}</p>
                <WorkLine work="check" />
              </>
            )}
            {phase === 'idle' && <p className={classes.text}>{t('check.stopped')}</p>}
            {phase === 'failed' && (
              <ErrorNotice error={error} handlers={{ retry: () => void check() }} />
            )}
            {result && <CheckReport report={result} />}
          </>
        )}
      </StepFrame>
    </TaskScreen>
  )
}
