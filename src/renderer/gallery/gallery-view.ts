import type { GalleryFilters, GallerySort } from '../../shared/gallery'
import { createStore } from '../app/store'

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
  /** The portraits that the actions for several apply to. */
  readonly selected: ReadonlySet<number>
  /** Where on the wall a selection with Shift begins. */
  readonly anchor: number
  /** The portrait whose details are shown. */
  readonly openId: number | null
  readonly dialog: GalleryDialog | null
}

const none: ReadonlySet<number> = new Set()

const view = createStore<GalleryView>({ search: '', sort: 'newest', filters: {} })
const state = createStore<GalleryState>({ selected: none, anchor: 0, openId: null, dialog: null })

/** Search, order and filters; they live as long as the window, so that the gallery comes back as it was left. */
export const useGalleryView = view.use

/** What is selected and open. Apart from the view, so that a tick does not draw every filter again. */
export const useGalleryState = state.use

/** The same two, outside a component. */
export const galleryView = view.read
export const galleryState = state.read

/** Another search or filter shows others: what was selected might be out of sight, so it is deselected. */
export function narrow(changes: Partial<Pick<GalleryView, 'search' | 'filters'>>): void {
  state.change({ selected: none, anchor: 0 })
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
  state.change({ anchor: 0 })
  view.change({ sort })
}

export function select(ids: Iterable<number>, anchor = state.read().anchor): void {
  state.change({ selected: new Set(ids), anchor })
}

/** Takes one into the selection, or out of it. */
export function toggle(id: number, index: number): void {
  const selected = new Set(state.read().selected)
  if (!selected.delete(id)) selected.add(id)
  state.change({ selected, anchor: index })
}

export function deselect(): void {
  state.change({ selected: none })
}

/** Shows the details of a portrait, and deselects everything. */
export function openPortrait(id: number, index = state.read().anchor): void {
  state.change({ openId: id, selected: none, anchor: index })
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
  const { selected, openId } = state.read()
  if (selected.size > 0) deselect()
  else if (openId !== null) closePortrait()
  else return false
  return true
}

/** Deselects and closes portraits that may no longer be here, or may be others by now. */
export function forgetPortraits(): void {
  state.change({ selected: none, anchor: 0, openId: null, dialog: null })
}
