import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { readLibrary } from '../../../../src/main/backup/database-copy'
import { recogniseRecords } from '../../../../src/main/legacy-import/apply/begin'
import { createImportWords } from '../../../../src/main/legacy-import/apply/our-record'
import { createTranslator } from '../../../../src/shared/translate'
import { verify } from '../../../support/backup/refusing'
import { caseCopy } from '../../../support/cases'
import { oldProject } from '../../../support/legacy/old-database'
import { makeOldFolder, scanIn } from '../../../support/legacy/scanning'
import { openRecords } from '../../../support/records'

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

/** How often others had their turn while this was done. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0
  let isOver = false
  const count = () => {
    turns += 1
    if (!isOver) setImmediate(count)
  }
  setImmediate(count)
  await work()
  isOver = true
  return turns
}

test('others have their turn while 20,000 old rows are recognized', async () => {
  const folder = oldProject('G1')
  const database = new SQLite(join(folder, 'database.db'))
  database.exec(`WITH RECURSIVE number (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM number LIMIT 20000)
    INSERT INTO characters (user_id, name, portrait_url)
      SELECT 1, 'Person ' || n, 'static/portraits/characters/' || n || '.png' FROM number`)
  database.close()
  const findings = await scanIn(folder)
  const words = createImportWords(createTranslator('en').t)
  expect(await turnsDuring(() => recogniseRecords(findings, [], words))).toBeGreaterThan(2)
  await findings.close()
})

test('others have their turn while the 60,000 portraits of a copied library are listed', async () => {
  const { database, campaigns, dataFolder } = openRecords()
  campaigns.create({ name: 'Saltmarsh' })
  database.exec(`WITH RECURSIVE number (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM number LIMIT 60000)
    INSERT INTO portrait (campaign_id, path, sha256, bytes, format, width_px, height_px, source, created_at)
      SELECT 1, 'static/portraits/gm/gm_1-' || n || '.png', printf('%064x', n), 1, 'png', 1, 1, 'own-file',
        '2026-01-01T00:00:00.000Z' FROM number`)
  database.close()
  const path = join(dataFolder, 'castkeeper.db')
  expect(await turnsDuring(() => readLibrary(path))).toBeGreaterThan(1)
})
