import type { FaceRequest } from '../../shared/players'
import type { SubjectKind } from '../../shared/subject'
import { currentPlace } from '../app/navigation'
import { galleryState } from '../gallery/gallery-view'
import { currentSubject, subjectMark } from '../portrait/current-subject'
import type { PortraitSubject } from '../ui/portrait-image'

/** Marks an element as showing exactly this picture: a key pressed inside it acts on the picture. */
export function faceAttributes(kind: SubjectKind | 'unowned', { id, portrait }: PortraitSubject) {
  return {
    ...(kind === 'unowned' ? {} : subjectMark({ kind, id })),
    'data-portrait-id': portrait?.id ?? 'avatar',
  } as const
}

/**
 * The face that a key acts on: the focused picture, what the focused or the open character shows, or the portrait that
 * is open in the Library. Null when there is none.
 */
export function currentFace(): FaceRequest | null {
  const marked = document.activeElement?.closest('[data-portrait-id]')
  const mark = marked?.getAttribute('data-portrait-id') ?? null
  if (mark !== null && mark !== 'avatar') return { portraitId: Number(mark) }
  const subject = currentSubject()
  if (subject !== null) return mark === null ? { subject } : { subject, portraitId: null }
  const { openId } = galleryState()
  return currentPlace().screen === 'gallery' && openId !== null ? { portraitId: openId } : null
}
