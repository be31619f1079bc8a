import type { RequestInput } from '../../shared/contract'
import type { AvatarStyle, Portrait } from '../../shared/portrait'
import type { Subject } from '../../shared/subject'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { attempt, toastDone } from '../app/toasts'
import { Remark } from '../app/undo/undo-stack'
import { readPortraitSubject } from './use-subject'

/** Whose portrait is meant, and the name to say. */
export interface NamedSubject {
  readonly subject: Subject
  readonly name: string
}

/** The inverse of showing another portrait. One that was chosen since then stays, and a toast says so. */
export function revertFace(change: RequestInput<'portraits:revert-face'>) {
  return async (): Promise<Remark | null> => {
    const end = await request('portraits:revert-face', change)
    if (end === 'done') return null
    const sentence = end === 'another-chosen' ? 'undo.anotherChosen' : 'undo.formerGone'
    return new Remark(translator.t(sentence))
  }
}

/**
 * The inverse of adding portraits, of which the first is shown: the previous portrait is shown again, the new
 * ones go to the trash, and what went there to make room for them comes back.
 */
export function undoAdding(
  subject: Subject,
  formerId: number | null,
  added: readonly number[],
  wentToTrash: readonly number[] = [],
) {
  const shownId = added[0] ?? null
  return revertFace({
    subject,
    shownId,
    formerId,
    added: [...added],
    wentToTrash: [...wentToTrash],
  })
}

/** Shows this portrait of the history, or the avatar for null. Can be undone. */
export function makeCurrent(
  { subject, name }: NamedSubject,
  portraitId: number | null,
): Promise<boolean> {
  return attempt(async () => {
    const formerId = (await readPortraitSubject(subject)).portrait?.id ?? null
    if (formerId === portraitId) return
    await request('portraits:make-current', { subject, portraitId })
    const sentence = portraitId === null ? 'portrait.avatarShown' : 'portrait.madeCurrent'
    const change = { subject, shownId: portraitId, formerId }
    toastDone(translator.t(sentence, { name }), revertFace(change))
  })
}

/** Moves one portrait to the trash. Can be undone. */
export function trashPortrait(
  { subject, name }: NamedSubject,
  portraitId: number,
): Promise<boolean> {
  return attempt(async () => {
    const { wasCurrent, shownId } = await request('portraits:trash', { id: portraitId })
    const change = { subject, shownId, formerId: portraitId, wentToTrash: [portraitId] }
    toastDone(
      translator.t('portrait.trashed', { name }),
      wasCurrent
        ? revertFace(change)
        : () => request('portraits:restore', { id: portraitId, makeCurrent: false }),
    )
  })
}

/** Stars all of them, or takes their stars. Can be undone. */
export function starPortraits(ids: readonly number[], isStarred: boolean): Promise<boolean> {
  const change = (starred: boolean) =>
    request('library:star', { ids: [...ids], isStarred: starred })
  return attempt(async () => {
    await change(isStarred)
    const sentence = isStarred ? 'gallery.starred' : 'gallery.unstarred'
    toastDone(translator.t(sentence, { count: ids.length }), () => change(!isStarred))
  })
}

/** Draws an avatar and shows it. Can be undone. Throws what main answers. */
export async function drawAvatar(
  { subject, name }: NamedSubject,
  { style, seed }: { readonly style: AvatarStyle; readonly seed: string },
): Promise<Portrait> {
  const taken = await request('portraits:draw-avatar', { subject, style, seed })
  const { portrait, formerId, wentToTrash } = taken
  const inverse = undoAdding(subject, formerId, [portrait.id], wentToTrash)
  toastDone(translator.t('portrait.avatarDrawn', { name }), inverse)
  return portrait
}

/** Uses the avatar of a DiceBear address as the placeholder, drawn on this computer. Can be undone. */
export function avatarFallback({ subject, name }: NamedSubject, address: string): Promise<boolean> {
  return attempt(async () => {
    const previous = await readPortraitSubject(subject)
    await request('avatars:set-fallback', { subject, style: previous.avatarStyle, seed: address })
    await request('portraits:make-current', { subject, portraitId: null })
    toastDone(translator.t('portrait.avatarStandsIn', { name }), async () => {
      await request('avatars:set-fallback', {
        subject,
        style: previous.avatarStyle,
        seed: previous.avatarSeed,
      })
      return revertFace({ subject, shownId: null, formerId: previous.portrait?.id ?? null })()
    })
  })
}
