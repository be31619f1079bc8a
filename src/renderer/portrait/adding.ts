import { useSyncExternalStore } from 'react'
import { type Subject, subjectKey } from '../../shared/subject'

/** How many pictures are being added right now, by subject. */
const underWay = new Map<string, number>()
const watchers = new Set<() => void>()

function count(key: string, change: 1 | -1): void {
  underWay.set(key, (underWay.get(key) ?? 0) + change)
  for (const watcher of watchers) watcher()
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** Runs it, and marks the subject as getting a picture for as long as it takes. */
export async function markAsAdding<Value>(
  subject: Subject,
  work: () => Promise<Value>,
): Promise<Value> {
  const key = subjectKey(subject)
  count(key, 1)
  try {
    return await work()
  } finally {
    count(key, -1)
  }
}

/** Whether a picture is being added for this subject. */
export function useIsAdding(subject: Subject): boolean {
  const key = subjectKey(subject)
  return useSyncExternalStore(watch, () => (underWay.get(key) ?? 0) > 0)
}
