import type { FaceChange, RevertedFace } from '../../shared/portrait'
import type { createPortraitTable } from './table'

type PortraitTable = ReturnType<typeof createPortraitTable>

/**
 * Takes one change of a face back: what was shown before is shown again, out of the trash if it went
 * there meanwhile, and what the change brought goes to the trash. A face that the game master has chosen
 * since then stays. Belongs into a transaction. Throws AppError `not-found` when nobody has that face.
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
