import { Modal } from '@mantine/core'
import { useWords } from '../app/i18n'
import { cancelTask, useTask } from '../tasks/task'
import { TaskRunning } from '../tasks/task-dialog'
import { TaskLine } from '../tasks/task-line'
import { ErrorNotice } from '../ui/error-notice'
import { PictureChoices } from './picture-choices'
import { PictureReport } from './picture-report'
import { useAddingPictures, usePictureSession } from './session'

/** Asks what is to become of pictures that were dropped or pasted, adds them, and reports what came of each. */
export function AddPicturesDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useWords()
  const { asked } = usePictureSession()
  const { phase, result, error } = useAddingPictures()
  const count = asked?.kind === 'offer' ? asked.offer.count : 1
  const isAsking = phase === 'idle' || phase === 'failed'
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={phase === 'done' ? t('pictures.reportTitle') : t('pictures.title', { count })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {phase === 'failed' && (
        <ErrorNotice error={error} handlers={{ retry: null, 'choose-file': null }} />
      )}
      {isAsking && asked !== null && <PictureChoices asked={asked} onClose={onClose} />}
      {phase === 'running' && <Running onClose={onClose} />}
      {phase === 'done' && result && <PictureReport added={result} onClose={onClose} />}
    </Modal>
  )
}

function Running({ onClose }: { readonly onClose: () => void }) {
  const t = useWords()
  const { progress, isStopping } = useTask('add-pictures')
  return (
    <TaskRunning
      text={t('pictures.runningText')}
      cancelLabel={t('pictures.cancel')}
      isStopping={isStopping}
      mayCancel={progress !== null}
      onCancel={() => void cancelTask('add-pictures')}
      onLeave={onClose}
    >
      <TaskLine kind="add-pictures" />
    </TaskRunning>
  )
}
