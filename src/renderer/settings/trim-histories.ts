import { request } from '../app/api'
import { translator } from '../app/i18n'
import { attempt, toastDone } from '../app/toasts'
import { trashAgain } from '../portrait/change-many'

/** Moves what is beyond the limit of each history to the trash. Can be undone and redone in one step. */
export function trimHistories(kept: number): Promise<boolean> {
  return attempt(async () => {
    const ids = await request('history:move-surplus', { kept })
    if (ids.length === 0) return
    const items = ids.map((id) => ({ kind: 'portrait' as const, id }))
    toastDone(translator.t('history.moved', { count: ids.length }), {
      inverse: () => request('trash:restore', { items }),
      // These very portraits: since then others may be beyond the limit.
      redo: () => trashAgain(ids),
    })
  })
}
