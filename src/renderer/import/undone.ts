import { useSyncExternalStore } from 'react'
import type { ImportUndone } from '../../shared/legacy-import'

/** What was taken back since the window is open, by the id of the import. */
let undone: ReadonlyMap<number, ImportUndone> = new Map()
const watchers = new Set<() => void>()

export function rememberUndone(importId: number, what: ImportUndone): void {
  undone = new Map(undone).set(importId, what)
  for (const watcher of watchers) watcher()
}

export function useUndone(importId: number): ImportUndone | undefined {
  return useSyncExternalStore(watch, () => undone.get(importId))
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}
