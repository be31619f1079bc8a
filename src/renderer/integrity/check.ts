import type { CheckDepth, HealthReport, Repaired } from '../../shared/health'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { currentPlace, openIntegrity } from '../app/navigation'
import { createStore } from '../app/store'
import { toastError, toastOffer } from '../app/toasts'
import { createDoing, wasCancelled } from '../tasks/task'
import { askForNumber } from './asked'
import { type Deal, mostAtOnce } from './planned-repairs'

const checking = createDoing<HealthReport>('check')
const mending = createDoing<Repaired>('repair')

/** What came of a finding: what was done about it, or the code of the error that kept it from being done. */
export type Outcome = { readonly done: Deal['mend']['action'] } | { readonly failed: string }

const dealt = createStore<{ readonly outcomes: ReadonlyMap<string, Outcome> }>({
  outcomes: new Map(),
})

/** The look at everything that is under way, or was had last. */
export const useChecking = checking.use

/** What is being done about findings. */
export const useRepairing = mending.use

/** What came of the findings of the last look, by their key. */
export function useOutcomes(): ReadonlyMap<string, Outcome> {
  return dealt.use().outcomes
}

/** Looks at everything, unless that is being done; says how it ended to whoever has left meanwhile. */
export async function check(depth: CheckDepth = 'thorough'): Promise<void> {
  if (checking.read().phase === 'running' || mending.read().phase === 'running') return
  dealt.change({ outcomes: new Map() })
  const { phase, error, result } = await checking.begin(() => request('check:run', { depth }))
  if (currentPlace().screen === 'integrity') return
  const { t } = translator
  if (phase === 'failed') toastError(error, { retry: () => void check(depth) })
  else if (result)
    toastOffer(
      result.findings.length === 0
        ? t('check.sound')
        : t('check.found', { count: result.findings.length }),
      t('backup.showResult'),
      openIntegrity,
    )
}

/**
 * Does what the game master chose about findings, and marks what came of each. Where main wants to hear how
 * many files it is about, that is asked first.
 */
export async function deal(deals: readonly Deal[], confirmed: number | null = null): Promise<void> {
  if (mending.read().phase === 'running') return
  const now = deals.slice(0, mostAtOnce)
  const mends = now.map((one) => one.mend)
  const { error, result } = await mending.begin(() => request('check:mend', { mends, confirmed }))
  if (askForNumber(error, (number) => void deal(now, number))) return
  if (error !== null && !wasCancelled(error)) toastError(error, { retry: () => void deal(deals) })
  if (result === null) return
  const outcomes = new Map(dealt.read().outcomes)
  for (const [at, { key, mend }] of now.entries()) {
    const code = result.outcomes[at] ?? null
    outcomes.set(key, code === null ? { done: mend.action } : { failed: code })
  }
  dealt.change({ outcomes })
}
