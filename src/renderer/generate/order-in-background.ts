import type { Subject } from '../../shared/subject'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { toastError, toastNote } from '../app/toasts'
import { blankDraft } from './draft'
import { orderErrorOf, startOrder } from './ordering'
import { promptToSend } from './prompt'
import { lackOf } from './service'

/**
 * Orders a portrait at the preferred service with the choices that the dock begins with, and opens nothing: the tray
 * of orders shows it. A toast says why none was ordered. Never rejects.
 */
export async function orderInBackground(subject: Subject, name: string): Promise<void> {
  const isBegun = await startOrder(subject, async () => {
    const { quality, shape, count } = blankDraft
    const provider = await readyService()
    const prompt = await promptToSend(subject, blankDraft)
    return { subject, prompt, provider, quality, shape, count }
  })
  const error = orderErrorOf(subject)
  if (isBegun || error === null) return
  if (error instanceof NoServiceError) toastNote(translator.t('quick.notOrdered', { name }))
  else toastError(error)
}

/** The preferred service. Throws `NoServiceError` unless it can be asked. */
async function readyService() {
  const [profiles, { provider }] = await Promise.all([
    request('providers:list'),
    request('preferences:read'),
  ])
  const profile = profiles.find(({ id }) => id === provider)
  if (profile === undefined || lackOf(profile) !== null) throw new NoServiceError()
  return profile.id
}

/** No image service is preferred, or it lacks its key, address or model. */
class NoServiceError extends Error {}
