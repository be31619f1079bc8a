import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import {
  defaultPreferences,
  type PreferenceChanges,
  type Preferences,
} from '../../shared/preferences'
import { queries, request } from './api'
import { toastError } from './toasts'

type ChangePreferences = (changes: PreferenceChanges) => Promise<void>

/** The way to change what the game master prefers: shown at once, then kept by main. */
export function useChangePreferences(): ChangePreferences {
  const client = useQueryClient()
  return useCallback(
    async (changes) => {
      const { queryKey } = queries.preferences()
      client.setQueryData(queryKey, (now = defaultPreferences) => ({ ...now, ...changes }))
      try {
        client.setQueryData(queryKey, await request('preferences:change', changes))
      } catch (error) {
        await client.invalidateQueries({ queryKey })
        toastError(error)
      }
    },
    [client],
  )
}

/** What the game master prefers, and the way to change it. */
export function usePreferences(): [Preferences, ChangePreferences] {
  const { data } = useQuery(queries.preferences())
  return [data ?? defaultPreferences, useChangePreferences()]
}
