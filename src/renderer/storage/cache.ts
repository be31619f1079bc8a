import type { QueryClient } from '@tanstack/react-query'
import type { Rebuilt } from '../../shared/storage'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { attempt, toastDone, toastError } from '../app/toasts'
import { createTask } from '../tasks/task'
import { storageQueries } from './storage-queries'

const rebuilt = createTask<Rebuilt>()

/** The thumbnails that are being rebuilt. */
export const useRebuilding = rebuilt.use

/** Rebuilds the thumbnails and reports how that ended. */
export async function rebuildCache(client: QueryClient): Promise<void> {
  const { t } = translator
  const { phase, result, error } = await rebuilt.begin(() => request('storage:rebuild-cache'))
  void client.invalidateQueries(storageQueries.usage())
  if (phase === 'failed') toastError(error, { retry: () => void rebuildCache(client) })
  else if (phase === 'idle') toastDone(t('storage.cache.stopped'))
  else if (result !== null) {
    const { made, failed } = result
    const without = failed === 0 ? [] : [t('storage.cache.failed', { count: failed })]
    toastDone([t('storage.cache.rebuilt', { count: made }), ...without].join(' '))
  }
  rebuilt.forget()
}

/** Removes all small pictures; each is made again when it is shown. */
export function emptyCache(client: QueryClient): Promise<boolean> {
  return attempt(async () => {
    const { removed } = await request('storage:empty-cache')
    toastDone(translator.t('storage.cache.emptied', { count: removed }))
    await Promise.all([
      client.invalidateQueries(storageQueries.usage()),
      client.invalidateQueries(storageQueries.place()),
    ])
  })
}
