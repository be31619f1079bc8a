import type { RequestInput } from '../../shared/contract'
import type { AvatarStyle, Portrait } from '../../shared/portrait'
import type { Subject } from '../../shared/subject'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { attempt, toastDone } from '../app/toasts'
import { doStep } from '../app/undo/do-step'
import { Remark, type UndoStep } from '../app/undo/undo-stack'
import { starAsStep } from './change-many'
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

/** What adding portraits has changed. */
export interface AddedToSubject {
  readonly subject: Subject
  /** The portrait that was shown before; null for the avatar. */
  readonly formerId: number | null
  readonly added: readonly number[]
  /** Which of them is shown; the first unless it says otherwise. */
  readonly shownId?: number | null
  /** What went to the trash to make room for them. */
  readonly wentToTrash?: readonly number[]
}

/**
 * How adding portraits is taken back, and done again. The previous portrait is shown again, the new ones go to the
 * trash, and what went there to make room for them comes back; redo takes them out of the trash.
 */
export function addedPortraitsStep(change: AddedToSubject): Pick<UndoStep, 'inverse' | 'redo'> {
  const { subject, formerId, added, shownId = added[0] ?? null } = change
  const wentToTrash = [...(change.wentToTrash ?? [])]
  return {
    inverse: revertFace({ subject, shownId, formerId, added: [...added], wentToTrash }),
    redo: async () => {
      for (const id of added) {
        await request('portraits:restore', { id, makeCurrent: id === shownId })
      }
      for (const id of wentToTrash) await request('portraits:trash', { id })
    },
  }
}

/** Says that portraits were added, as one step of undo. */
export function toastAdded(message: string, change: AddedToSubject): void {
  toastDone(message, addedPortraitsStep(change))
}

/** Shows this portrait of the history, or the avatar for null. Can be undone and redone. */
export function makeCurrent(
  { subject, name }: NamedSubject,
  portraitId: number | null,
): Promise<boolean> {
  return attempt(async () => {
    const formerId = (await readPortraitSubject(subject)).portrait?.id ?? null
    if (formerId === portraitId) return
    const sentence = portraitId === null ? 'portrait.avatarShown' : 'portrait.madeCurrent'
    const inverse = revertFace({ subject, shownId: portraitId, formerId })
    await doStep(translator.t(sentence, { name }), async () => {
      await request('portraits:make-current', { subject, portraitId })
      return { inverse }
    })
  })
}

/** Moves one portrait to the trash. Can be undone and redone. */
export function trashPortrait(
  { subject, name }: NamedSubject,
  portraitId: number,
): Promise<boolean> {
  return attempt(() =>
    doStep(translator.t('portrait.trashed', { name }), async () => {
      const { wasCurrent, shownId } = await request('portraits:trash', { id: portraitId })
      const change = { subject, shownId, formerId: portraitId, wentToTrash: [portraitId] }
      const restore = () => request('portraits:restore', { id: portraitId, makeCurrent: false })
      return { inverse: wasCurrent ? revertFace(change) : restore }
    }),
  )
}

/** Stars all of them, or removes their stars. Can be undone and redone in one step. */
export function starPortraits(ids: readonly number[], isStarred: boolean): Promise<boolean> {
  const sentence = isStarred ? 'gallery.starred' : 'gallery.unstarred'
  return attempt(() => starAsStep(translator.t(sentence, { count: ids.length }), ids, isStarred))
}

/** Draws an avatar and shows it. Can be undone. Throws what main answers. */
export async function drawAvatar(
  { subject, name }: NamedSubject,
  { style, seed }: { readonly style: AvatarStyle; readonly seed: string },
): Promise<Portrait> {
  const taken = await request('portraits:draw-avatar', { subject, style, seed })
  const { portrait, formerId, wentToTrash } = taken
  const change = { subject, formerId, added: [portrait.id], wentToTrash }
  toastAdded(translator.t('portrait.avatarDrawn', { name }), change)
  return portrait
}

/**
 * Draws the avatar of each from its name and shows it, as one step of undo for all that were drawn. True when all
 * were.
 */
export function drawAvatars(subjects: readonly Subject[], style: AvatarStyle): Promise<boolean> {
  return attempt(async () => {
    const steps: Pick<UndoStep, 'inverse' | 'redo'>[] = []
    try {
      for (const subject of subjects) {
        const { name: seed } = await readPortraitSubject(subject)
        const drawn = await request('portraits:draw-avatar', { subject, style, seed })
        const { portrait, formerId, wentToTrash } = drawn
        steps.push(addedPortraitsStep({ subject, formerId, added: [portrait.id], wentToTrash }))
      }
    } finally {
      if (steps.length > 0) {
        toastDone(translator.t('generate.avatarsDrawn', { count: steps.length }), {
          inverse: async () => {
            for (const { inverse } of steps) await inverse()
          },
          redo: async () => {
            for (const { redo } of steps) await redo()
          },
        })
      }
    }
  })
}

/** Uses the avatar of a DiceBear address as the placeholder, drawn on this computer. Can be undone and redone. */
export function avatarFallback({ subject, name }: NamedSubject, address: string): Promise<boolean> {
  return attempt(async () => {
    const { portrait, avatarStyle: style, avatarSeed } = await readPortraitSubject(subject)
    const showAgain = revertFace({ subject, shownId: null, formerId: portrait?.id ?? null })
    await doStep(translator.t('portrait.avatarStandsIn', { name }), async () => {
      await request('avatars:set-fallback', { subject, style, seed: address })
      await request('portraits:make-current', { subject, portraitId: null })
      return {
        inverse: async () => {
          await request('avatars:set-fallback', { subject, style, seed: avatarSeed })
          return showAgain()
        },
      }
    })
  })
}
