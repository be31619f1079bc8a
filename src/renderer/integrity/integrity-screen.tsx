import { Button, Group } from '@mantine/core'
import { useEffect } from 'react'
import { useWords } from '../app/i18n'
import { useShortcut } from '../app/keys/shortcuts'
import { backToCampaign } from '../app/navigation'
import { cancelTask, useTask } from '../tasks/task'
import { TaskFooter } from '../tasks/task-footer'
import { TaskLine } from '../tasks/task-line'
import { ErrorNotice } from '../ui/error-notice'
import { FullScreen } from '../ui/full-screen'
import { WizardStep } from '../ui/wizard'
import { check, useChecking } from './check'
import { IntegrityReportView } from './integrity-report'
import classes from './integrity-screen.module.css'

/** Whether every row and every file is as it should be. Checking changes nothing. */
export function IntegrityScreen() {
  const t = useWords()
  const { phase, result, error } = useChecking()
  const { isStopping } = useTask('check')
  useShortcut('close', backToCampaign)
  useEffect(() => {
    // Opening this starts a check; an earlier result is shown with a way to check again.
    if (phase === 'idle' && error === null) void check()
  }, [phase, error])
  const isRunning = phase === 'running'
  return (
    <FullScreen
      title={t('integrity.title')}
      closeLabel={t('integrity.close')}
      onClose={backToCampaign}
    >
      <WizardStep
        key={phase}
        title={t(
          isRunning
            ? 'integrity.checking'
            : result
              ? `integrity.verdict.${result.verdict}`
              : 'integrity.noAnswer',
        )}
        footer={
          isRunning ? (
            <TaskFooter
              cancelLabel={t('integrity.cancel')}
              isStopping={isStopping}
              onCancel={() => void cancelTask('check')}
              onLeave={backToCampaign}
            />
          ) : (
            <>
              <Group gap="xs">
                <Button variant="default" onClick={() => void check()}>
                  {t('integrity.again')}
                </Button>
                <Button variant="default" onClick={() => void check('quick')}>
                  {t('integrity.quick')}
                </Button>
              </Group>
              <Button onClick={backToCampaign}>{t('integrity.done')}</Button>
            </>
          )
        }
      >
        {(scroller) => (
          <>
            {isRunning && (
              <>
                <p className={classes.text}>{t('integrity.text')}</p>
                <TaskLine kind="check" />
              </>
            )}
            {phase === 'idle' && <p className={classes.text}>{t('integrity.stopped')}</p>}
            {phase === 'failed' && (
              <ErrorNotice error={error} handlers={{ retry: () => void check() }} />
            )}
            {result && <IntegrityReportView report={result} scroller={scroller} />}
          </>
        )}
      </WizardStep>
    </FullScreen>
  )
}
