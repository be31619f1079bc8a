import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { verify } from '../../../support/backup/refusing'
import { caseCopy } from '../../../support/cases'
import { makeOldFolder, scanIn } from '../../../support/legacy/scanning'

/** Far above what a busy machine takes for a turn, far below the minutes that these databases are made to take. */
const mostMs = 2_000

async function lookAt(path: string): Promise<void> {
  const folder = makeOldFolder()
  copyFileSync(path, join(folder, 'database.db'))
  const { close } = await scanIn(folder)
  await close()
}

test.each([
  ['an old database with a rule that takes minutes to check', 'check-heavy.db', lookAt],
  ['one with columns that take minutes to work out', 'generated-heavy.db', lookAt],
  ['a backup with a view that never ends', 'db-view-endless-count.tar', verify],
  ['a backup with a picture of 16,000 × 16,000', 'pic-bomb-16000.tar', verify],
])('nothing else waits while %s is looked at', async (_what, name, look) => {
  const path = caseCopy(name)
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  // Some are refused: here it counts that everything else went on meanwhile.
  await look(path).catch(() => undefined)
  delay.disable()
  expect(delay.max / 1e6).toBeLessThan(mostMs)
})
