import { normaliseBaseUrl } from '../../shared/base-url'
import {
  type ImageServiceId,
  imageServiceIds,
  type OfferedModel,
  type ProviderProfile,
} from '../../shared/generation'
import type { Preferences, ServiceProfile } from '../../shared/preferences'
import type { SendRequest } from '../network/request'
import { reachableConnection } from './connect'
import { createImageService } from './providers/image-service'
import { type ServiceConnection, serviceTraits } from './providers/profiles'

/** Where the addresses and models of the services are kept. */
interface ServiceSettings {
  read(): Pick<Preferences, 'services'>
  change(changes: Pick<Preferences, 'services'>): unknown
}

/** Where their keys are kept, each bound to the origin it was entered for. */
interface ServiceKeys {
  keyFor(id: ImageServiceId, baseUrl: string): Promise<string | null>
  keptFor(id: ImageServiceId, baseUrl: string): Promise<ProviderProfile['keyKept']>
  setKey(id: ImageServiceId, baseUrl: string, pasted: string): Promise<void>
  forgetKey(id: ImageServiceId): Promise<void>
}

export interface ServicesOptions {
  readonly settings: ServiceSettings
  readonly keys: ServiceKeys
  readonly request: SendRequest
}

export type Services = ReturnType<typeof createServices>

/** The image services the game master has set up. */
export function createServices({ settings, keys, request }: ServicesOptions) {
  async function describe(id: ImageServiceId): Promise<ProviderProfile> {
    const profile = settings.read().services[id]
    const keyKept = profile.baseUrl === '' ? 'none' : await keys.keptFor(id, profile.baseUrl)
    return { id, ...profile, ...serviceTraits[id], hasKey: keyKept !== 'none', keyKept }
  }

  async function connection(id: ImageServiceId, address?: string): Promise<ServiceConnection> {
    const profile = settings.read().services[id]
    const baseUrl = address === undefined ? profile.baseUrl : normaliseBaseUrl(address)
    const key = baseUrl === '' ? null : await keys.keyFor(id, baseUrl)
    return { provider: id, ...profile, baseUrl, key }
  }

  return {
    /** How the service is reached: at its own address or at another one, with the key for that one. */
    connection,

    list: (): Promise<ProviderProfile[]> => Promise.all(imageServiceIds.map(describe)),

    /** Throws AppError `base-url-invalid`; the service then stays as it was. */
    change(id: ImageServiceId, changes: Partial<ServiceProfile>): Promise<ProviderProfile> {
      const { services } = settings.read()
      const given = changes.baseUrl?.trim()
      // Emptied on purpose: the service is not used any more.
      const baseUrl = given === undefined || given === '' ? given : normaliseBaseUrl(given)
      const profile = { ...services[id], ...changes, ...(baseUrl !== undefined && { baseUrl }) }
      settings.change({ services: { ...services, [id]: profile } })
      return describe(id)
    },

    /** Keeps a key for the service's address of now. Throws `key-malformed` or `base-url-invalid`. */
    async setKey(id: ImageServiceId, pasted: string): Promise<ProviderProfile> {
      await keys.setKey(id, normaliseBaseUrl(settings.read().services[id].baseUrl), pasted)
      return describe(id)
    },

    async forgetKey(id: ImageServiceId): Promise<ProviderProfile> {
      await keys.forgetKey(id)
      return describe(id)
    },

    /** The models the service offers, which costs nothing. Throws ServiceError, `key-missing` and `base-url-invalid`. */
    async listModels(id: ImageServiceId): Promise<readonly OfferedModel[]> {
      const reachable = reachableConnection(await connection(id))
      return createImageService(reachable, { request }).listModels()
    },
  }
}
