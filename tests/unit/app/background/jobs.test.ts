import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { backgroundJobs } from '../../../../src/main/app/background/jobs'
import { runJobs } from '../../../../src/main/app/background/run-jobs'
import { openDatabase } from '../../../../src/main/core/database/open'
import { watchOutsideChanges } from '../../../../src/main/core/database/outside-changes'
import { createThumbnailCache } from '../../../../src/main/portraits/thumbnails/thumbnail-cache'
import { openLibrary } from '../../../support/library'
import { openTrash } from '../../../support/trash'

afterEach(() => void vi.useRealTimers())

it('notices what another process wrote, and goes on after a database that is out of reach', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const opened = openLibrary()
  const { database, dataFolder, clock } = opened
  const other = openDatabase({ dataFolder, clock })
  const onChangedOutside = vi.fn()
  const log = vi.fn()
  const library = {
    ...opened,
    trash: openTrash(opened),
    thumbnailCare: createThumbnailCache({ ...opened, folder: join(dataFolder, 'cache') }),
    hasChangedOutside: watchOutsideChanges(database),
    readWordsAhead: () => false,
    closing: new AbortController().signal,
  }
  const jobs = backgroundJobs({
    context: {
      dataFolder,
      clock,
      log,
      libraryHandle: { whenOpen: () => library },
      space: { check: async () => null },
      backups: { automatic: { storeIfDue: async () => null } },
      preferences: { read: () => ({ thumbnailCacheMb: 100 }) },
    },
    isIdle: () => true,
    isBusy: () => false,
    trashDays: () => null,
    notify: vi.fn(),
    onRemoved: vi.fn(),
    onChangedOutside,
  }).filter(({ name }) => name === 'notice changes by other processes')
  const stop = runJobs(jobs, { isIdle: () => true, log })
  other.exec('CREATE TABLE passing (id); DROP TABLE passing')
  await vi.advanceTimersByTimeAsync(4_000)
  expect(onChangedOutside).toHaveBeenCalledOnce()
  other.close()
  database.close()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(log).toHaveBeenCalledOnce()
  stop()
  expect(vi.getTimerCount()).toBe(0)
})
