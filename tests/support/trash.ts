import { createTrash } from '../../src/main/trash/trash'
import type { TrashItem } from '../../src/shared/trash'
import type { Library } from './library'

/** The trash of a library; `forgotten` are the hashes whose thumbnails it has let go of. */
export function openTrash(library: Library, mayRemoveFiles: () => boolean = () => true) {
  const forgotten: string[] = []
  const thumbnails = {
    forget: async (sha256: string) => {
      forgotten.push(sha256)
    },
  }
  return { ...createTrash({ ...library, thumbnails, mayRemoveFiles }), forgotten }
}

/** Plans and removes at once, as the two steps of the screen do. */
export async function removeForGood(
  trash: ReturnType<typeof openTrash>,
  choice: 'all' | readonly TrashItem[],
) {
  const chosen = choice === 'all' ? choice : [...choice]
  const { mark } = trash.plan(chosen, 30)
  const removed = await trash.remove(chosen, mark)
  await trash.workOff()
  return removed
}

/** Every row of these tables, for comparing before and after. */
export function rowsOf(
  { database }: Pick<Library, 'database'>,
  tables = ['campaign', 'character', 'portrait', 'message'],
): unknown {
  return tables.map((table) => database.prepare(`SELECT * FROM ${table} ORDER BY id`).all())
}
