import { useSyncExternalStore } from 'react'
import type { ImportDecisions, ImportScan, ImportSource } from '../../shared/legacy-import'

export const steps = ['choose', 'look', 'decide', 'run', 'report'] as const
export type Step = (typeof steps)[number]

/** How far the game master is with an import; kept while the window lives, wherever they go. */
export interface Visit {
  readonly step: Step
  readonly source: ImportSource | null
  /** The system's picker is open, or what was given is being looked around in. */
  readonly finding: 'picker' | 'around' | null
  readonly look: ImportScan | null
  /** A new one for each look, so that no picture of a former one is shown. */
  readonly lookNumber: number
  readonly isLooking: boolean
  readonly decisions: ImportDecisions | null
  /** The import that runs, or whose report is open. */
  readonly importId: number | null
  /** What went wrong in this step. */
  readonly error: unknown
}

const beginning: Visit = {
  step: 'choose',
  source: null,
  finding: null,
  look: null,
  lookNumber: 0,
  isLooking: false,
  decisions: null,
  importId: null,
  error: null,
}

let visit = beginning
const watchers = new Set<() => void>()

/** Where the import stands; the component is drawn again when that changes. */
export function useVisit(): Visit {
  return useSyncExternalStore(watch, currentVisit)
}

/** Where the import stands, outside a component. */
export function currentVisit(): Visit {
  return visit
}

export function changeVisit(changes: Partial<Visit>): void {
  visit = { ...visit, ...changes }
  for (const watcher of watchers) watcher()
}

/** Back to the first step, with nothing chosen. */
export function beginVisit(): void {
  const { lookNumber } = visit
  changeVisit({ ...beginning, lookNumber })
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}
