import { existsSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { listCopies, makeDailyCopy } from '../../../../src/main/core/database/copies'
import { copyDatabase, copyFromFile } from '../../../../src/main/core/database/copy-database'
import { makeTarget } from '../../../support/backup/making'
import { makeClock, makeDataFolder, openRecords } from '../../../support/records'

const clock = makeClock()

function namesIn(path: string): unknown[] {
  const copy = new SQLite(path, { readonly: true })
  try {
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
    return copy.prepare('SELECT name FROM campaign ORDER BY id').pluck().all()
  } finally {
    copy.close()
  }
}

test('fault 76: a library is copied in another process, without the connection the window works with', async () => {
  const { dataFolder, database, campaigns } = openRecords()
  campaigns.create({ name: 'La Quête du Dragon Noir' })
  const to = join(makeTarget(), 'copy.db')
  const copying = copyDatabase(database, to)
  // What copies page by page through this connection, on this thread, stops here.
  database.close()
  await copying
  expect(namesIn(to)).toEqual(['La Quête du Dragon Noir'])
  const again = openRecords(dataFolder)
  const daily = makeDailyCopy(again.database, { dataFolder, clock })
  again.database.close()
  expect(namesIn(join(dataFolder, 'backups', String(await daily)))).toHaveLength(1)
})

test('a library that no other process may look into is copied by the connection itself', async () => {
  const { dataFolder, database, campaigns } = openRecords()
  campaigns.create({ name: 'La Quête du Dragon Noir' })
  database.close()
  const alone = new SQLite(join(dataFolder, 'castkeeper.db'))
  alone.pragma('locking_mode = EXCLUSIVE')
  alone.exec('BEGIN IMMEDIATE; COMMIT')
  const to = join(makeTarget(), 'copy.db')
  await copyDatabase(alone, to)
  const daily = await makeDailyCopy(alone, { dataFolder, clock })
  alone.close()
  expect(namesIn(to)).toHaveLength(1)
  expect(namesIn(join(dataFolder, 'backups', String(daily)))).toHaveLength(1)
})

test('holds what was there when the copy began, and ends although changes keep coming', async () => {
  const { dataFolder, database, campaigns } = openRecords(makeDataFolder(), clock)
  for (let n = 0; n < 400; n += 1) campaigns.create({ name: `${n}`, notes: 'x'.repeat(4_000) })
  const to = join(makeTarget(), 'copy.db')
  let isDone = false
  const copying = copyFromFile({ path: join(dataFolder, 'castkeeper.db'), to }).finally(() => {
    isDone = true
  })
  let edits = 0
  while (!isDone && edits < 10_000) {
    campaigns.create({ name: `later ${edits}` })
    edits += 1
    await new Promise(setImmediate)
  }
  await copying
  expect(edits).toBeLessThan(10_000)
  database.close()
  const names = namesIn(to)
  expect(names.slice(0, 400)).toEqual(Array.from({ length: 400 }, (_, n) => `${n}`))
  expect(names).toHaveLength(400)
})

test('a copy that was cancelled has not begun', async () => {
  const { database } = openRecords()
  const to = join(makeTarget(), 'copy.db')
  const cancelled = copyDatabase(database, to, {
    signal: AbortSignal.abort(new Error('cancelled')),
  })
  await expect(cancelled).rejects.toThrow('cancelled')
  expect(existsSync(to)).toBe(false)
  database.close()
})

test('the copy of the day ends with its signal, and has no name then', async () => {
  const { dataFolder, database, campaigns } = openRecords()
  campaigns.create({ name: 'La Quête du Dragon Noir' })
  const closing = new AbortController()
  const copying = makeDailyCopy(database, { dataFolder, clock }, closing.signal)
  closing.abort(new Error('the library closes'))
  await expect(copying).rejects.toThrow('the library closes')
  expect(listCopies(dataFolder)).toEqual([])
  database.close()
})
