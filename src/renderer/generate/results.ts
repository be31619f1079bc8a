import { useQuery } from '@tanstack/react-query'
import type { Portrait } from '../../shared/portrait'
import { type Subject, subjectKey } from '../../shared/subject'
import { queries } from '../app/api'
import { translator } from '../app/i18n'
import { createStore } from '../app/store'
import { attempt } from '../app/toasts'
import { makeCurrent, type NamedSubject } from '../portrait/actions'
import { trashAsStep } from '../portrait/change-many'

/** As many pictures have a key of their own. */
export const mostOnSheet = 9

interface Results {
  /** Portraits that orders brought while this window was open, oldest first, by subject. */
  readonly came: ReadonlyMap<string, readonly number[]>
  /** Those of them that the game master keeps. */
  readonly kept: ReadonlySet<number>
}

const results = createStore<Results>({ came: new Map(), kept: new Set() })

/** Puts what an order brought on the contact sheet of its subject. */
export function addResults(subject: Subject, portraitIds: readonly number[]): void {
  const key = subjectKey(subject)
  const { came } = results.read()
  const ids = [...(came.get(key) ?? []), ...portraitIds].slice(-mostOnSheet)
  results.change({ came: new Map(came).set(key, ids) })
}

/** One picture of a contact sheet. */
export interface SheetPicture {
  readonly portrait: Portrait
  readonly isKept: boolean
}

/** What came for this subject and is not in the trash, in the order in which it came. */
export function useSheet(subject: Subject): readonly SheetPicture[] {
  const { came, kept } = results.use()
  const { data: history = [] } = useQuery(queries.history(subject))
  const ids = came.get(subjectKey(subject)) ?? []
  return ids.flatMap((id) => {
    const portrait = history.find((known) => known.id === id)
    return portrait ? [{ portrait, isKept: kept.has(id) }] : []
  })
}

/** Keeps a picture of the sheet and shows it; one that was kept is undecided again. */
export async function keepPicture(
  named: NamedSubject,
  { portrait, isKept }: SheetPicture,
): Promise<void> {
  const kept = new Set(results.read().kept)
  if (isKept) kept.delete(portrait.id)
  else kept.add(portrait.id)
  results.change({ kept })
  if (!isKept) await makeCurrent(named, portrait.id)
}

/** Moves every picture of the sheet that is not kept to the trash. Can be undone and redone in one step. */
export function trashRest(
  { name }: NamedSubject,
  sheet: readonly SheetPicture[],
): Promise<boolean> {
  const ids = sheet.filter(({ isKept }) => !isKept).map(({ portrait }) => portrait.id)
  if (ids.length === 0) return Promise.resolve(false)
  return attempt(() =>
    trashAsStep(translator.t('generate.restTrashed', { name, count: ids.length }), ids),
  )
}

/**
 * The two portraits to compare: the kept ones of the sheet before the others, and for a single new one the portrait
 * from before it. Null when there are no two.
 */
export function pairToCompare(
  sheet: readonly SheetPicture[],
  history: readonly Pick<Portrait, 'id'>[],
): readonly [number, number] | null {
  const kept = sheet.filter(({ isKept }) => isKept)
  const others = sheet.filter(({ isKept }) => !isKept)
  const [one, other] = new Set([
    ...[...kept, ...others].map(({ portrait }) => portrait.id),
    ...history.map(({ id }) => id),
  ])
  return one === undefined || other === undefined ? null : [one, other]
}
