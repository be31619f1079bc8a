import type { FaceChange, RevertedFace } from '../../shared/portrait'
import type { createPortraitTable } from './table'

type PortraitTable = ReturnType<typeof createPortraitTable>

/**
 * Undoes one change of the shown portrait: the previous one is shown again, restored from the trash if
 * necessary, and what the change added goes to the trash. A portrait chosen since then stays. Call inside a
 * transaction. Throws AppError `not-found` when there is no such subject.
 */
export function revertFace(table: PortraitTable, change: FaceChange): RevertedFace {
  const { subject, shownId, formerId, added, wentToTrash } = change
  table.requireSubject(subject)
  for (const id of wentToTrash) if (table.find(id) !== undefined) table.restore(id)
  const shownNow = table.current(subject)?.id ?? null
  const isAsLeft = shownNow === shownId
  const former = formerId === null ? null : table.find(formerId)
  const kept = isAsLeft ? null : shownNow
  for (const id of added) {
    const row = table.find(id)
    if (row !== undefined && row.trashed_at === null && id !== kept) {
      table.trash(id, isAsLeft && id === shownId)
    }
  }
  if (!isAsLeft) return 'another-chosen'
  if (former === undefined) {
    table.point(subject, table.newestId(subject))
    return 'former-gone'
  }
  if (former?.trashed_at) table.restore(former.id)
  table.point(subject, formerId)
  return 'done'
}
