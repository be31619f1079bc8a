import type { Subject } from '../../shared/subject'
import { currentPlace } from '../app/navigation'

/** Marks an element as belonging to a subject: a key pressed inside it acts on that subject. */
export function subjectMark({ kind, id }: Subject): { readonly 'data-subject': string } {
  return { 'data-subject': `${kind}:${id}` }
}

/** The subject of a mark, or null when it is none. */
export function subjectOfMark(mark: string | null | undefined): Subject | null {
  const [, kind, id] = /^(campaign|character):([1-9]\d*)$/.exec(mark ?? '') ?? []
  return kind === undefined ? null : { kind: kind as Subject['kind'], id: Number(id) }
}

/** The subject whose card, panel or dock has the keyboard; null when none has. */
export function focusedSubject(): Subject | null {
  const marked = document.activeElement?.closest('[data-subject]')
  return subjectOfMark(marked?.getAttribute('data-subject'))
}

/**
 * The subject that a key acts on: the focused one, else the open character. Null when there is neither: the
 * game master of a campaign is never meant by accident.
 */
export function currentSubject(): Subject | null {
  const focused = focusedSubject()
  if (focused !== null) return focused
  const { screen, characterId } = currentPlace()
  return screen === 'campaign' && characterId !== null
    ? { kind: 'character', id: characterId }
    : null
}
