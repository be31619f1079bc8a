import type { AddedPictureRow } from '../../shared/add-pictures'
import type { ErrorReport } from '../../shared/errors'
import type { FaceChange, PictureNotice } from '../../shared/portrait'
import { type Subject, subjectKey } from '../../shared/subject'
import type { PlacedPortrait } from '../portraits/add-portraits'
import type { FoundPicture } from './find-pictures'
import type { KnownPicture } from './known-pictures'

/** Whose a picture becomes. */
export type Target =
  | { readonly to: 'new'; readonly subject: Subject; readonly name: string }
  | { readonly to: 'subject'; readonly subject: Subject; readonly name: string }
  | { readonly to: 'unassigned'; readonly namesakes: 'none' | 'several' | null }

interface Stored {
  readonly placed: PlacedPortrait
  /** Says which portrait was made of an original that is kept. */
  readonly assign: ((portraitId: number) => Promise<void>) | null
  readonly notices: readonly PictureNotice[]
}

/** One picture on its way into the library. */
export interface Entry {
  readonly found: FoundPicture
  target?: Target
  /** Its row is there once it has an id. */
  portraitId?: number
  is:
    | 'waiting'
    | Stored
    | { readonly sameAs: KnownPicture }
    | { readonly repeats: Entry }
    | { readonly refusal: ErrorReport }
}

/** How each subject's face was changed, by the subject's key. */
export type Faces = Map<string, FaceChange>

type NotedTarget =
  | Exclude<Target, { to: 'subject' }>
  | (Extract<Target, { to: 'subject' }> & { readonly key: string })

interface Noted extends Stored {
  readonly entry: Entry
  readonly target: NotedTarget
  /** Whether it is shown from now on. */
  readonly isShown: boolean
}

/**
 * What of a batch gets a row, with whose it becomes. Of the pictures of one subject the first is shown, and one that was
 * here before counts as the first; `seen` holds the keys of the subjects that have theirs.
 */
export function noteFaces(batch: readonly Entry[], seen: Set<string>): Noted[] {
  const noted: Noted[] = []
  for (const entry of batch) {
    const { is, target } = entry
    if (is !== 'waiting' && 'sameAs' in is && is.sameAs.subject !== null) {
      seen.add(subjectKey(is.sameAs.subject))
    }
    if (is === 'waiting' || !('placed' in is) || target === undefined) continue
    if (target.to !== 'subject') {
      noted.push({ ...is, entry, target, isShown: target.to === 'new' })
      continue
    }
    const key = subjectKey(target.subject)
    noted.push({ ...is, entry, target: { ...target, key }, isShown: !seen.has(key) })
    seen.add(key)
  }
  return noted
}

const nothing = { subject: null, name: null, portraitId: null, error: null, namesakes: null }
const outcomes = { new: 'added', subject: 'matched', unassigned: 'kept' } as const

/** The row that the report shows for it; null while it has no outcome. */
export function rowOf(entry: Entry): AddedPictureRow | null {
  const { found, is, target, portraitId } = entry
  const row = { ...nothing, file: found.file, notices: [] }
  if (is === 'waiting') return null
  if ('refusal' in is) return { ...row, outcome: 'refused', error: is.refusal }
  if ('sameAs' in is) return { ...row, outcome: 'same', ...is.sameAs }
  if ('repeats' in is) {
    const first = rowOf(is.repeats)
    if (first === null) return null
    const { subject, name, error } = first
    if (first.outcome === 'refused') return { ...row, outcome: 'refused', error }
    return { ...row, outcome: 'same', portraitId: first.portraitId, subject, name }
  }
  if (target === undefined || portraitId === undefined) return null
  const { notices } = is
  const told = { ...row, portraitId, notices, outcome: outcomes[target.to] }
  if (target.to === 'unassigned') return { ...told, namesakes: target.namesakes }
  return { ...told, subject: target.subject, name: target.name }
}
