import { Modal } from '@mantine/core'
import { useWords } from '../app/i18n'
import { cancelTask, useTask } from '../tasks/task'
import { TaskRunning } from '../tasks/task-dialog'
import { TaskLine } from '../tasks/task-line'

/** How far a change to many characters is. It closes by itself. */
export function ChangingCharacters({ onClose }: { readonly onClose: () => void }) {
  const t = useWords()
  const { isStopping, progress } = useTask('characters')
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('character.many.changing')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <TaskRunning
        text={t('character.many.changingText')}
        cancelLabel={t('app.cancel')}
        isStopping={isStopping}
        mayCancel={progress !== null}
        onCancel={() => void cancelTask('characters')}
        onLeave={onClose}
      >
        <TaskLine kind="characters" />
      </TaskRunning>
    </Modal>
  )
}
