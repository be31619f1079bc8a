import { baseUrlFault, normaliseBaseUrl } from '../../../shared/base-url'
import { AppError } from '../../../shared/errors'
import type { ImageServiceId } from '../../../shared/generation'
import { type ServiceConnection, serviceTraits } from '../providers/profiles'

/** Finds how a service is reached now: its settings and its key. */
export type FindConnection = (id: ImageServiceId) => Promise<ServiceConnection>

/**
 * A connection that can be used at once. Throws AppError `base-url-invalid`, `key-missing` or
 * `model-missing`; nothing is sent then.
 */
export function readyConnection(connection: ServiceConnection): ServiceConnection {
  const reachable = reachableConnection(connection)
  const model = connection.model.trim()
  if (model === '') throw new AppError('model-missing')
  return { ...reachable, model }
}

/** The same for questions that name no model. */
export function reachableConnection(connection: ServiceConnection): ServiceConnection {
  const baseUrl = normaliseBaseUrl(connection.baseUrl)
  // Saved before this was asked for, or written into the settings by hand.
  if (baseUrl.startsWith('http:') && !connection.isPrivate) throw baseUrlFault('not-encrypted')
  const key = connection.key?.trim() || null
  if (key === null && serviceTraits[connection.provider].needsKey) throw new AppError('key-missing')
  return { ...connection, baseUrl, key }
}
