import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import {
  addTextFunctions,
  applicationId,
  migrations,
} from '../../../../src/main/core/database/migrations'
import { openLibrary } from '../../../support/library'
import { makeDataFolder } from '../../../support/records'

const at = '2026-01-01T00:00:00.000Z'

test('characters and portraits from before there were tags have none, and can have some from now on', async () => {
  const dataFolder = makeDataFolder()
  const before = new SQLite(join(dataFolder, 'castkeeper.db'))
  addTextFunctions(before)
  const version = migrations.findIndex((step) => step.includes('CREATE TABLE tag '))
  for (const step of migrations.slice(0, version)) before.exec(step)
  before.pragma(`user_version = ${version}`)
  before.pragma(`application_id = ${applicationId}`)
  const columns = 'name, sort_name, search_name, avatar_style, avatar_seed, created_at, updated_at'
  const values = `'Ash', 'ash', 'ash', 'a', 'b', '${at}', '${at}'`
  before.exec(`INSERT INTO campaign (${columns}) VALUES (${values});
    INSERT INTO character (campaign_id, race, status, ${columns}) VALUES (1, 'Elf', 'met', ${values});`)
  before.close()

  const { characters, database, tags } = openLibrary({ dataFolder })
  expect(characters.read(1)).toMatchObject({
    name: 'Ash',
    race: 'Elf',
    status: 'met',
    updatedAt: at,
  })
  expect(tags.list()).toEqual([])
  await tags.change({ order: 'add', names: ['Guild'], on: { characters: [1], portraits: [] } })
  expect(tags.of({ kind: 'character', id: 1 })).toMatchObject([{ id: 1, name: 'Guild' }])
  expect(() => database.exec("UPDATE tag SET name = ''")).toThrow('CHECK')
  expect(() => database.exec('INSERT INTO character_tag VALUES (1, 99)')).toThrow('FOREIGN KEY')
  expect(database.pragma('foreign_key_check')).toEqual([])
})
