import type { ManyChangeResult } from '../../shared/character'
import { AppError } from '../../shared/errors'
import {
  fewPortraits,
  type PortraitChange,
  type PortraitsChanged,
  portraitsIn,
  type TrashedPortrait,
} from '../../shared/gallery'
import { request } from '../app/api'
import { sentenceOf } from '../app/error-report'
import { translator } from '../app/i18n'
import { type Done, doStep } from '../app/undo/do-step'
import { Remark } from '../app/undo/undo-stack'
import { watched } from '../tasks/watched'

type Changed = PortraitsChanged & Partial<ManyChangeResult>

/** Changes a few at once; many as a task that the game master watches, may leave and may cancel. */
function changePortraits(change: PortraitChange): Promise<Changed> {
  if (portraitsIn(change) <= fewPortraits) return request('library:change', change)
  return watched('change-portraits', () => request('library:change-many', change))
}

/**
 * Changes portraits as one step of undo. `inverseOf` says what takes the change back from those it has changed. What
 * was not reached when it was cancelled is left alone by undo and redo as well. Throws what the request throws.
 */
function changeAsStep(
  what: string,
  change: Exclude<PortraitChange, { change: 'restore' }>,
  inverseOf: (portraits: TrashedPortrait[]) => PortraitChange,
  onDone: (ids: readonly number[]) => void = () => undefined,
): Promise<void> {
  let { ids } = change
  return doStep(what, async (): Promise<Done> => {
    const changed = await changePortraits({ ...change, ids })
    const portraits = [...changed.portraits]
    const changedIds = portraits.map(({ id }) => id)
    if ((changed.notReached ?? 0) > 0) ids = changedIds
    onDone(changedIds)
    return {
      inverse: async () => {
        if (portraits.length === 0) return null
        const said = exceptionOf(await changePortraits(inverseOf(portraits)))
        return said === null ? null : new Remark(said)
      },
      remark: exceptionOf(changed),
    }
  })
}

/** Moves portraits to the trash as one step of undo. Throws what the request throws. */
export function trashAsStep(
  what: string,
  ids: readonly number[],
  onDone?: (ids: readonly number[]) => void,
): Promise<void> {
  const inverseOf = (portraits: TrashedPortrait[]) => ({ change: 'restore', portraits }) as const
  return changeAsStep(what, { change: 'trash', ids: [...ids] }, inverseOf, onDone)
}

/** Stars portraits, or removes their stars, as one step of undo. Throws what the request throws. */
export function starAsStep(
  what: string,
  ids: readonly number[],
  isStarred: boolean,
): Promise<void> {
  return changeAsStep(what, { change: 'star', ids: [...ids], isStarred }, (portraits) => ({
    change: 'star',
    ids: portraits.map(({ id }) => id),
    isStarred: !isStarred,
  }))
}

/** Moves them to the trash again. */
export function trashAgain(ids: readonly number[]): Promise<Changed> {
  return changePortraits({ change: 'trash', ids: [...ids] })
}

/** What to say when it did not get to all of them; null when it did. */
function exceptionOf({ portraits, notReached = 0, error = null }: Changed): string | null {
  const { t } = translator
  const done = portraits.length
  const said = notReached === 0 ? [] : [t('gallery.partly', { done, count: notReached })]
  if (error !== null) said.push(sentenceOf(new AppError(error.code, error.details)))
  return said.length === 0 ? null : said.join(' ')
}
