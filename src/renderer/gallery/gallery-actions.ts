import type { AssignedPortrait, GalleryEntry } from '../../shared/gallery'
import type { Subject } from '../../shared/subject'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { type CharactersAnywhere, openCampaign, openCharacter, openDialog } from '../app/navigation'
import { attempt, toastNote } from '../app/toasts'
import { doStep } from '../app/undo/do-step'
import { duplicateCharacters } from '../character/character-actions'
import { openDock } from '../generate/dock'
import { revertFace } from '../portrait/actions'
import { trashAsStep } from '../portrait/change-many'
import { gallerySelection, galleryState, galleryView, openPortrait } from './gallery-view'

/** The owner of a portrait, or “Unassigned”, as a label. */
export function nameOf({ owner }: Pick<GalleryEntry, 'owner'>): string {
  return owner?.name ?? translator.t('gallery.unassigned')
}

/** The same inside a sentence. */
export function spokenNameOf({ owner }: Pick<GalleryEntry, 'owner'>): string {
  return owner?.name ?? translator.t('gallery.unassignedSpoken')
}

/** Moves all of them to the trash. Can be undone and redone in one step. */
export function trashPortraits(ids: readonly number[]): Promise<boolean> {
  const said = translator.t('gallery.trashed', { count: ids.length })
  return attempt(() => trashAsStep(said, ids, (trashed) => gallerySelection.drop(trashed)))
}

/** Assigns this portrait to a subject and shows it. Can be undone and redone. */
export function assignPortrait(
  card: GalleryEntry,
  to: { readonly subject: Subject; readonly name: string },
): Promise<boolean> {
  const { subject, name } = to
  const isUnassigned = card.owner === null
  let assigned: AssignedPortrait | null = null
  const said = translator.t(isUnassigned ? 'gallery.adopted' : 'gallery.given', { name })
  return attempt(() =>
    doStep(said, async () => {
      if (assigned === null) {
        assigned = await request('library:give', { portraitId: card.id, to: subject })
      } else await assignAgain(assigned, card, subject)
      const { portraitId, formerId, wasMade } = assigned
      if (isUnassigned && galleryState().openId === card.id) openPortrait(portraitId)
      const added = wasMade ? [portraitId] : []
      const showFormer = revertFace({ subject, shownId: portraitId, formerId, added })
      return {
        inverse: async () => {
          if (isUnassigned) {
            const original = { id: card.id, wasCurrent: false }
            await request('library:change', { change: 'restore', portraits: [original] })
          }
          return showFormer()
        },
      }
    }),
  )
}

/** The same portrait again, out of the trash, and not another copy. */
async function assignAgain(
  { portraitId, wasMade }: AssignedPortrait,
  { id, owner }: GalleryEntry,
  subject: Subject,
): Promise<void> {
  if (wasMade) await request('portraits:restore', { id: portraitId, makeCurrent: true })
  else await request('portraits:make-current', { subject, portraitId })
  if (owner === null) await request('portraits:trash', { id })
}

/** Opens the dock for those whose portraits these are, each of them once. */
export function generateForOwners(ids: readonly number[]): Promise<boolean> {
  return attempt(async () => {
    const owners = await request('library:owners', { ids: [...ids] })
    if (owners.length > 0) openDock(owners)
    else toastNote(translator.t('generate.noOwner'))
  })
}

/** The characters whose portraits these are, each of them once; null, with a note that says so, for none. */
async function charactersOf(ids: readonly number[]): Promise<CharactersAnywhere | null> {
  const owners = await request('library:owners', { ids: [...ids] })
  const characters = owners.flatMap(({ kind, id }) => (kind === 'character' ? [id] : []))
  const [only, ...others] = characters
  if (only === undefined) {
    toastNote(translator.t('gallery.noCharacters'))
    return null
  }
  const name = others.length === 0 ? (await request('characters:read', { id: only })).name : null
  return { ids: characters, name, campaignId: null }
}

/** Asks to which campaign the characters move whose portraits these are. */
export function moveOwners(ids: readonly number[]): Promise<boolean> {
  return attempt(async () => {
    const chosen = await charactersOf(ids)
    if (chosen !== null) openDialog({ kind: 'move-characters', chosen })
  })
}

/** Duplicates the characters whose portraits these are, as one step of undo. */
export function duplicateOwners(ids: readonly number[]): Promise<boolean> {
  return attempt(async () => {
    const chosen = await charactersOf(ids)
    if (chosen !== null) await duplicateCharacters(chosen)
  })
}

/** Opens the owner of the portrait. */
export function openOwner({ owner }: GalleryEntry): void {
  if (owner === null) return
  const { subject, campaignId } = owner
  if (subject.kind === 'character') openCharacter(subject.id, campaignId)
  else openCampaign(campaignId)
}

/** The ids between two places of the wall as it is shown now. */
export function idsBetween(from: number, to: number): Promise<readonly number[]> {
  const [first, last] = [Math.min(from, to), Math.max(from, to)]
  return request('library:ids', { ...galleryView(), offset: first, limit: last - first + 1 })
}
