import { Button, Group, Stack } from '@mantine/core'
import { useWords } from '../app/i18n'
import { TaskDialog } from '../tasks/task-dialog'
import { ErrorNotice } from '../ui/error-notice'
import { backUp, useBackingUp } from './back-up'
import { BackUpPlan } from './back-up-plan'
import { BackUpResult } from './back-up-result'

/** One backup, from what will be in it to what was verified. Closing it stops nothing. */
export function BackUpDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useWords()
  const outcome = useBackingUp()
  const { phase, error } = outcome
  return (
    <TaskDialog
      kind="backup"
      title={t(phase === 'done' ? 'backup.doneTitle' : 'backup.title')}
      outcome={outcome}
      form={<BackUpPlan onClose={onClose} wasStopped={error !== null} />}
      failed={<BackUpFailed error={error} onClose={onClose} />}
      text={t('backup.runningText')}
      cancelLabel={t('backup.cancel')}
      waiting={t('task.waiting')}
      renderResult={(made) => <BackUpResult made={made} onClose={onClose} />}
      onClose={onClose}
    />
  )
}

interface BackUpFailedProps {
  readonly error: unknown
  readonly onClose: () => void
}

/** Why there is no backup, and another place to try. */
function BackUpFailed({ error, onClose }: BackUpFailedProps) {
  const t = useWords()
  return (
    <Stack gap="md">
      <ErrorNotice error={error} handlers={{ retry: null, 'choose-file': null }} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('app.close')}
        </Button>
        <Button data-autofocus onClick={() => void backUp()}>
          {t('backup.chooseOtherPlace')}
        </Button>
      </Group>
    </Stack>
  )
}
