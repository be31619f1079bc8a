import { AssignDialog } from './assign-dialog'
import { CompareDialog } from './compare-dialog'
import { useGalleryState } from './gallery-view'

/** The dialog in front of the gallery, if any. */
export function GalleryDialogs() {
  const { dialog } = useGalleryState()
  if (dialog?.kind === 'compare') return <CompareDialog ids={dialog.ids} />
  return dialog?.kind === 'assign' ? <AssignDialog id={dialog.id} /> : null
}
