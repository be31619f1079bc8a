import { join } from 'node:path'
import SQLite, { type Database } from 'better-sqlite3'
import { expect, test } from 'vitest'
import {
  addTextFunctions,
  applicationId,
  migrations,
} from '../../../../src/main/core/database/migrations'
import { createSpending } from '../../../../src/main/generation/spending/spending'
import { makeClock, makeDataFolder, openRecords } from '../../../support/records'

const at = '2026-11-02T12:00:00.000Z'

function libraryBefore(): { dataFolder: string; before: Database } {
  const dataFolder = makeDataFolder()
  const before = new SQLite(join(dataFolder, 'castkeeper.db'))
  addTextFunctions(before)
  const version = migrations.findIndex((step) => step.includes('CREATE TABLE spending '))
  for (const step of migrations.slice(0, version)) before.exec(step)
  before.pragma(`user_version = ${version}`)
  before.pragma(`application_id = ${applicationId}`)
  const columns = 'name, sort_name, search_name, avatar_style, avatar_seed, created_at, updated_at'
  const rest = `'a', 'b', '${at}', '${at}'`
  before.exec(`INSERT INTO campaign (${columns}) VALUES ('Ash', 'ash', 'ash', ${rest});
    INSERT INTO character (campaign_id, ${columns}) VALUES (1, 'Bo', 'bo', 'bo', ${rest});`)
  const order = before.prepare(
    `INSERT INTO generation_job (campaign_id, character_id, provider, base_url, model, prompt,
       parameters, count, state, cost_usd, process_id, created_at, updated_at)
     VALUES (?, ?, 'openai', 'https://api.example/v1', 'gpt-image-2', 'p', ?, 2, 'done', ?, 1,
       '${at}', '${at}')`,
  )
  order.run(1, null, '{}', 0.035)
  order.run(null, 1, '{"isCostAtMost":true,"quality":"low"}', 0.5)
  order.run(null, 1, '{}', null)
  before.close()
  return { dataFolder, before }
}

test('what orders have cost comes over as settled lines, and orders without a cost yield none', () => {
  const { dataFolder } = libraryBefore()
  const clock = makeClock('2026-11-22T20:00:00.000Z')
  const { database } = openRecords(dataFolder, clock)
  const spending = createSpending({ database, clock })
  const month = spending.month('2026-11')
  expect(month).toMatchObject({ spentUsd: 0.535, openUsd: 0, unknown: 0 })
  const told = { host: 'api.example', model: 'gpt-image-2', pictures: 2, campaignName: 'Ash' }
  expect(month.rows).toMatchObject([
    { ...told, subjectName: 'Ash', settledUsd: 0.035, basis: 'usage' },
    { ...told, subjectName: 'Bo', settledUsd: 0.5, basis: 'at-most' },
  ])
  const kept = database
    .prepare<[], string>('SELECT parameters FROM generation_job ORDER BY id')
    .pluck()
    .all()
    .map((text) => JSON.parse(text))
  expect(spending.costOf(kept[1].spendingIds)).toEqual({ usd: 0.5, isAtMost: true })
  expect(kept[1].quality).toBe('low')
  expect(kept[2]).toEqual({})
  expect(database.pragma('foreign_key_check')).toEqual([])
})

test('two copies of one library yield the same lines, so that one is never counted twice', () => {
  const idsOf = () => {
    const { database } = openRecords(libraryBefore().dataFolder)
    return database.prepare('SELECT id FROM spending ORDER BY id').pluck().all()
  }
  expect(idsOf()).toEqual(idsOf())
})

test('no line can be changed, removed or replaced', () => {
  const { database } = openRecords(libraryBefore().dataFolder)
  const rows = () => [
    database.prepare('SELECT * FROM spending').all(),
    database.prepare('SELECT * FROM spending_settlement').all(),
  ]
  const before = rows()
  expect(() => database.exec('UPDATE spending SET reserved_usd = 0')).toThrow('never changed')
  expect(() => database.exec('DELETE FROM spending')).toThrow('never removed')
  expect(() => database.exec('UPDATE spending_settlement SET usd = 0')).toThrow('never changed')
  expect(() => database.exec('DELETE FROM spending_settlement')).toThrow('never removed')
  database.exec(`INSERT OR REPLACE INTO spending_settlement (spending_id, at, usd, basis)
    SELECT id, at, 0, 'not-billed' FROM spending`)
  database.exec(`INSERT OR REPLACE INTO spending (id, at, day, kind, service, host, model,
      campaign_name, subject_name, pictures, reserved_usd, reserved_by)
    SELECT id, at, day, kind, service, host, model, '', '', 0, 0, 'unknown' FROM spending`)
  expect(rows()).toEqual(before)
})
