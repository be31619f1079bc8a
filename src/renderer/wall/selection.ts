import { createStore } from '../app/store'

interface SelectionState {
  /** The ids that the actions for several apply to. */
  readonly ids: ReadonlySet<number>
  /** The place on the wall where a selection with Shift begins. */
  readonly anchor: number
}

const nothing: SelectionState = { ids: new Set(), anchor: 0 }

/** What is selected on one wall. */
export interface Selection {
  /** What it is; the component is drawn again when that changes. */
  use(): SelectionState
  read(): SelectionState
  /** Selects these instead of what was selected. */
  select(ids: Iterable<number>, anchor?: number): void
  /** Takes one into the selection, or out of it. */
  toggle(id: number, index: number): void
  /** Where the next selection with Shift begins. */
  anchorAt(index: number): void
  /** Takes these out of it: they have gone. */
  drop(ids: Iterable<number>): void
  /** Deselects everything. False when nothing was selected. */
  clear(): boolean
}

/** A wall's selection, empty at first. */
export function createSelection(): Selection {
  const { use, read, change } = createStore(nothing)
  return {
    use,
    read,
    select(ids, anchor = read().anchor) {
      change({ ids: new Set(ids), anchor })
    },
    toggle(id, index) {
      const ids = new Set(read().ids)
      if (!ids.delete(id)) ids.add(id)
      change({ ids, anchor: index })
    },
    anchorAt: (anchor) => change({ anchor }),
    drop(gone) {
      const ids = new Set(read().ids)
      for (const id of gone) ids.delete(id)
      if (ids.size < read().ids.size) change({ ids })
    },
    clear() {
      const isAny = read().ids.size > 0
      if (isAny) change({ ids: nothing.ids })
      return isAny
    },
  }
}
