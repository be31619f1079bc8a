import { useQuery, useQueryClient } from '@tanstack/react-query'
import {
  defaultPreferences,
  type PreferenceChanges,
  type Preferences,
} from '../../shared/preferences'
import { queries, request } from './api'
import { toastError } from './toasts'

/** What the game master prefers, and the way to change it: shown at once, then kept by main. */
export function usePreferences(): [Preferences, (changes: PreferenceChanges) => Promise<void>] {
  const client = useQueryClient()
  const { data } = useQuery(queries.preferences())
  const preferences = data ?? defaultPreferences
  const { queryKey } = queries.preferences()
  const change = async (changes: PreferenceChanges) => {
    client.setQueryData(queryKey, { ...preferences, ...changes })
    try {
      client.setQueryData(queryKey, await request('preferences:change', changes))
    } catch (error) {
      await client.invalidateQueries({ queryKey })
      toastError(error)
    }
  }
  return [preferences, change]
}
