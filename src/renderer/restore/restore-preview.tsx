import { Button } from '@mantine/core'
import type { RestorePreview } from '../../shared/backup'
import { useWords } from '../app/i18n'
import { ErrorNotice } from '../ui/error-notice'
import { WizardStep } from '../ui/wizard'
import { BackupContents } from './backup-contents'
import { Differences } from './differences'
import { ReplaceAll } from './replace-all'
import { startOver } from './restore-actions'
import classes from './restore-preview.module.css'
import { changeRestoreSession, useRestoreSession } from './restore-session'
import { RestoreWay } from './restore-way'

/** Step two: what the backup holds and what differs from now, before anything is done. */
export function RestorePreviewStep() {
  const { preview } = useRestoreSession()
  return preview && <Preview preview={preview} />
}

function Preview({ preview }: { readonly preview: RestorePreview }) {
  const t = useWords()
  const { way, error } = useRestoreSession()
  const isChoice = hasSomething(preview)
  return (
    <WizardStep
      title={t('restore.preview.title')}
      footer={
        <>
          <Button variant="default" onClick={startOver}>
            {t('restore.back')}
          </Button>
          {isChoice && way === 'take' ? (
            <Button onClick={() => changeRestoreSession({ step: 'pick', error: null })}>
              {t('restore.preview.pick')}
            </Button>
          ) : (
            <ReplaceAll preview={preview} isAsked={isChoice} />
          )}
        </>
      }
    >
      {() => (
        <div className={classes.look}>
          {error !== null && (
            <ErrorNotice error={error} handlers={{ 'choose-file': startOver, retry: null }} />
          )}
          <BackupContents preview={preview} />
          {isChoice && <RestoreWay />}
          {preview.now !== null && <Differences preview={preview} />}
        </div>
      )}
    </WizardStep>
  )
}

/** Whether there is anything here that a restore would replace. */
function hasSomething({ now }: RestorePreview): boolean {
  return now !== null && now.campaigns + now.characters + now.portraits > 0
}
