import { Button } from '@mantine/core'
import { useWords } from '../app/i18n'
import { ErrorNotice } from '../ui/error-notice'
import { WizardStep } from '../ui/wizard'
import { ChooseSource } from './choose-source'
import classes from './choose-step.module.css'
import { FoundSource } from './found-source'
import { ImportProgressLine } from './import-progress-line'
import { PastImports } from './past-imports'
import { useVisit } from './session'
import { choose, lookInside } from './session-actions'
import { useImportProgress } from './use-import-progress'

/** Step one: what is still there, and whether the right things were found in it. */
export function ChooseStep() {
  const t = useWords()
  const { source, finding, error } = useVisit()
  const progress = useImportProgress()
  const hasSomething = source !== null && (source.database !== null || source.portraits !== null)
  return (
    <WizardStep
      title={t('import.choose.title')}
      footer={
        hasSomething && (
          <>
            <span />
            <Button disabled={finding !== null} onClick={() => void lookInside()}>
              {t('import.choose.look')}
            </Button>
          </>
        )
      }
    >
      {() => (
        <>
          <p className={classes.text}>{t('import.choose.text')}</p>
          {error !== null && (
            <ErrorNotice
              error={error}
              handlers={{ 'choose-file': () => void choose('file'), retry: null }}
            />
          )}
          {finding === 'around' && (
            <ImportProgressLine title={t('import.choose.finding')} progress={progress} />
          )}
          {source && <FoundSource source={source} isBusy={finding !== null} />}
          <ChooseSource isAgain={source !== null} isBusy={finding !== null} />
          {source === null && <PastImports />}
        </>
      )}
    </WizardStep>
  )
}
