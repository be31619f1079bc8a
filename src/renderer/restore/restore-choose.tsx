import { Button } from '@mantine/core'
import { IconFileZip, IconFolderOpen } from '@tabler/icons-react'
import { toReport } from '../app/error-report'
import { useWords } from '../app/i18n'
import { openImport } from '../app/navigation'
import { ProgressLine } from '../tasks/progress-line'
import { cancelTask, useTask } from '../tasks/task'
import { DropFrame } from '../ui/drop-frame'
import { ErrorNotice } from '../ui/error-notice'
import { WizardStep } from '../ui/wizard'
import { AutomaticBackups } from './automatic-backups'
import { chooseBackup } from './restore-actions'
import classes from './restore-choose.module.css'
import { type RestoreSession, useRestoreSession } from './restore-session'
import { SetAsideList } from './set-aside-list'

/** Step one: which backup. Opening one changes nothing. */
export function RestoreChoose() {
  const t = useWords()
  const { choosing, error } = useRestoreSession()
  const isBusy = choosing !== null
  const isOldApp = error !== null && toReport(error).code === 'backup-old-app'
  return (
    <WizardStep title={t('restore.choose.title')} footer={null}>
      {() => (
        <>
          <p className={classes.text}>{t('restore.choose.text')}</p>
          {error !== null && (
            <ErrorNotice error={error} handlers={{ 'choose-file': null, retry: null }} />
          )}
          {isOldApp && (
            <Button mt="sm" onClick={openImport}>
              {t('restore.choose.toImport')}
            </Button>
          )}
          {choosing !== null && <RestoreReading finding={choosing} />}
          <DropFrame text={t('restore.choose.drop')}>
            <Button
              variant={isOldApp ? 'default' : 'filled'}
              leftSection={<IconFileZip size={19} aria-hidden />}
              disabled={isBusy}
              onClick={() => void chooseBackup('file')}
            >
              {t('restore.choose.file')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconFolderOpen size={19} aria-hidden />}
              disabled={isBusy}
              onClick={() => void chooseBackup('folder')}
            >
              {t('restore.choose.folder')}
            </Button>
          </DropFrame>
          <AutomaticBackups isBusy={isBusy} />
          <SetAsideList title={t('restore.aside.title')} />
        </>
      )}
    </WizardStep>
  )
}

interface RestoreReadingProps {
  readonly finding: NonNullable<RestoreSession['choosing']>
}

/** A backup is being read; while the system's picker is still open there is nothing to show. */
function RestoreReading({ finding }: RestoreReadingProps) {
  const t = useWords()
  const { isRunning } = useTask('verify')
  if (finding === 'picker' && !isRunning) return null
  return (
    <>
      <ProgressLine label={t('restore.choose.reading')} amount={null} percent={null} />
      <Button variant="default" onClick={() => void cancelTask('verify')}>
        {t('app.cancel')}
      </Button>
    </>
  )
}
