import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import SQLite, { type Database } from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { examineLibrary } from '../../../../src/main/core/database/examine-library'
import { firstLibrary } from '../../../../src/main/core/database/migrations/001-first-library'
import { oldPortraits } from '../../../../src/main/core/database/migrations/002-old-portraits'
import { openDatabase } from '../../../../src/main/core/database/open'
import { createGalleryColumns } from '../../../../src/main/portraits/gallery/columns'
import { createGallerySearch } from '../../../../src/main/portraits/gallery/search'
import { addRow } from '../../../support/portrait-rows'
import { makeClock, makeDataFolder, openRecords } from '../../../support/records'

/** A library as version 2 of the schema left it: a portrait of each kind of owner, with words. */
function makeSecondLibrary(): string {
  const dataFolder = makeDataFolder()
  mkdirSync(dataFolder, { recursive: true })
  const database = new SQLite(join(dataFolder, 'castkeeper.db'))
  database.pragma('journal_mode = WAL')
  database.exec(firstLibrary)
  database.exec(oldPortraits)
  database.pragma('user_version = 2')
  database.pragma(`application_id = ${0x43415354}`)
  const at = '2026-01-01T00:00:00.000Z'
  const columns = 'name, sort_name, avatar_style, avatar_seed, created_at, updated_at'
  const portrait = (number: number, owner: string, words: string) => `
    INSERT INTO portrait (${owner}, path, sha256, bytes, format, width_px, height_px, source, prompt,
      original_name, created_at) VALUES (1, 'static/portraits/p_${number}.png',
      '${String(number).repeat(64)}', 5, 'png', 1, 2, 'own-file', ${words}, '${at}');`
  database.exec(`
    INSERT INTO campaign (${columns}) VALUES ('Élysée', 'elysee', 'a', 'b', '${at}', '${at}');
    INSERT INTO character (campaign_id, ${columns})
      VALUES (1, 'Éowyn', 'eowyn', 'a', 'b', '${at}', '${at}');
    ${portrait(1, 'campaign_id', "NULL, 'keeper.png'")}
    ${portrait(2, 'character_id', "'a copper lantern', NULL")}
    ${portrait(3, 'job_id', "NULL, 'stray.png'").replace('VALUES (1', 'VALUES (NULL')}`)
  database.close()
  return dataFolder
}

/** The ids of the portraits that a text finds. */
function wordsOf(database: Database) {
  const search = createGallerySearch(database)
  const readColumns = createGalleryColumns(database)
  return (text: string): number[] => {
    const columns = readColumns()
    const ranks = search(columns, text)
    return [...columns.ids].filter((_id, at) => ranks?.[at] !== 0)
  }
}

describe('a library of the second schema', () => {
  test('has every portrait in the search afterwards, and none of them starred', () => {
    const database = openDatabase({ dataFolder: makeSecondLibrary(), clock: makeClock() })
    const find = wordsOf(database)
    expect(find('elys')).toEqual([1])
    expect(find('eow lant')).toEqual([2])
    expect(find('stray')).toEqual([3])
    expect(database.prepare('SELECT sum(starred) FROM portrait').pluck().get()).toBe(0)
  })

  test('remembers of nothing that it was shown, removed for good or announced', () => {
    const database = openDatabase({ dataFolder: makeSecondLibrary(), clock: makeClock() })
    const count = (sql: string) => database.prepare(`SELECT ${sql}`).pluck().get()
    expect(count('sum(was_current) FROM portrait')).toBe(0)
    for (const table of ['file_to_remove', 'lived_time', 'trash_watch']) {
      expect(count(`count(*) FROM ${table}`), table).toBe(0)
    }
    database.exec(`INSERT INTO import (source_name, source, state, decisions, process_id, started_at)
        VALUES ('old', '{}', 'done', '{}', 1, '2026-01-01');
      INSERT INTO import_row (import_id, ordinal, kind, name, action)
        VALUES (1, 0, 'campaign', 'Élysée', 'create')`)
    expect(count('removed FROM import_row')).toBe(0)
    const outside = 'INSERT INTO file_to_remove (path, sha256, bytes) VALUES (?, ?, 1)'
    for (const path of ['castkeeper.db', 'static/portraits/../../castkeeper.db']) {
      expect(() => database.prepare(outside).run(path, 'a'.repeat(64)), path).toThrow('CHECK')
    }
  })

  test('passes as ours when it comes back in a backup', () => {
    const dataFolder = makeSecondLibrary()
    const path = join(dataFolder, 'from-a-backup.db')
    openDatabase({ dataFolder, clock: makeClock() }).close()
    copyFileSync(join(dataFolder, 'castkeeper.db'), path)
    expect(examineLibrary(path, { migrates: true }).integrity).toBe('ok')
    const foreign = new SQLite(path)
    foreign.exec(`CREATE TRIGGER portrait_search_delete AFTER DELETE ON portrait BEGIN
        DELETE FROM character; END`)
    foreign.close()
    expect(examineLibrary(path, { migrates: true }).integrity).toBe(
      'schema: trigger portrait_search_delete',
    )
  })
})

describe('the words of a portrait follow', () => {
  function open() {
    const records = openRecords()
    const campaign = records.campaigns.create({ name: 'Ember Court' })
    const character = records.characters.create({ campaignId: campaign.id, name: 'Elowen' })
    const row = (path: string, columns: object) =>
      addRow(records.database, {
        path: `static/portraits/${path}.png`,
        sha256: 'a'.repeat(64),
        ...columns,
      })
    const ids = {
      keeper: row('keeper', { campaign_id: campaign.id }),
      elowen: row('elowen', { character_id: character.id, prompt: 'copper lantern' }),
      loose: row('loose', { original_name: 'stray.png' }),
    }
    return { ...records, campaign, character, ids, find: wordsOf(records.database) }
  }

  test('the name of its owner, when that is changed', () => {
    const { campaigns, characters, campaign, character, ids, find } = open()
    characters.edit(character.id, { name: 'Aldous' })
    campaigns.edit(campaign.id, { name: 'Salt' })
    expect([find('elow'), find('ember')]).toEqual([[], []])
    expect([find('aldous cop'), find('salt')]).toEqual([[ids.elowen], [ids.keeper]])
  })

  test('its owner, its prompt and its file, and they go with it', () => {
    const { database, character, ids, find } = open()
    const loose = database.prepare(
      'UPDATE portrait SET character_id = ?, search_text = ? WHERE id = ?',
    )
    loose.run(character.id, 'a silver bell stray png', ids.loose)
    expect(find('elow')).toEqual([ids.elowen, ids.loose])
    expect(find('stray bell')).toEqual([ids.loose])
    database.prepare('DELETE FROM portrait WHERE id = ?').run(ids.elowen)
    expect(find('lantern')).toEqual([])
    expect(find('elow')).toEqual([ids.loose])
  })
})
