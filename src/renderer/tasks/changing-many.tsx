import { Modal } from '@mantine/core'
import { useWords } from '../app/i18n'
import type { ManyTask } from '../app/navigation'
import { TaskRunning } from './task-dialog'

interface ChangingManyProps {
  readonly task: ManyTask
  readonly onClose: () => void
}

/** How far a change to many records is. It closes by itself. */
export function ChangingMany({ task, onClose }: ChangingManyProps) {
  const t = useWords()
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`task.kind.${task}`)}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <TaskRunning
        kind={task}
        text={t('task.changingText')}
        cancelLabel={t('app.cancel')}
        onClose={onClose}
      />
    </Modal>
  )
}
