import { Button, Group, Modal, Stack } from '@mantine/core'
import { useWords } from '../app/i18n'

import { cancelTask, useTask } from '../tasks/task'
import { TaskRunning } from '../tasks/task-dialog'
import { TaskLine } from '../tasks/task-line'
import { ErrorNotice } from '../ui/error-notice'
import { backUp, useBackingUp } from './back-up'
import { BackUpPlan } from './back-up-plan'
import { BackUpResult } from './back-up-result'

/** One backup, from what will be in it to what was verified. Closing it stops nothing. */
export function BackUpDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useWords()
  const { phase, result, error } = useBackingUp()
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(phase === 'done' ? 'backup.doneTitle' : 'backup.title')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {phase === 'idle' && <BackUpPlan onClose={onClose} wasStopped={error !== null} />}
      {phase === 'running' && <BackUpRunning onClose={onClose} />}
      {phase === 'failed' && <BackUpFailed error={error} onClose={onClose} />}
      {phase === 'done' && result && <BackUpResult made={result} onClose={onClose} />}
    </Modal>
  )
}

/** How far the backup is; the window stays usable behind it. */
function BackUpRunning({ onClose }: { readonly onClose: () => void }) {
  const t = useWords()
  const { progress, isStopping } = useTask('backup')
  return (
    <TaskRunning
      text={t('backup.runningText')}
      cancelLabel={t('backup.cancel')}
      isStopping={isStopping}
      mayCancel={progress !== null}
      mayLeave={progress !== null}
      onCancel={() => void cancelTask('backup')}
      onLeave={onClose}
    >
      <TaskLine kind="backup" waiting={t('task.waiting')} />
    </TaskRunning>
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
