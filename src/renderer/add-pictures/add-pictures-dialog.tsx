import { useWords } from '../app/i18n'
import { TaskDialog } from '../tasks/task-dialog'
import { PictureChoices } from './picture-choices'
import { PictureReport } from './picture-report'
import { useAddingPictures, usePictureSession } from './session'

/** Asks what is to become of pictures that were dropped or pasted, adds them, and reports what came of each. */
export function AddPicturesDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useWords()
  const { asked } = usePictureSession()
  const outcome = useAddingPictures()
  const count = asked?.kind === 'offer' ? asked.offer.count : 1
  return (
    <TaskDialog
      kind="add-pictures"
      title={outcome.phase === 'done' ? t('pictures.reportTitle') : t('pictures.title', { count })}
      outcome={outcome}
      form={asked !== null && <PictureChoices asked={asked} onClose={onClose} />}
      text={t('pictures.runningText')}
      cancelLabel={t('pictures.cancel')}
      renderResult={(added) => <PictureReport added={added} onClose={onClose} />}
      onClose={onClose}
    />
  )
}
