import { Alert, Button } from '@mantine/core'
import type { BackupVerdict } from '../../shared/backup'
import { request } from '../api'
import { moment } from '../components/counts'
import { CurrentWork } from '../components/current-work'
import { ErrorNotice } from '../components/error-notice'
import { HarmedPortraits } from '../components/harmed-portraits'
import { createDoing, stopWork } from '../components/work'
import { useWords } from '../i18n'
import classes from '../settings/settings-screen.module.css'

const verifying = createDoing<BackupVerdict>('verify')

/** Reads a backup from end to end, and says whether it can be relied on. */
export function VerifyBackup() {
  const t = useWords()
  const { phase, result, error } = verifying.use()
  const isRunning = phase === 'running'
  return (
    <>
      <div className={classes.line}>
        <div className={classes.lineText}>
          <div className={classes.lineTitle}>{t('backup.verify.title')}</div>
          <div className={classes.lineNote}>{t('backup.verify.note')}</div>
        </div>
        {isRunning ? (
          <Button size="xs" variant="default" onClick={() => void stopWork()}>
            {t('app.cancel')}
          </Button>
        ) : (
          <Button
            size="xs"
            variant="default"
            onClick={() => void verifying.begin(() => request('backup:verify'))}
          >
            {t('backup.verify.choose')}
          </Button>
        )}
      </div>
      {isRunning && <CurrentWork work="verify" waiting={t('backup.verify.waiting')} />}
      {phase === 'failed' && (
        <ErrorNotice
          error={error}
          handlers={{ 'choose-file': null, retry: null }}
          onDismiss={verifying.forget}
        />
      )}
      {phase === 'done' && result && (
        <Alert mt="sm" role="status">
          {t('backup.verify.sound', {
            name: result.summary.name,
            when: moment(result.summary.madeAt),
          })}{' '}
          {t('backup.verified', { count: result.proof.entries, bytes: result.proof.bytes })}
        </Alert>
      )}
      {phase === 'done' && result && (
        <HarmedPortraits
          sentence={t('restore.look.harmed', { count: result.warnings.length })}
          portraits={result.warnings}
        />
      )}
    </>
  )
}
