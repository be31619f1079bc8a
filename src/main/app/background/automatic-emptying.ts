import { AppError } from '../../../shared/errors'
import type { Notice } from '../../../shared/start'
import type { TrashItem } from '../../../shared/trash'
import type { Log } from '../../core/log'
import type { Library } from '../library'

/** The first faces are on the wall, and the start is over. */
const firstLookMs = 45_000
const lookEveryMs = 10 * 60_000

export interface AutomaticEmptyingOptions {
  /** Null while the library is closed. */
  readonly library: () => Pick<Library, 'trash'> | null
  /** After how many days things leave the trash, as the game master set it; null for never. */
  readonly trashDays: () => number | null
  /** True when nobody is at work with the app. */
  readonly isQuiet: () => boolean
  /** True while an import, a backup or a restore is under way. */
  readonly isBusy: () => boolean
  readonly notify: (notice: Notice) => void
  readonly onRemoved: () => void
  readonly log: Log
}

/**
 * Looks at the trash every few minutes: says what will leave it within the day, and at a quiet moment lets
 * go of what was announced and is due.
 */
export function createAutomaticEmptying(options: AutomaticEmptyingOptions) {
  const { library, trashDays, isQuiet, isBusy, notify, onRemoved, log } = options
  let isLooking = false

  async function empty(trash: Library['trash'], due: readonly TrashItem[]): Promise<void> {
    const removed = await trash.removeDue(due)
    log('trash emptied itself', { ...removed })
    const { campaigns, characters, portraits } = removed
    if (campaigns + characters + portraits === 0) return
    onRemoved()
    notify({ code: 'trash-emptied', details: { campaigns, characters, portraits } })
  }

  async function lookNow(): Promise<void> {
    const trash = library()?.trash
    if (trash === undefined) return
    const { announced, due } = trash.look(trashDays())
    if (announced.length > 0) {
      notify({ code: 'trash-leaving', details: countOf(announced) })
      log('trash will empty itself', { count: announced.length })
    }
    if (!isQuiet() || isBusy()) return
    if (due.length > 0) await empty(trash, due)
    const files = await trash.workOff()
    if (files.removed + files.left > 0) log('files of removed portraits', { ...files })
  }

  return {
    async look(): Promise<void> {
      if (isLooking) return
      isLooking = true
      try {
        await lookNow()
      } catch (error) {
        // Nobody asked for it just now; the next look finds the trash as it is.
        log('trash not looked at', { code: error instanceof AppError ? error.code : String(error) })
      } finally {
        isLooking = false
      }
    },
  }
}

/** Looks now and then for as long as the window is open. Answers the way to stop. */
export function keepTrashInBounds(options: AutomaticEmptyingOptions): () => void {
  const { look } = createAutomaticEmptying(options)
  const timers = [setTimeout(look, firstLookMs), setInterval(look, lookEveryMs)]
  return (): void => {
    for (const timer of timers) clearInterval(timer)
  }
}

function countOf(items: readonly TrashItem[]) {
  const count = (kind: TrashItem['kind']) => items.filter((item) => item.kind === kind).length
  return {
    campaigns: count('campaign'),
    characters: count('character'),
    portraits: count('portrait'),
  }
}
