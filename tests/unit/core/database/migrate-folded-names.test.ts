import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { createCampaigns } from '../../../../src/main/campaigns/campaigns'
import { createCharacterList } from '../../../../src/main/campaigns/character-list'
import { createCharacters } from '../../../../src/main/campaigns/characters'
import { createSearchEverywhere } from '../../../../src/main/campaigns/search-everywhere'
import { firstLibrary } from '../../../../src/main/core/database/migrations/001-first-library'
import { oldPortraits } from '../../../../src/main/core/database/migrations/002-old-portraits'
import { libraryCare } from '../../../../src/main/core/database/migrations/003-library-care'
import { openDatabase } from '../../../../src/main/core/database/open'
import { createGalleryColumns } from '../../../../src/main/portraits/gallery/columns'
import { createGallerySearch } from '../../../../src/main/portraits/gallery/search'
import { castQuerySchema } from '../../../../src/shared/character'
import { makeClock, makeDataFolder } from '../../../support/records'

/** A library as version 3 of the schema left it. */
function makeThirdLibrary(): string {
  const dataFolder = makeDataFolder()
  mkdirSync(dataFolder, { recursive: true })
  const database = new SQLite(join(dataFolder, 'castkeeper.db'))
  database.pragma('journal_mode = WAL')
  for (const step of [firstLibrary, oldPortraits, libraryCare]) database.exec(step)
  database.pragma('user_version = 3')
  database.pragma(`application_id = ${0x43415354}`)
  const at = '2026-01-01T00:00:00.000Z'
  const campaign = database.prepare(
    `INSERT INTO campaign (name, sort_name, avatar_style, avatar_seed, created_at, updated_at)
     VALUES (?, ?, 'a', 'b', '${at}', '${at}')`,
  )
  for (const name of ['Straße 10', 'Straße 2']) campaign.run(name, name.toLowerCase())
  const character = database.prepare(
    `INSERT INTO character (campaign_id, name, sort_name, race, class, avatar_style, avatar_seed,
       created_at, updated_at, trashed_at) VALUES (1, ?, ?, ?, 'Cœur', 'a', 'b', '${at}', '${at}', ?)`,
  )
  for (const name of ['Goblin 10', 'Goblin 2', '龍の騎士']) {
    character.run(name, name.toLowerCase(), 'Ａｌｂ', null)
  }
  character.run('Søren', 'søren', '', at)
  database.exec(`INSERT INTO portrait (character_id, path, sha256, bytes, format, width_px, height_px,
    source, prompt, original_name, created_at) VALUES (3, 'static/portraits/p_1.png',
    '${'a'.repeat(64)}', 5, 'png', 1, 2, 'own-file', 'a brave łucznik', 'ﬁgur.png', '${at}')`)
  database.close()
  return dataFolder
}

describe('a library of the third schema', () => {
  const open = () => {
    const clock = makeClock()
    const database = openDatabase({ dataFolder: makeThirdLibrary(), clock })
    return { database, clock }
  }

  test('has its names in order and is found by folded words afterwards', () => {
    const { database, clock } = open()
    const names = (search: string) =>
      createCharacterList({ database })
        .list(castQuerySchema.parse({ campaignId: 1, search }))
        .cards.map(({ name }) => name)
    expect(
      createCampaigns({ database, clock })
        .list()
        .map(({ name }) => name),
    ).toEqual(['Straße 2', 'Straße 10'])
    expect(names('')).toEqual(['Goblin 2', 'Goblin 10', '龍の騎士'])
    expect(names('騎士')).toEqual(['龍の騎士'])
    expect(names('alb coeur gob')).toEqual(['Goblin 2', 'Goblin 10'])
    expect(createSearchEverywhere({ database })('soren', 5).total).toBe(0)
    createCharacters({ database, clock }).restore(4)
    expect(createSearchEverywhere({ database })('soren', 5).total).toBe(1)
  })

  test('has its portraits found by owner, prompt and file, in any form', () => {
    const { database } = open()
    const search = createGallerySearch(database)
    const columns = createGalleryColumns(database)
    for (const typed of ['騎士', 'lucznik', 'figur', '龍 brave ﬁg']) {
      expect([...(search(columns(), typed) ?? [])], typed).toEqual([expect.any(Number)])
      expect(search(columns(), typed)?.[0], typed).toBeGreaterThan(0)
    }
    database.prepare("UPDATE portrait SET trashed_at = '2026-01-01'").run()
    expect(search(columns(), 'lucznik')).toHaveLength(0)
  })

  test('needs nothing of ours to be written to by another program', () => {
    const { database } = open()
    const path = database.name
    database.close()
    const other = new SQLite(path)
    other.exec("UPDATE character SET name = 'Orc', search_name = 'orc' WHERE id = 1")
    expect(other.pragma('integrity_check', { simple: true })).toBe('ok')
    other.close()
  })
})
