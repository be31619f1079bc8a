import { Button } from '@mantine/core'
import { errorActions } from '../../shared/errors'
import { toReport } from '../app/error-report'
import { useWords } from '../app/i18n'
import { ErrorNotice } from '../ui/error-notice'
import { WizardStep } from '../ui/wizard'
import { ImportProgressLine } from './import-progress-line'
import { LookedAround } from './looked-around'
import classes from './scan-step.module.css'
import { useVisit } from './session'
import { goTo, lookInside, stopLooking } from './session-actions'
import { useImportProgress } from './use-import-progress'

/** Step two: what the old app left, before anything is written. */
export function ScanStep() {
  const t = useWords()
  const { look, isLooking, error } = useVisit()
  const progress = useImportProgress()
  return (
    <WizardStep
      title={t(isLooking ? 'import.look.looking' : 'import.look.title')}
      footer={
        isLooking ? (
          <>
            <span />
            <Button variant="default" onClick={() => void stopLooking()}>
              {t('app.cancel')}
            </Button>
          </>
        ) : (
          <>
            <Button variant="default" onClick={() => goTo('choose')}>
              {t('import.back')}
            </Button>
            {look ? (
              <Button onClick={() => goTo('decide')}>{t('import.look.decide')}</Button>
            ) : (
              error !== null && <AfterError error={error} />
            )}
          </>
        )
      }
    >
      {(scroller) => (
        <>
          {isLooking && (
            <>
              <p className={classes.promise}>{t('import.look.promise')}</p>
              <ImportProgressLine title={t('import.doing.reading')} progress={progress} />
            </>
          )}
          {error !== null && <LookError error={error} />}
          {look && <LookedAround look={look} scroller={scroller} />}
        </>
      )}
    </WizardStep>
  )
}

function LookError({ error }: { readonly error: unknown }) {
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
    return <Button onClick={() => void lookInside(true)}>{t('import.look.tryNewer')}</Button>
  if (errorActions[code] === 'choose-file')
    return <Button onClick={() => goTo('choose')}>{t('import.choose.else')}</Button>
  return <Button onClick={() => void lookInside()}>{t('import.look.again')}</Button>
}
