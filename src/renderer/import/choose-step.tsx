import { Button } from '@mantine/core'
import { useWords } from '../app/i18n'
import { TaskLine } from '../tasks/task-line'
import { ErrorNotice } from '../ui/error-notice'
import { WizardStep } from '../ui/wizard'
import { ChooseSource } from './choose-source'
import classes from './choose-step.module.css'
import { FoundSource } from './found-source'
import { PastImports } from './past-imports'
import { useImportSession } from './session'
import { choose, scanSource } from './session-actions'

/** Step one: what is still there, and whether the right things were found in it. */
export function ChooseStep() {
  const t = useWords()
  const { source, choosing, error } = useImportSession()
  const hasSomething = source !== null && (source.database !== null || source.portraits !== null)
  return (
    <WizardStep
      title={t('import.choose.title')}
      footer={
        hasSomething && (
          <>
            <span />
            <Button disabled={choosing !== null} onClick={() => void scanSource()}>
              {t('import.choose.scan')}
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
          {choosing === 'search' && <TaskLine kind="scan" waiting={t('import.choose.finding')} />}
          {source && <FoundSource source={source} isBusy={choosing !== null} />}
          <ChooseSource isAgain={source !== null} isBusy={choosing !== null} />
          {source === null && <PastImports />}
        </>
      )}
    </WizardStep>
  )
}
