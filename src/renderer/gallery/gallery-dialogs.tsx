import { AssignDialog } from './assign-dialog'
import { CompareDialog } from './compare-dialog'
import { useLibraryHand } from './view'

/** What stands in front of the library's wall, if anything. */
export function LibraryDialogs() {
  const { dialog } = useLibraryHand()
  if (dialog?.kind === 'compare') return <CompareDialog ids={dialog.ids} />
  return dialog?.kind === 'give' ? <AssignDialog id={dialog.id} /> : null
}
