import { useQueryClient } from '@tanstack/react-query'
import type { ProviderProfile } from '../../shared/generation'
import { queries } from '../app/api'

/** Keeps what main answers about a service where every screen reads it. */
export function useStoreProfile(): (profile: ProviderProfile) => void {
  const client = useQueryClient()
  return (profile) => {
    client.setQueryData(queries.providers().queryKey, (profiles) =>
      profiles?.map((other) => (other.id === profile.id ? profile : other)),
    )
  }
}
