import {
  type CompressionEstimate,
  type CompressionJob,
  type CompressionSettings,
  type DeletedOriginals,
  type PutBack,
  usualQuality,
} from '../../shared/compression'
import { listNames } from '../../shared/isolate'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { currentPlace, openGallery } from '../app/navigation'
import { createStore } from '../app/store'
import { toastDone, toastError, toastOffer } from '../app/toasts'
import { createTask } from '../tasks/task'

const estimating = createTask<CompressionEstimate>()
const running = createTask<CompressionJob>()
const puttingBack = createTask<PutBack>()

/** The estimate that is under way, or was had last; the run; and the way back. */
export const useEstimating = estimating.use
export const useCompressing = running.use
export const usePuttingBack = puttingBack.use

const choice = createStore<CompressionSettings>({ way: 'webp-lossless', quality: usualQuality })

/** How the library is to be made smaller; kept while the window lives. */
export const useChoice = choice.use

/** Chooses another way; the estimate for the previous one no longer holds. */
export function choose(changes: Partial<CompressionSettings>): void {
  estimating.forget()
  choice.change(changes)
}

export function isAtStorage(): boolean {
  const { screen, galleryTab } = currentPlace()
  return screen === 'gallery' && galleryTab === 'storage'
}

/** Tries a few portraits to estimate the result for the whole library. */
export async function estimate(settings: CompressionSettings): Promise<void> {
  running.forget()
  await estimating.begin(() => request('compression:estimate', settings))
}

/** Compresses the library. A toast reports the end if another screen is open by then. */
export async function compress(settings: CompressionSettings): Promise<void> {
  estimating.forget()
  const { phase, result, error } = await running.begin(() => request('compression:start', settings))
  if (isAtStorage()) return
  const { t } = translator
  if (phase === 'failed') toastError(error, { retry: () => void compress(settings) })
  else if (result)
    toastOffer(sentenceFor(result), t('backup.showResult'), () => openGallery('storage'))
}

/** What a run came to, in one sentence. */
export function sentenceFor({ compressed, bytesBefore, bytesAfter }: CompressionJob): string {
  const { t } = translator
  if (compressed === 0) return t('compression.doneNone')
  const saved = bytesBefore - bytesAfter
  return t('compression.done', { count: compressed, before: bytesBefore, after: bytesAfter, saved })
}

/** Shows the originals again, of these portraits or of all. */
export async function putBack(portraitIds?: number[]): Promise<void> {
  const { phase, result, error } = await puttingBack.begin(() =>
    request('compression:restore-originals', { portraitIds }),
  )
  const { t } = translator
  if (phase === 'failed') toastError(error, { retry: () => void putBack(portraitIds) })
  if (!result) return
  if (result.count > 0) toastDone(t('compression.originals.putBackDone', { count: result.count }))
  if (result.lost.length > 0) {
    toastDone(t('compression.originals.lost', { names: listSubjects(result.lost) }))
  }
}

/** Names as a list in a sentence; a portrait without a name is an unassigned one. */
export function listSubjects(names: readonly string[]): string {
  const { t, language } = translator
  return listNames(
    names.map((name) => (name === '' ? t('compression.originals.unassigned') : name)),
    language,
  )
}

/**
 * Reports which originals were deleted, and which were kept because their portrait is damaged, with a button
 * to restore them.
 */
export function toastRemoved({ count, bytes, stayed }: DeletedOriginals): void {
  const { t } = translator
  const gone = stayed.length === 0 ? 'gone' : 'goneSome'
  if (count > 0) toastDone(t(`compression.originals.${gone}`, { count, bytes }))
  if (stayed.length === 0) return
  const names = listSubjects(stayed.map(({ name }) => name))
  const ids = stayed.map(({ portraitId }) => portraitId)
  toastOffer(
    t('compression.originals.stayed', { count: stayed.length, names }),
    t('compression.originals.stayedPutBack', { count: stayed.length }),
    () => void putBack(ids),
  )
}
