import { Button } from '@mantine/core'
import { errorActions } from '../../shared/errors'
import { toReport } from '../app/error-report'
import { useWords } from '../app/i18n'
import { TaskLine } from '../tasks/task-line'
import { ErrorNotice } from '../ui/error-notice'
import { WizardStep } from '../ui/wizard'
import { ScanResult } from './scan-result'
import classes from './scan-step.module.css'
import { useImportSession } from './session'
import { goTo, scanSource, stopScan } from './session-actions'

/** Step two: what the old app left, before anything is written. */
export function ScanStep() {
  const t = useWords()
  const { scan, isScanning, error } = useImportSession()
  return (
    <WizardStep
      title={t(isScanning ? 'import.scan.scanning' : 'import.scan.title')}
      footer={
        isScanning ? (
          <>
            <span />
            <Button variant="default" onClick={() => void stopScan()}>
              {t('app.cancel')}
            </Button>
          </>
        ) : (
          <>
            <Button variant="default" onClick={() => goTo('choose')}>
              {t('import.back')}
            </Button>
            {scan ? (
              <Button onClick={() => goTo('decide')}>{t('import.scan.decide')}</Button>
            ) : (
              error !== null && <AfterError error={error} />
            )}
          </>
        )
      }
    >
      {(scroller) => (
        <>
          {isScanning && (
            <>
              <p className={classes.promise}>{t('import.scan.promise')}</p>
              <TaskLine kind="scan" waiting={t('task.step.read-database')} />
            </>
          )}
          {error !== null && <ScanError error={error} />}
          {scan && <ScanResult scan={scan} scroller={scroller} />}
        </>
      )}
    </WizardStep>
  )
}

function ScanError({ error }: { readonly error: unknown }) {
  return (
    <div className={classes.error}>
      <ErrorNotice error={error} handlers={{ retry: null, 'choose-file': null }} />
    </div>
  )
}

/** A database that is newer than any we know may be tried; what cannot be used leads back. */
function AfterError({ error }: { readonly error: unknown }) {
  const t = useWords()
  const { code } = toReport(error)
  if (code === 'import-database-newer')
    return <Button onClick={() => void scanSource(true)}>{t('import.scan.tryNewer')}</Button>
  if (errorActions[code] === 'choose-file')
    return <Button onClick={() => goTo('choose')}>{t('import.choose.else')}</Button>
  return <Button onClick={() => void scanSource()}>{t('import.scan.again')}</Button>
}
