import type { GalleryFilters, GallerySort } from '../../shared/gallery'
import { createStore } from '../app/store'
import { createSelection } from '../wall/selection'

/** What stands in front of the wall. */
export type GalleryDialog =
  | { readonly kind: 'compare'; readonly ids: readonly [number, number] }
  | { readonly kind: 'assign'; readonly id: number }

interface GalleryView {
  readonly search: string
  readonly sort: GallerySort
  readonly filters: GalleryFilters
}

interface GalleryState {
  /** The portrait whose details are shown. */
  readonly openId: number | null
  readonly dialog: GalleryDialog | null
}

const view = createStore<GalleryView>({ search: '', sort: 'newest', filters: {} })
const state = createStore<GalleryState>({ openId: null, dialog: null })

/** The portraits that the actions for several apply to. */
export const gallerySelection = createSelection()

/** Search, order and filters; they live as long as the window, so that the gallery comes back as it was left. */
export const useGalleryView = view.use

/** What is open. Apart from the view, so that a click does not draw every filter again. */
export const useGalleryState = state.use

/** The same two, outside a component. */
export const galleryView = view.read
export const galleryState = state.read

/** Another search or filter shows others: what was selected might be out of sight, so it is deselected. */
export function narrow(changes: Partial<Pick<GalleryView, 'search' | 'filters'>>): void {
  gallerySelection.select([], 0)
  view.change(changes)
}

/** Changes one filter; undefined lets everything through. */
export function setFilter<Name extends keyof GalleryFilters>(
  name: Name,
  value: GalleryFilters[Name] | undefined,
): void {
  const { [name]: _previous, ...others } = view.read().filters
  narrow({ filters: value === undefined ? others : { ...others, [name]: value } })
}

export function showEverything(): void {
  narrow({ search: '', filters: {} })
}

/** Places change with the order, but not what is there. */
export function sortBy(sort: GallerySort): void {
  gallerySelection.anchorAt(0)
  view.change({ sort })
}

/** Shows the details of a portrait, and deselects everything. */
export function openPortrait(id: number): void {
  gallerySelection.clear()
  state.change({ openId: id })
}

/** Shows the details of a portrait that the arrow keys went to. */
export function followPortrait(id: number): void {
  state.change({ openId: id })
}

export function closePortrait(): void {
  state.change({ openId: null })
}

export function openGalleryDialog(dialog: GalleryDialog): void {
  state.change({ dialog })
}

export function closeGalleryDialog(): void {
  state.change({ dialog: null })
}

/** One step back: the selection first, then the details. False when there is neither. */
export function stepBack(): boolean {
  if (gallerySelection.clear()) return true
  if (state.read().openId === null) return false
  closePortrait()
  return true
}

/** Deselects and closes portraits that may no longer be here, or may be others by now. */
export function forgetPortraits(): void {
  gallerySelection.select([], 0)
  state.change({ openId: null, dialog: null })
}
