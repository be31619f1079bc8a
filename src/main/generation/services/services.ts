import { baseUrlFault, normaliseBaseUrl } from '../../../shared/base-url'
import {
  type ImageServiceId,
  imageServiceIds,
  type OfferedModel,
  type ProviderProfile,
  usualWaitMinutes,
} from '../../../shared/generation'
import type { Preferences, ServiceProfile } from '../../../shared/preferences'
import type { FindReach } from '../../core/network/reach'
import type { SendRequest } from '../../core/network/request'
import { createImageService } from '../providers/image-service'
import { type ServiceConnection, serviceTraits } from '../providers/profiles'
import { reachableConnection } from './connect'

/** Where the addresses and models of the services are kept. */
interface ServiceSettings {
  read(): Pick<Preferences, 'services'>
  change(changes: Pick<Preferences, 'services'>): unknown
}

/** Where their keys are kept, each bound to the origin it was entered for. */
interface ServiceKeys {
  keyFor(id: ImageServiceId, baseUrl: string): Promise<string | null>
  storageFor(id: ImageServiceId, baseUrl: string): Promise<ProviderProfile['keyStorage']>
  setKey(id: ImageServiceId, baseUrl: string, pasted: string): Promise<void>
  forgetKey(id: ImageServiceId): Promise<void>
}

export interface ServicesOptions {
  readonly settings: ServiceSettings
  readonly keys: ServiceKeys
  readonly request: SendRequest
  readonly findReach: FindReach
}

export type Services = ReturnType<typeof createServices>

/** The image services the game master has set up. */
export function createServices(options: ServicesOptions) {
  return {
    /** How the service is reached: at its own address or at another one, with the key for that one. */
    connection: (id: ImageServiceId, address?: string) => connection(options, id, address),

    list: (): Promise<ProviderProfile[]> =>
      Promise.all(imageServiceIds.map((id) => describe(options, id))),

    /** Throws AppError `base-url-invalid`; the service then stays as it was. */
    change: (id: ImageServiceId, changes: Partial<Omit<ServiceProfile, 'reach'>>) =>
      change(options, id, changes),

    /** Keeps a key for the service's address of now. Throws `key-malformed` or `base-url-invalid`. */
    setKey: (id: ImageServiceId, pasted: string) => setKey(options, id, pasted),

    forgetKey: (id: ImageServiceId) => forgetKey(options, id),

    /** The models the service offers, which costs nothing. Throws ServiceError, `key-missing` and `base-url-invalid`. */
    listModels: (id: ImageServiceId) => listModels(options, id),
  }
}

function keep(
  options: ServicesOptions,
  id: ImageServiceId,
  changes: Partial<ServiceProfile>,
): ServiceProfile {
  const { settings } = options
  const { services } = settings.read()
  const profile = { ...services[id], ...changes }
  settings.change({ services: { ...services, [id]: profile } })
  return profile
}

/** Where the host of the saved address lies, found out once and remembered from then on. */
async function reachOf(
  options: ServicesOptions,
  id: ImageServiceId,
): Promise<ServiceProfile['reach']> {
  const { settings, findReach } = options
  const { baseUrl, reach } = settings.read().services[id]
  if (baseUrl === '' || reach !== 'unknown') return reach
  const found = URL.canParse(baseUrl) ? await findReach(new URL(baseUrl).hostname) : 'unknown'
  // While the name was looked up, another address may have been saved.
  if (settings.read().services[id].baseUrl === baseUrl && found !== 'unknown') {
    keep(options, id, { reach: found })
  }
  return found
}

async function describe(options: ServicesOptions, id: ImageServiceId): Promise<ProviderProfile> {
  const { settings, keys } = options
  const profile = settings.read().services[id]
  const { reach: _, ...shown } = profile
  const keyStorage = profile.baseUrl === '' ? 'none' : await keys.storageFor(id, profile.baseUrl)
  return {
    id,
    ...shown,
    ...serviceTraits[id],
    usualWaitMinutes: usualWait(await reachOf(options, id)),
    hasKey: keyStorage !== 'none',
    keyStorage,
  }
}

async function connection(
  options: ServicesOptions,
  id: ImageServiceId,
  address?: string,
): Promise<ServiceConnection> {
  const { settings, keys } = options
  const profile = settings.read().services[id]
  const given = address === undefined ? null : await resolveAddress(options, address)
  const { baseUrl, reach } = given ?? {
    baseUrl: profile.baseUrl,
    reach: await reachOf(options, id),
  }
  const key = baseUrl === '' ? null : await keys.keyFor(id, baseUrl)
  const { model, responseFormat, waitMinutes } = profile
  return {
    provider: id,
    baseUrl,
    model,
    responseFormat,
    key,
    isPrivate: reach === 'private',
    waitMs: (waitMinutes ?? usualWait(reach)) * 60_000,
    // What another address charges is not known.
    pricePerPictureUsd: baseUrl === profile.baseUrl ? profile.pricePerPictureUsd : null,
  }
}

/** An address as it was typed. Throws `base-url-invalid`, also for one that would be asked in the clear. */
async function resolveAddress(
  options: ServicesOptions,
  typed: string,
): Promise<Pick<ServiceProfile, 'baseUrl' | 'reach'>> {
  const { findReach } = options
  const baseUrl = normaliseBaseUrl(typed)
  const reach = await findReach(new URL(baseUrl).hostname)
  if (baseUrl.startsWith('http:') && reach !== 'private') {
    throw baseUrlFault(reach === 'public' ? 'not-encrypted' : 'not-found')
  }
  // If it cannot be resolved now, it does not count as private later either, whatever the name resolves to by
  // then.
  return { baseUrl, reach: reach === 'private' ? 'private' : 'public' }
}

async function change(
  options: ServicesOptions,
  id: ImageServiceId,
  changes: Partial<Omit<ServiceProfile, 'reach'>>,
): Promise<ProviderProfile> {
  const given = changes.baseUrl?.trim()
  changes = { ...(isElsewhere(options, id, changes) && { pricePerPictureUsd: null }), ...changes }
  if (given === undefined) keep(options, id, changes)
  // Emptied on purpose: the service is not used any more.
  else if (given === '') keep(options, id, { ...changes, baseUrl: '', reach: 'unknown' })
  else keep(options, id, { ...changes, ...(await resolveAddress(options, given)) })
  return describe(options, id)
}

/** Whether another address or model is named, whose price is another one too. */
function isElsewhere(
  { settings }: ServicesOptions,
  id: ImageServiceId,
  { baseUrl, model }: Partial<ServiceProfile>,
): boolean {
  const before = settings.read().services[id]
  const isOtherModel = model !== undefined && model !== before.model
  return isOtherModel || (baseUrl !== undefined && baseUrl.trim() !== before.baseUrl)
}

async function setKey(
  options: ServicesOptions,
  id: ImageServiceId,
  pasted: string,
): Promise<ProviderProfile> {
  const { keys, settings } = options
  await keys.setKey(id, normaliseBaseUrl(settings.read().services[id].baseUrl), pasted)
  return describe(options, id)
}

async function forgetKey(options: ServicesOptions, id: ImageServiceId): Promise<ProviderProfile> {
  const { keys } = options
  await keys.forgetKey(id)
  return describe(options, id)
}

async function listModels(
  options: ServicesOptions,
  id: ImageServiceId,
): Promise<readonly OfferedModel[]> {
  const { request } = options
  const reachable = reachableConnection(await connection(options, id))
  return createImageService(reachable, { request }).listModels()
}

function usualWait(reach: ServiceProfile['reach']): number {
  return reach === 'private' ? usualWaitMinutes.private : usualWaitMinutes.public
}
