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

/** What a restore came to. */
export type RestoreResult =
  | { readonly kind: 'replaced'; readonly restored: RestoredInWindow }
  | { readonly kind: 'taken'; readonly taken: RestoredSelection }
  | { readonly kind: 'undone' }

/** How far the game master is with a restore; kept while the window lives. */
export interface RestoreVisit {
  readonly step: RestoreStep
  /** The system's picker is open, or what was given is being read. */
  readonly finding: 'picker' | 'reading' | null
  readonly preview: RestorePreview | null
  /** A new one for each opened backup, so that no picture of a former one is shown. */
  readonly number: number
  readonly way: 'replace' | 'take'
  readonly withSettings: boolean
  readonly campaigns: ReadonlySet<number>
  readonly characters: ReadonlySet<number>
  /** Whether anybody was ticked already, by a suggestion or by hand. */
  readonly isPicked: boolean
  readonly how: RestoreSelection['how']
  /** Where characters go whose campaign is not here; null makes one for them. */
  readonly campaignId: number | null
  readonly result: RestoreResult | null
  /** What went wrong in this step. */
  readonly error: unknown
}

const nobody: ReadonlySet<number> = new Set()

const beginning: RestoreVisit = {
  step: 'choose',
  finding: null,
  preview: null,
  number: 0,
  way: 'replace',
  withSettings: false,
  campaigns: nobody,
  characters: nobody,
  isPicked: false,
  how: 'as-copies',
  campaignId: null,
  result: null,
  error: null,
}

const visit = createStore<RestoreVisit>(beginning)

export const useRestoreVisit = visit.use
export const currentRestore = visit.read
export const changeRestore = visit.change

/** Back to the first step with nothing chosen, or with this backup opened. */
export function beginRestore(preview: RestorePreview | null): void {
  const number = visit.read().number + 1
  // Where there is nothing here, there is nothing to choose between.
  const way = preview === null ? beginning.way : usualWay(preview)
  visit.change({ ...beginning, number, preview, way, step: preview === null ? 'choose' : 'look' })
}
