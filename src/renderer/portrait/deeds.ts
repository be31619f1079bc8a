import type { AvatarStyle, Portrait } from '../../shared/portrait'
import type { Subject } from '../../shared/subject'
import { request } from '../api'
import { translator } from '../i18n'
import { toastDone, toastError } from '../toasts'
import { readSitter } from './use-sitter'

/** A face that can be changed: whose it is, and the name to say. */
export interface Sat {
  readonly subject: Subject
  readonly name: string
}

/** Does it; what goes wrong is said in a toast, with a way to try again. True when it was done. */
export async function attempt(deed: () => Promise<unknown>): Promise<boolean> {
  try {
    await deed()
    return true
  } catch (error) {
    toastError(error, { retry: () => void attempt(deed) })
    return false
  }
}

/** The inverse of a new portrait: the former face is shown again and the new one goes to the trash. */
export function takeOutAgain(subject: Subject, formerId: number | null, added: readonly number[]) {
  return async () => {
    await request('portraits:make-current', { subject, portraitId: formerId })
    for (const id of added) await request('portraits:trash', { id })
  }
}

/** Shows this portrait of the history, or the avatar for null. Can be undone. */
export function makeCurrent({ subject, name }: Sat, portraitId: number | null): Promise<boolean> {
  return attempt(async () => {
    const formerId = (await readSitter(subject)).portrait?.id ?? null
    if (formerId === portraitId) return
    await request('portraits:make-current', { subject, portraitId })
    const sentence = portraitId === null ? 'portrait.avatarShown' : 'portrait.madeCurrent'
    toastDone(translator.t(sentence, { name }), () =>
      request('portraits:make-current', { subject, portraitId: formerId }),
    )
  })
}

/** Moves one portrait to the trash. Can be undone. */
export function trashPortrait({ subject, name }: Sat, portraitId: number): Promise<boolean> {
  return attempt(async () => {
    const wasCurrent = (await readSitter(subject)).portrait?.id === portraitId
    await request('portraits:trash', { id: portraitId })
    toastDone(translator.t('portrait.trashed', { name }), () =>
      request('portraits:restore', { id: portraitId, makeCurrent: wasCurrent }),
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
  { subject, name }: Sat,
  { style, seed }: { readonly style: AvatarStyle; readonly seed: string },
): Promise<Portrait> {
  const formerId = (await readSitter(subject)).portrait?.id ?? null
  const portrait = await request('portraits:draw-avatar', { subject, style, seed })
  const inverse = takeOutAgain(subject, formerId, [portrait.id])
  toastDone(translator.t('portrait.avatarDrawn', { name }), inverse)
  return portrait
}

/** Lets the avatar of a DiceBear address stand in, drawn on this computer. Can be undone. */
export function standIn({ subject, name }: Sat, address: string): Promise<boolean> {
  return attempt(async () => {
    const former = await readSitter(subject)
    await request('avatars:stand-in', { subject, style: former.avatarStyle, seed: address })
    await request('portraits:make-current', { subject, portraitId: null })
    toastDone(translator.t('portrait.avatarStandsIn', { name }), async () => {
      await request('avatars:stand-in', {
        subject,
        style: former.avatarStyle,
        seed: former.avatarSeed,
      })
      const portraitId = former.portrait?.id ?? null
      await request('portraits:make-current', { subject, portraitId })
    })
  })
}
