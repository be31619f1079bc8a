import type { HealthFinding, HealthReport, Mend } from '../../shared/health'
import { request } from '../api'
import { createStore } from '../components/store'
import { createDoing } from '../components/work'
import { translator } from '../i18n'
import { currentPlace, openCheck } from '../place'
import { attempt } from '../portrait/deeds'
import { toastError, toastOffer } from '../toasts'

const checking = createDoing<HealthReport>('check')
const mended = createStore<{ readonly keys: ReadonlySet<string> }>({ keys: new Set() })

/** The look at everything that is under way, or was had last. */
export const useChecking = checking.use

/** The findings of the last look that were dealt with since. */
export function useMended(): ReadonlySet<string> {
  return mended.use().keys
}

/** What tells one finding from another. */
export function keyOf(finding: HealthFinding): string {
  if (finding.kind === 'portrait') return `portrait:${finding.portraitId}`
  return finding.kind === 'file-without-row' ? `file:${finding.path}` : finding.kind
}

/** Looks at everything, unless that is being done; says how it ended to whoever has left meanwhile. */
export async function check(): Promise<void> {
  if (checking.read().phase === 'running') return
  mended.change({ keys: new Set() })
  const { phase, error, result } = await checking.begin(() => request('check:run'))
  if (currentPlace().screen === 'check') return
  const { t } = translator
  if (phase === 'failed') toastError(error, { retry: () => void check() })
  else if (result)
    toastOffer(
      result.findings.length === 0
        ? t('check.sound')
        : t('check.found', { count: result.findings.length }),
      t('backup.showResult'),
      openCheck,
    )
}

/** Does what the game master chose about a finding, which is then marked as dealt with. */
export async function mend(finding: HealthFinding, order: Mend): Promise<void> {
  const isDone = await attempt(() => request('check:mend', order))
  if (isDone) mended.change({ keys: new Set([...mended.read().keys, keyOf(finding)]) })
}
