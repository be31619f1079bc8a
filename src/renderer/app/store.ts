import { useSyncExternalStore } from 'react'

export interface Store<State> {
  /** What it holds; the component is drawn again when that changes. */
  use(): State
  /** What it holds, outside a component. */
  read(): State
  change(changes: Partial<State>): void
}

/** State that lives as long as the window, whichever screen shows it. */
export function createStore<State extends object>(initial: State): Store<State> {
  let state = initial
  const watchers = new Set<() => void>()
  const read = () => state
  const watch = (watcher: () => void) => {
    watchers.add(watcher)
    return () => watchers.delete(watcher)
  }
  return {
    use: () => useSyncExternalStore(watch, read),
    read,
    change(changes) {
      state = { ...state, ...changes }
      for (const watcher of watchers) watcher()
    },
  }
}
