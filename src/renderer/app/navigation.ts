import { useSyncExternalStore } from 'react'
import type { Subject } from '../../shared/subject'
import type { TaggedMany } from '../../shared/tag'
import { rememberPerson } from './recent-people'

/** The tasks that change many records at once. */
export type ManyTask = 'characters' | 'change-portraits'

/** The characters that something is done to, all of one campaign. */
export interface ChosenCharacters {
  readonly ids: readonly number[]
  /** Of the only one, to be said; null for several, or when it is not known. */
  readonly name: string | null
  readonly campaignId: number
}

/** The same; without a campaign where they were chosen in the Library, which stays in sight then. */
export type CharactersAnywhere = Omit<ChosenCharacters, 'campaignId'> & {
  readonly campaignId: number | null
}

/** What an export begins with: a whole cast, some characters of one, or portraits. */
export type ExportScope =
  | { readonly kind: 'cast'; readonly campaignId: number }
  | {
      readonly kind: 'characters'
      readonly campaignId: number
      readonly ids: readonly number[]
    }
  | { readonly kind: 'portraits'; readonly ids: readonly number[] }

/** Who gets a face, and of which pictures. */
export interface FaceChoice {
  /** Null for everyone of a campaign who has no portrait. */
  readonly characterIds: readonly number[] | null
  /** Null for all that are unassigned. */
  readonly portraitIds: readonly number[] | null
}

/** What stands in front of the screen until it is answered or closed. */
export type Dialog =
  | { readonly kind: 'new-campaign' }
  | { readonly kind: 'quick-character'; readonly campaignId: number }
  | { readonly kind: 'who-turns-up'; readonly campaignId: number }
  | { readonly kind: 'session-line'; readonly campaignId: number }
  /** Begins with this session; with null the open one, or the newest. */
  | {
      readonly kind: 'export-sessions'
      readonly campaignId: number
      readonly sessionId: number | null
    }
  | { readonly kind: 'move-characters'; readonly chosen: CharactersAnywhere }
  /** How far a change to many records is. */
  | { readonly kind: 'changing-many'; readonly task: ManyTask }
  | { readonly kind: 'set-status'; readonly chosen: ChosenCharacters }
  | { readonly kind: 'tags' }
  /** Tags for all of these, or for none of them any longer. */
  | { readonly kind: 'tag-many'; readonly on: TaggedMany }
  /** A picture that is at this address, fetched only after a yes. */
  | {
      readonly kind: 'fetch-picture'
      readonly subject: Subject
      readonly name: string
      readonly url: string
    }
  /** What is to become of dropped pictures, how far they are, and what came of them. */
  | { readonly kind: 'add-pictures' }
  | ({ readonly kind: 'assign-faces' } & FaceChoice)
  | { readonly kind: 'back-up' }
  | { readonly kind: 'export'; readonly scope: ExportScope }
  | { readonly kind: 'keys' }
  | { readonly kind: 'about' }

/** Every portrait, what can still come back, and the room all of it takes. */
export const galleryTabs = ['portraits', 'trash', 'storage'] as const
export type GalleryTab = (typeof galleryTabs)[number]

/** Where the game master is in the window. */
export interface Place {
  readonly screen:
    | 'campaign'
    | 'settings'
    | 'gallery'
    | 'import'
    | 'restore'
    | 'integrity'
    | 'words'
    | 'spending'
  /** Which tab of the gallery is shown, when it is. */
  readonly galleryTab: GalleryTab
  readonly campaignId: number | null
  readonly characterId: number | null
  readonly dialog: Dialog | null
}

let place: Place = {
  screen: 'campaign',
  galleryTab: 'portraits',
  campaignId: null,
  characterId: null,
  dialog: null,
}
const watchers = new Set<() => void>()

function go(changes: Partial<Place>): void {
  place = { ...place, ...changes }
  for (const watcher of watchers) watcher()
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** Where we are now; the component is drawn again when that changes. */
export function usePlace(): Place {
  return useSyncExternalStore(watch, currentPlace)
}

/** Where we are now, outside a component. */
export function currentPlace(): Place {
  return place
}

export function openCampaign(campaignId: number | null): void {
  const characterId = campaignId === place.campaignId ? place.characterId : null
  go({ screen: 'campaign', campaignId, characterId })
}

/** Opens a character's panel beside the wall of its campaign. */
export function openCharacter(characterId: number, campaignId = place.campaignId): void {
  rememberPerson(characterId)
  go({ screen: 'campaign', campaignId, characterId })
}

export function closeCharacter(): void {
  go({ characterId: null })
}

export function openSettings(): void {
  go({ screen: 'settings', dialog: null })
}

export function openGallery(galleryTab: GalleryTab = place.galleryTab): void {
  go({ screen: 'gallery', galleryTab, dialog: null })
}

export function openImport(): void {
  go({ screen: 'import', dialog: null })
}

export function openRestore(): void {
  go({ screen: 'restore', dialog: null })
}

export function openSpending(): void {
  go({ screen: 'spending', dialog: null })
}

export function openIntegrity(): void {
  go({ screen: 'integrity', dialog: null })
}

/** The own names and words of the open campaign. */
export function openWordLists(): void {
  go({ screen: 'words', dialog: null })
}

/** Back from the settings, the import or another task to the campaign that was open. */
export function backToCampaign(): void {
  go({ screen: 'campaign' })
}

/** Another campaign is the open one from now on, without leaving the screen that is shown. */
export function setCampaign(campaignId: number | null): void {
  go({ campaignId, characterId: null })
}

let opener: Element | null = null

/** The card of the wall that the keyboard reaches, or else the first thing of the screen. */
const reachedByTab = '[data-wall] [tabindex="0"], main button'

/** Goes from one character to the next and gives each a picture; everyone without a portrait unless said otherwise. */
export function openAssignFaces(choice: Partial<FaceChoice> = {}): void {
  openDialog({ kind: 'assign-faces', characterIds: null, portraitIds: null, ...choice })
}

export function openDialog(dialog: Dialog): void {
  if (place.dialog === null) opener = openerOf(document.activeElement)
  go({ dialog })
}

/** The entry of a menu is gone when the dialog closes; the button that opened the menu is still there. */
function openerOf(focused: Element | null): Element | null {
  const menu = focused?.closest('[role="menu"]')
  if (!menu) return focused
  return document.querySelector(`[aria-controls="${CSS.escape(menu.id)}"]`) ?? focused
}

/** Closes the dialog and gives the focus back to what opened it. */
export function closeDialog(): void {
  go({ dialog: null })
  // What opened it may be gone by now, and the keyboard must not be lost with it.
  const next = opener?.isConnected === true ? opener : document.querySelector(reachedByTab)
  if (next instanceof HTMLElement) next.focus()
  opener = null
}
