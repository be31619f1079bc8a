import { Modal } from '@mantine/core'
import { useWords } from '../app/i18n'
import { TaskRunning } from '../tasks/task-dialog'

/** How far a change to many characters is. It closes by itself. */
export function ChangingCharacters({ onClose }: { readonly onClose: () => void }) {
  const t = useWords()
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('character.many.changing')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <TaskRunning
        kind="characters"
        text={t('character.many.changingText')}
        cancelLabel={t('app.cancel')}
        onClose={onClose}
      />
    </Modal>
  )
}
