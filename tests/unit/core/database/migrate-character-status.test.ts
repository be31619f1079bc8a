import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import {
  addTextFunctions,
  applicationId,
  migrations,
} from '../../../../src/main/core/database/migrations'
import { makeClock, makeDataFolder, openRecords } from '../../../support/records'

const at = '2026-01-01T00:00:00.000Z'

test('characters from before there was a status have none, and can have one from now on', () => {
  const dataFolder = makeDataFolder()
  const before = new SQLite(join(dataFolder, 'castkeeper.db'))
  addTextFunctions(before)
  const version = migrations.findIndex((step) => step.includes('ADD COLUMN status '))
  for (const step of migrations.slice(0, version)) before.exec(step)
  before.pragma(`user_version = ${version}`)
  before.pragma(`application_id = ${applicationId}`)
  const columns = 'name, sort_name, search_name, avatar_style, avatar_seed, created_at, updated_at'
  const values = `'Ash', 'ash', 'ash', 'a', 'b', '${at}', '${at}'`
  before.exec(`INSERT INTO campaign (${columns}) VALUES (${values});
    INSERT INTO character (campaign_id, race, level, ${columns}) VALUES (1, 'Elf', 3, ${values});`)
  before.close()

  const { characters, database } = openRecords(dataFolder, makeClock('2026-11-22T20:00:00.000Z'))
  const kept = { name: 'Ash', race: 'Elf', level: 3, updatedAt: at }
  expect(characters.read(1)).toMatchObject({ ...kept, status: null, statusAt: null })
  characters.setStatus(1, 'dead')
  expect(characters.read(1)).toMatchObject({ name: 'Ash', race: 'Elf', status: 'dead' })
  expect(() => database.exec("UPDATE character SET status = ''")).toThrow('CHECK')
  expect(database.pragma('foreign_key_check')).toEqual([])
})
