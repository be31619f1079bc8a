import type { Notice } from '../../../shared/start'
import type { TrashItem } from '../../../shared/trash'
import type { Log } from '../../core/log'
import type { Library } from '../library'

export interface EmptyTrashOptions {
  /** Null while the library is closed. */
  readonly library: () => Pick<Library, 'trash'> | null
  /** After how many days things leave the trash, as the game master set it; null for never. */
  readonly trashDays: () => number | null
  /** True while the game master does nothing with the app. */
  readonly isIdle: () => boolean
  /** True while an import, a backup or a restore is under way. */
  readonly isBusy: () => boolean
  readonly notify: (notice: Notice) => void
  readonly onRemoved: () => void
  readonly log: Log
}

/**
 * Makes the job that announces what will leave the trash within the day, and deletes, while the game master is
 * idle, what was announced and is due. Fails with the database; the next run finds the trash as it is.
 */
export function createEmptyTrash(options: EmptyTrashOptions): () => Promise<void> {
  const { library, trashDays, isIdle, isBusy, notify, onRemoved, log } = options

  async function removeDue(trash: Library['trash'], due: readonly TrashItem[]): Promise<void> {
    const removed = await trash.removeDue(due)
    log('trash emptied itself', { ...removed })
    const { campaigns, characters, portraits, sessions } = removed
    if (campaigns + characters + portraits + sessions === 0) return
    onRemoved()
    notify({ code: 'trash-emptied', details: { campaigns, characters, portraits, sessions } })
  }

  return async () => {
    const trash = library()?.trash
    if (trash === undefined) return
    const { announced, due } = trash.checkExpiry(trashDays())
    if (announced.length > 0) {
      notify({ code: 'trash-leaving', details: countOf(announced) })
      log('trash will empty itself', { count: announced.length })
    }
    if (!isIdle() || isBusy()) return
    if (due.length > 0) await removeDue(trash, due)
    const files = await trash.workOff()
    if (files.removed + files.left > 0) log('files of removed portraits', { ...files })
  }
}

function countOf(items: readonly TrashItem[]) {
  const count = (kind: TrashItem['kind']) => items.filter((item) => item.kind === kind).length
  return {
    campaigns: count('campaign'),
    characters: count('character'),
    portraits: count('portrait'),
    sessions: count('session'),
  }
}
