import type { Subject } from '../../shared/subject'
import { createStore } from '../app/store'

/** Where the keyboard goes in the dock: to what is written first, the prompt, the button that sends, or what came. */
export type DockPlace = 'start' | 'prompt' | 'send' | 'results'

interface Dock {
  /** Whose portraits are made in it; empty while it is closed. */
  readonly subjects: readonly Subject[]
  /** Where the keyboard was last asked to go; a new object each time. */
  readonly wanted: { readonly place: DockPlace }
}

const closed: readonly Subject[] = []
const dock = createStore<Dock>({ subjects: closed, wanted: { place: 'start' } })
let opener: Element | null = null

/** Whose portraits are made now, and where the keyboard was last asked to go. */
export const useDock = dock.use

/** Whose portraits are made now, outside a component; none while the dock is closed. */
export function dockSubjects(): readonly Subject[] {
  return dock.read().subjects
}

/** Opens the dock for these, or turns it to them, and puts the keyboard there. */
export function openDock(subjects: readonly Subject[], place: DockPlace = 'start'): void {
  if (subjects.length === 0) return
  if (dock.read().subjects.length === 0) opener = document.activeElement
  dock.change({ subjects, wanted: { place } })
}

/** Opens the dock for these characters: one order each, with the price of all of them shown before. */
export function openDockForCharacters(ids: readonly number[]): void {
  openDock(ids.map((id) => ({ kind: 'character', id })))
}

/** A dock that is open for one turns to the character that was opened; the keyboard stays where it is. */
export function followInDock(subject: Subject): void {
  if (dock.read().subjects.length === 1) dock.change({ subjects: [subject] })
}

/** Closes the dock. What was chosen and written in it is there again when it is opened. */
export function closeDock(): void {
  dock.change({ subjects: closed })
}

/** What the dock was opened from, if it can still get the focus. Forgets it. */
export function takeDockOpener(): HTMLElement | null {
  const known = opener
  opener = null
  return known instanceof HTMLElement && known.isConnected ? known : null
}
