import type { LibraryFilters, LibrarySort } from '../../shared/library'
import { createStore } from '../app/store'

/** What stands in front of the wall. */
export type LibraryDialog =
  | { readonly kind: 'compare'; readonly ids: readonly [number, number] }
  | { readonly kind: 'give'; readonly id: number }

interface LibraryView {
  readonly search: string
  readonly sort: LibrarySort
  readonly filters: LibraryFilters
}

interface LibraryHand {
  /** The portraits that a deed for many is meant for. */
  readonly selected: ReadonlySet<number>
  /** Where on the wall a selection with Shift begins. */
  readonly anchor: number
  /** The portrait whose details are shown. */
  readonly openId: number | null
  readonly dialog: LibraryDialog | null
}

const nobody: ReadonlySet<number> = new Set()

const view = createStore<LibraryView>({ search: '', sort: 'newest', filters: {} })
const hand = createStore<LibraryHand>({ selected: nobody, anchor: 0, openId: null, dialog: null })

/** How the library is looked at; kept while the window lives, so that one comes back to it as it was. */
export const useLibraryView = view.use

/** What of it is in hand. Apart from the view, so that a tick does not draw every filter again. */
export const useLibraryHand = hand.use

/** The same two, outside a component. */
export const libraryView = view.read
export const libraryHand = hand.read

/** Another search or filter shows others: what was selected might be out of sight, so it is let go. */
export function narrow(changes: Partial<Pick<LibraryView, 'search' | 'filters'>>): void {
  hand.change({ selected: nobody, anchor: 0 })
  view.change(changes)
}

/** Changes one filter; undefined lets everything through. */
export function setFilter<Name extends keyof LibraryFilters>(
  name: Name,
  value: LibraryFilters[Name] | undefined,
): void {
  const { [name]: _former, ...others } = view.read().filters
  narrow({ filters: value === undefined ? others : { ...others, [name]: value } })
}

export function showEverything(): void {
  narrow({ search: '', filters: {} })
}

/** Places change with the order, but not what is there. */
export function sortBy(sort: LibrarySort): void {
  hand.change({ anchor: 0 })
  view.change({ sort })
}

export function select(ids: Iterable<number>, anchor = hand.read().anchor): void {
  hand.change({ selected: new Set(ids), anchor })
}

/** Takes one into the selection, or out of it. */
export function toggle(id: number, index: number): void {
  const selected = new Set(hand.read().selected)
  if (!selected.delete(id)) selected.add(id)
  hand.change({ selected, anchor: index })
}

export function deselect(): void {
  hand.change({ selected: nobody })
}

/** Shows the details of a portrait; what was selected before is let go. */
export function openPortrait(id: number, index = hand.read().anchor): void {
  hand.change({ openId: id, selected: nobody, anchor: index })
}

export function closePortrait(): void {
  hand.change({ openId: null })
}

export function openLibraryDialog(dialog: LibraryDialog): void {
  hand.change({ dialog })
}

export function closeLibraryDialog(): void {
  hand.change({ dialog: null })
}

/** One step back: the selection first, then the details. False when there is neither. */
export function stepBack(): boolean {
  const { selected, openId } = hand.read()
  if (selected.size > 0) deselect()
  else if (openId !== null) closePortrait()
  else return false
  return true
}

/** Lets go of portraits that are no longer here, or no longer who they were. */
export function forgetPortraits(): void {
  hand.change({ selected: nobody, anchor: 0, openId: null, dialog: null })
}
