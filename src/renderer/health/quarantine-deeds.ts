import type { QuarantineEntry } from '../../shared/quarantine'
import { request } from '../api'
import { lastPart } from '../components/counts'
import { translator } from '../i18n'
import { attempt } from '../portrait/deeds'
import { toastDone } from '../toasts'

/** Puts a file back where it was, and says so; or that something else has its place now. */
export async function restoreFrom({ id, originalPath }: QuarantineEntry): Promise<void> {
  await attempt(async () => {
    const [restored] = await request('quarantine:restore', { ids: [id] })
    const outcome = restored?.outcome ?? 'gone'
    toastDone(
      translator.t(`check.quarantined.outcome.${outcome}`, { name: lastPart(originalPath) }),
    )
  })
}

/** Removes files for good; the one thing here that nobody can take back. */
export async function removeForGood(entries: readonly QuarantineEntry[]): Promise<boolean> {
  return attempt(async () => {
    const count = await request('quarantine:remove', { ids: entries.map(({ id }) => id) })
    toastDone(translator.t('check.quarantined.removed', { count }))
  })
}
