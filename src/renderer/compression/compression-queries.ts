import { queryOptions } from '@tanstack/react-query'
import { type CompressionSettings, settingsKey } from '../../shared/compression'
import { compressionKey, request } from '../app/api'

/** What is asked of main about portraits that were made smaller, or could be. */
export const compressionQueries = {
  overview: () =>
    queryOptions({
      queryKey: [compressionKey, 'overview'],
      queryFn: () => request('compression:overview'),
    }),
  list: (limit: number) =>
    queryOptions({
      queryKey: [compressionKey, 'list', limit],
      queryFn: () => request('compression:list', { limit }),
    }),
  candidates: () =>
    queryOptions({
      queryKey: [compressionKey, 'candidates'],
      queryFn: () => request('compression:candidates'),
    }),
  /** Holds the picture itself, so it is dropped once it is not on screen. */
  preview: (portraitId: number | null, settings: CompressionSettings) =>
    queryOptions({
      queryKey: [compressionKey, 'preview', portraitId, settingsKey(settings)],
      queryFn: () => request('compression:preview', { ...settings, portraitId: portraitId ?? 0 }),
      gcTime: 30_000,
    }),
}
