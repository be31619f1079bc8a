import type {
  CompressionEstimate,
  CompressionJob,
  CompressionSettings,
  PutBack,
} from '../../shared/compression'
import { request } from '../api'
import { createDoing } from '../components/work'
import { translator } from '../i18n'
import { currentPlace, openLibrary } from '../place'
import { toastDone, toastError, toastOffer } from '../toasts'

const estimating = createDoing<CompressionEstimate>('compress')
const running = createDoing<CompressionJob>('compress')
const puttingBack = createDoing<PutBack>('put-back')

/** The estimate that is under way, or was had last; the run; and the way back. */
export const useEstimating = estimating.use
export const useCompressing = running.use
export const usePuttingBack = puttingBack.use

/** Other settings: what was told for the former ones no longer holds. */
export const forgetEstimate = estimating.forget

export function isAtStorage(): boolean {
  const { screen, libraryTab } = currentPlace()
  return screen === 'library' && libraryTab === 'storage'
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
    toastOffer(sentenceFor(result), t('backup.showResult'), () => openLibrary('storage'))
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
    request('compression:put-back', { portraitIds }),
  )
  const { t } = translator
  if (phase === 'failed') toastError(error, { retry: () => void putBack(portraitIds) })
  if (!result) return
  if (result.count > 0) toastDone(t('compression.originals.putBackDone', { count: result.count }))
  if (result.lost.length > 0) {
    const names = new Intl.ListFormat(translator.language).format(
      result.lost.map((name) => (name === '' ? t('compression.originals.nobody') : name)),
    )
    toastDone(t('compression.originals.lost', { names }))
  }
}
