import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import {
  addTextFunctions,
  applicationId,
  migrations,
} from '../../../../src/main/core/database/migrations'
import { makeDataFolder, openRecords } from '../../../support/records'

const at = '2026-01-01T00:00:00.000Z'

test('campaigns from before there were lists of words have none, and can have some from now on', () => {
  const dataFolder = makeDataFolder()
  const before = new SQLite(join(dataFolder, 'castkeeper.db'))
  addTextFunctions(before)
  const version = migrations.findIndex((step) => step.includes('CREATE TABLE word_list'))
  for (const step of migrations.slice(0, version)) before.exec(step)
  before.pragma(`user_version = ${version}`)
  before.pragma(`application_id = ${applicationId}`)
  const columns = 'name, sort_name, search_name, avatar_style, avatar_seed, created_at, updated_at'
  const values = `'Ash', 'ash', 'ash', 'a', 'b', '${at}', '${at}'`
  before.exec(`INSERT INTO campaign (${columns}) VALUES (${values});
    INSERT INTO character (campaign_id, race, ${columns}) VALUES (1, 'Elf', ${values});`)
  before.close()

  const { campaigns, characters, wordLists, database } = openRecords(dataFolder)
  expect(campaigns.read(1)).toMatchObject({ name: 'Ash', updatedAt: at })
  expect(characters.read(1)).toMatchObject({ name: 'Ash', race: 'Elf' })
  const none = { entries: [], isOnly: false }
  expect(wordLists.read(1)).toEqual({ names: none, does: none, is: none, wants: none })
  wordLists.change({ campaignId: 1, lists: { names: { text: 'Mira', isOnly: false } } })
  expect(wordLists.read(1).names.entries).toEqual(['Mira'])
  const insert = 'INSERT INTO word_list (campaign_id, kind, entries) VALUES'
  expect(() => database.exec(`${insert} (1, 'other', 'x')`)).toThrow('CHECK')
  expect(() => database.exec(`${insert} (7, 'names', 'x')`)).toThrow('FOREIGN KEY')
  expect(database.pragma('foreign_key_check')).toEqual([])
})
