import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { on, request } from '../app/api'

export const storageQueries = {
  place: () =>
    queryOptions({ queryKey: ['storage', 'place'], queryFn: () => request('storage:place') }),
  usage: () =>
    queryOptions({ queryKey: ['storage', 'usage'], queryFn: () => request('storage:usage') }),
  /** Told by main from then on. */
  space: () =>
    queryOptions({
      queryKey: ['space'],
      queryFn: async () => (await request('storage:place')).space,
    }),
}

/** Keeps what is known of the disk in step with main, for as long as the window lives. */
export function followStorage(client: QueryClient): () => void {
  return on('storage:space', (space) => {
    client.setQueryData(storageQueries.space().queryKey, space)
    void client.invalidateQueries(storageQueries.place())
  })
}
