import { useSyncExternalStore } from 'react'

/**
 * Where on the wall the keyboard goes on: with somebody, with whoever takes somebody's place, or with
 * anyone, once a campaign that is on its way out (`notIn`) is gone.
 */
export type WallGoal =
  | { readonly kind: 'character'; readonly id: number }
  | { readonly kind: 'successor'; readonly of: number }
  | { readonly kind: 'anyone'; readonly notIn?: number }

interface Wish {
  readonly goal: WallGoal
  /** What had the focus when it was wished: whoever has moved on since then is left in peace. */
  readonly from: Element | null
}

let wish: Wish | null = null
const watchers = new Set<() => void>()

function change(next: Wish | null): void {
  wish = next
  for (const watcher of watchers) watcher()
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** Puts the keyboard there as soon as the wall shows it. For when what had the focus goes away. */
export function continueOnWall(goal: WallGoal): void {
  change({ goal, from: document.activeElement })
}

/** Nothing more is to be done about it. */
export function endWallGoal(): void {
  if (wish !== null) change(null)
}

/** Where the keyboard is still to be put, or null. */
export function useWallGoal(): WallGoal | null {
  return useSyncExternalStore(watch, () => wish)?.goal ?? null
}

/** Whether the keyboard is where it was when the goal was set, or nowhere. */
export function isKeyboardFree(): boolean {
  const { activeElement, body } = document
  return activeElement === null || activeElement === body || activeElement === wish?.from
}
