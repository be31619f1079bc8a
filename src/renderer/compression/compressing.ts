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

/** Chooses another way; what was told for the former one no longer holds. */
export function choose(changes: Partial<CompressionSettings>): void {
  estimating.forget()
  choice.change(changes)
}

export function isAtStorage(): boolean {
  const { screen, galleryTab } = currentPlace()
  return screen === 'gallery' && galleryTab === 'storage'
}

/** Tries a few portraits, to tell what the library would come to. */
export async function estimate(settings: CompressionSettings): Promise<void> {
  running.forget()
  await estimating.begin(() => request('compression:estimate', settings))
}

/** Goes over the library; says how it ended to whoever is elsewhere by then. */
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

/** Names in a row, as a sentence holds them; a portrait without one is a loose one. */
export function listSubjects(names: readonly string[]): string {
  const { t, language } = translator
  return listNames(
    names.map((name) => (name === '' ? t('compression.originals.unassigned') : name)),
    language,
  )
}

/** Says which originals went, and which stayed because their portrait is not whole, with the way back. */
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
