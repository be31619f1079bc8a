import { useSyncExternalStore } from 'react'

/**
 * Which card of the wall gets the focus: a character's, the one that takes its place, or any, once a
 * campaign that is being removed (`notIn`) is gone.
 */
export type WallFocusTarget =
  | { readonly kind: 'character'; readonly id: number }
  | { readonly kind: 'successor'; readonly of: number }
  | { readonly kind: 'anyone'; readonly notIn?: number }

interface PendingFocus {
  readonly target: WallFocusTarget
  /** The focused element when this was requested: a focus that has moved since then stays where it is. */
  readonly from: Element | null
}

let pending: PendingFocus | null = null
const watchers = new Set<() => void>()

function change(next: PendingFocus | null): void {
  pending = next
  for (const watcher of watchers) watcher()
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** Focuses that card as soon as the wall shows it. For when what had the focus goes away. */
export function focusOnWall(target: WallFocusTarget): void {
  change({ target, from: document.activeElement })
}

/** Forgets it: the card has the focus, or can no longer get it. */
export function clearWallFocus(): void {
  if (pending !== null) change(null)
}

/** The card that is still to be focused, or null. */
export function useWallFocusTarget(): WallFocusTarget | null {
  return useSyncExternalStore(watch, () => pending)?.target ?? null
}

/** Whether the focus is where it was when the card was requested, or nowhere. */
export function isFocusFree(): boolean {
  const { activeElement, body } = document
  return activeElement === null || activeElement === body || activeElement === pending?.from
}
