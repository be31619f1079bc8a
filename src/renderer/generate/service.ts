import { useQuery } from '@tanstack/react-query'
import type { ProviderId, ProviderProfile } from '../../shared/generation'
import { queries, request } from '../app/api'
import { usePreferences } from '../app/preferences'
import type { Draft } from './draft'

/** What is still missing before this service can be asked for a portrait. */
export type Lack = 'key' | 'address' | 'model'

/** The first thing that is missing, or null when the service can be asked. */
export function lackOf(profile: ProviderProfile): Lack | null {
  if (profile.baseUrl === '') return 'address'
  if (profile.needsKey && !profile.hasKey) return 'key'
  return profile.model === '' ? 'model' : null
}

/** The host a service is asked at, with its port, as the address says it. */
export function hostOf({ baseUrl }: ProviderProfile): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl
}

/** Whether the service runs on this very computer. */
export function isHere(profile: ProviderProfile): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(hostOf(profile))
}

interface Providers {
  /** Whether main has answered; until then no service is known. */
  readonly isKnown: boolean
  readonly chosen: ProviderId
  /** The chosen service as it is set up; null for the avatar, and until main has answered. */
  readonly profile: ProviderProfile | null
  readonly error: unknown
}

/** Who draws: the draft's choice, else the preferred service once it can be asked, else the avatar. */
export function useProvider(draft: Draft): Providers {
  const { data, error } = useQuery(queries.providers())
  const profiles = data ?? []
  const [{ provider: preferred }] = usePreferences()
  const isReady = profiles.some((profile) => profile.id === preferred && lackOf(profile) === null)
  const chosen = draft.provider ?? (isReady ? preferred : 'avatar')
  const profile = profiles.find(({ id }) => id === chosen) ?? null
  return { isKnown: data !== undefined || error !== null, chosen, profile, error }
}

/** What an order would cost. */
export interface Estimate {
  /** True until main has answered, well or badly. */
  readonly isLoading: boolean
  /** For one order; null when it is not known. */
  readonly costUsd: number | null
  /** The day the price list was last checked, `YYYY-MM-DD`; empty when that is not known. */
  readonly pricesAsOf: string
}

/** What one order would cost. */
export function useEstimate(
  { quality, shape, count }: Pick<Draft, 'quality' | 'shape' | 'count'>,
  profile: ProviderProfile,
): Estimate {
  const order = { provider: profile.id, quality, shape, count }
  const { data, isPending } = useQuery({
    queryKey: ['estimate', profile.model, profile.pricePerPictureUsd, order],
    queryFn: () => request('generation:estimate', order),
  })
  return {
    isLoading: isPending,
    costUsd: data?.costUsd ?? null,
    pricesAsOf: data?.pricesAsOf ?? '',
  }
}
