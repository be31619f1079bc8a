import {
  type ManyChange,
  type ManyChangeResult,
  type MovedCharacters,
  maximumIdsAtOnce,
} from '../../shared/character'
import { AppError } from '../../shared/errors'
import { request } from '../app/api'
import { sentenceOf } from '../app/error-report'
import { translator } from '../app/i18n'
import { watched } from '../tasks/watched'

/** What was changed, with what may have kept it from being all. */
export type Changed = Pick<MovedCharacters, 'ids' | 'missing'> & Partial<ManyChangeResult>

/** Changes a few at once; many as a task that the game master watches, may leave and may cancel. */
export function changeCharacters(
  order: ManyChange,
): Promise<MovedCharacters & Partial<ManyChangeResult>> {
  const count =
    order.change === 'move' ? order.moves.flatMap(({ ids }) => ids).length : order.ids.length
  if (count > maximumIdsAtOnce)
    return watched('characters', () => request('characters:change-many', order))
  if (order.change === 'move') return request('characters:move', { moves: order.moves })
  const { change, ids } = order
  return request(`characters:${change}`, { ids }).then((changed) => ({ ...changed, back: [] }))
}

/** Duplicates them; many as a task. */
export function duplicateMany(ids: readonly number[]) {
  const duplicate = () => request('characters:duplicate', { ids: [...ids] })
  return ids.length > maximumIdsAtOnce ? watched('characters', duplicate) : duplicate()
}

/** What to say when not all of them were changed; null when they were. */
export function partialChangeSentence(
  { ids, missing, notReached = 0, error = null }: Changed,
  gone: 'character.many.exceptGone' | 'undo.exceptGone',
): string | null {
  const { t } = translator
  const said = missing.length === 0 ? [] : [t(gone, { count: missing.length })]
  if (notReached > 0) said.push(t('character.many.partly', { done: ids.length, count: notReached }))
  if (error !== null) said.push(sentenceOf(new AppError(error.code, error.details)))
  return said.length === 0 ? null : said.join(' ')
}
