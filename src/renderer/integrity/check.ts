import type { CheckDepth, IntegrityReport, Repaired } from '../../shared/integrity'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { currentPlace, openIntegrity } from '../app/navigation'
import { createStore } from '../app/store'
import { toastError, toastOffer } from '../app/toasts'
import { createTask, wasCancelled } from '../tasks/task'
import { maximumAtOnce, type PlannedRepair } from './planned-repairs'
import { askToConfirm } from './repair-confirmation'

const checking = createTask<IntegrityReport>()
const repairing = createTask<Repaired>()

/** The outcome of a finding: what was done about it, or the code of the error that prevented it. */
export type Outcome =
  | { readonly done: PlannedRepair['repair']['action'] }
  | { readonly failed: string }

const repaired = createStore<{ readonly outcomes: ReadonlyMap<string, Outcome> }>({
  outcomes: new Map(),
})

/** The check that is running, or the last one. */
export const useChecking = checking.use

/** The repair that is running, or the last one. */
export const useRepairing = repairing.use

/** The outcomes of the findings of the last check, by their key. */
export function useOutcomes(): ReadonlyMap<string, Outcome> {
  return repaired.use().outcomes
}

/**
 * Checks everything, unless a check or a repair is running. On another screen, a toast reports how it ended.
 */
export async function check(depth: CheckDepth = 'thorough'): Promise<void> {
  if (checking.read().phase === 'running' || repairing.read().phase === 'running') return
  repaired.change({ outcomes: new Map() })
  const { phase, error, result } = await checking.begin(() => request('integrity:check', { depth }))
  if (currentPlace().screen === 'integrity') return
  const { t } = translator
  if (phase === 'failed') toastError(error, { retry: () => void check(depth) })
  else if (result)
    toastOffer(
      result.findings.length === 0
        ? t('integrity.sound')
        : t('integrity.found', { count: result.findings.length }),
      t('backup.showResult'),
      openIntegrity,
    )
}

/**
 * Does what the game master chose about findings, and marks the outcome of each. Where main wants the number of
 * files confirmed, that is asked first.
 */
export async function repairFindings(
  repairs: readonly PlannedRepair[],
  confirmed: number | null = null,
): Promise<void> {
  if (repairing.read().phase === 'running') return
  const now = repairs.slice(0, maximumAtOnce)
  const { error, result } = await repairing.begin(() =>
    request('integrity:repair', { repairs: now.map(({ repair }) => repair), confirmed }),
  )
  if (askToConfirm(error, (number) => void repairFindings(now, number))) return
  if (error !== null && !wasCancelled(error))
    toastError(error, { retry: () => void repairFindings(repairs) })
  if (result === null) return
  const outcomes = new Map(repaired.read().outcomes)
  for (const [at, { key, repair }] of now.entries()) {
    const code = result.outcomes[at] ?? null
    outcomes.set(key, code === null ? { done: repair.action } : { failed: code })
  }
  repaired.change({ outcomes })
}
