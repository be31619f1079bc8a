import type { TrashEntry, TrashItem } from '../../shared/trash'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { attempt, toastDone } from '../app/toasts'
import { countKinds, kindList, nameOf } from './trash-words'

/** Takes these out of the trash, with what they belong to. Can be undone and redone. True when it was done. */
export function restoreItems(items: readonly TrashItem[], only?: TrashEntry): Promise<boolean> {
  return attempt(async () => {
    const restored = await request('trash:restore', { items: [...items] })
    toastDone(sentence(restored.items, only), {
      inverse: () => request('trash:undo-restore', restored),
      redo: () => request('trash:restore', { items: [...items] }),
    })
  })
}

function sentence(restored: readonly TrashItem[], only: TrashEntry | undefined): string {
  const { t } = translator
  const list = kindList(countKinds(restored))
  if (only === undefined) return t('trash.restored', { list })
  const others = restored.filter(({ kind, id }) => kind !== only.kind || id !== only.id)
  if (others.length === 0) return t('trash.restoredOne', { name: nameOf(only) })
  return t('trash.restoredWith', { name: nameOf(only), list: kindList(countKinds(others)) })
}
