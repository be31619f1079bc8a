import type {
  RestoredInWindow,
  RestoredSelection,
  RestorePreview,
  RestoreSelection,
} from '../../shared/backup'
import { createStore } from '../app/store'
import { usualWay } from './suggestion'

export const restoreSteps = ['choose', 'look', 'pick', 'run', 'result'] as const
export type RestoreStep = (typeof restoreSteps)[number]

/** The outcome of a restore. */
export type RestoreResult =
  | { readonly kind: 'replaced'; readonly restored: RestoredInWindow }
  | { readonly kind: 'taken'; readonly taken: RestoredSelection }
  | { readonly kind: 'undone' }

/** How far the game master is with a restore; it lives as long as the window. */
export interface RestoreSession {
  readonly step: RestoreStep
  /** The system's picker is open, or what was chosen is being read. */
  readonly choosing: 'picker' | 'reading' | null
  readonly preview: RestorePreview | null
  /** A new number for each opened backup, so that no picture of an earlier one is shown. */
  readonly number: number
  readonly way: 'replace' | 'take'
  readonly withSettings: boolean
  readonly campaigns: ReadonlySet<number>
  readonly characters: ReadonlySet<number>
  /** Whether anything was ticked already, by a suggestion or by hand. */
  readonly isPicked: boolean
  readonly how: RestoreSelection['how']
  /** Where characters go whose campaign is not here; null makes one for them. */
  readonly campaignId: number | null
  readonly result: RestoreResult | null
  /** What went wrong in this step. */
  readonly error: unknown
}

const none: ReadonlySet<number> = new Set()

const initial: RestoreSession = {
  step: 'choose',
  choosing: null,
  preview: null,
  number: 0,
  way: 'replace',
  withSettings: false,
  campaigns: none,
  characters: none,
  isPicked: false,
  how: 'as-copies',
  campaignId: null,
  result: null,
  error: null,
}

const session = createStore<RestoreSession>(initial)

export const useRestoreSession = session.use
export const currentRestoreSession = session.read
export const changeRestoreSession = session.change

/** Back to the first step with nothing chosen, or with this backup opened. */
export function resetRestoreSession(preview: RestorePreview | null): void {
  const number = session.read().number + 1
  // Where there is nothing here, there is nothing to choose between.
  const way = preview === null ? initial.way : usualWay(preview)
  session.change({ ...initial, number, preview, way, step: preview === null ? 'choose' : 'look' })
}
