import type { QuarantineEntry } from '../../shared/quarantine'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { attempt, toastDone, toastOffer } from '../app/toasts'
import { listSubjects } from '../compression/compressing'
import { lastPart } from '../ui/counts'
import { check } from './check'

/** Restores a file to its place and reports it, or reports that the place is taken. */
export async function restoreFrom({ id, originalPath }: QuarantineEntry): Promise<void> {
  await attempt(async () => {
    const [restored] = await request('quarantine:restore', { ids: [id] })
    const outcome = restored?.outcome ?? 'gone'
    toastDone(
      translator.t(`integrity.quarantined.outcome.${outcome}`, { name: lastPart(originalPath) }),
    )
  })
}

/** Saves a copy of a file where the game master chooses; the file stays in the quarantine. */
export async function saveCopy({ id, originalPath }: QuarantineEntry): Promise<void> {
  await attempt(async () => {
    if (!(await request('quarantine:save', { id }))) return
    toastDone(translator.t('integrity.quarantined.saved', { name: lastPart(originalPath) }))
  })
}

/** Removes files for good; the one thing here that cannot be undone. */
export async function removeForGood(entries: readonly QuarantineEntry[]): Promise<boolean> {
  return attempt(async () => {
    const removed = await request('quarantine:remove', { ids: entries.map(({ id }) => id) })
    const { count, stayed } = removed
    if (count > 0) toastDone(translator.t('integrity.quarantined.removed', { count }))
    if (stayed.length === 0) return
    const inNeed = new Set(stayed.flatMap((one) => one.inNeed.map(({ name }) => name)))
    toastOffer(
      translator.t('integrity.quarantined.stayed', {
        count: stayed.length,
        names: listSubjects([...inNeed]),
      }),
      translator.t('integrity.again'),
      () => void check(),
    )
  })
}
