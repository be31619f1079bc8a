import { useSyncExternalStore } from 'react'
import type { ImportDecisions, ImportScan, ImportSource } from '../../shared/legacy-import'

export const steps = ['choose', 'look', 'decide', 'run', 'report'] as const
export type Step = (typeof steps)[number]

/** How far the game master is with an import; it lives as long as the window, whatever screen is shown. */
export interface ImportSession {
  readonly step: Step
  readonly source: ImportSource | null
  /** The system's picker is open, or what was chosen is being searched. */
  readonly choosing: 'picker' | 'search' | null
  readonly scan: ImportScan | null
  /** A new number for each scan, so that no picture of an earlier one is shown. */
  readonly scanNumber: number
  readonly isScanning: boolean
  readonly decisions: ImportDecisions | null
  /** The import that runs, or whose report is open. */
  readonly importId: number | null
  /** What went wrong in this step. */
  readonly error: unknown
}

const initial: ImportSession = {
  step: 'choose',
  source: null,
  choosing: null,
  scan: null,
  scanNumber: 0,
  isScanning: false,
  decisions: null,
  importId: null,
  error: null,
}

let session = initial
const watchers = new Set<() => void>()

/** Where the import stands; the component is drawn again when that changes. */
export function useImportSession(): ImportSession {
  return useSyncExternalStore(watch, currentImportSession)
}

/** Where the import stands, outside a component. */
export function currentImportSession(): ImportSession {
  return session
}

export function changeImportSession(changes: Partial<ImportSession>): void {
  session = { ...session, ...changes }
  for (const watcher of watchers) watcher()
}

/** Back to the first step, with nothing chosen. */
export function resetImportSession(): void {
  const { scanNumber } = session
  changeImportSession({ ...initial, scanNumber })
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}
