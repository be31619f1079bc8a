import { statSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { createCampaigns } from '../../src/main/campaigns/campaigns'
import { createCharacterList } from '../../src/main/campaigns/character-list'
import { createCharacters } from '../../src/main/campaigns/characters'
import { commitInPlace } from '../../src/main/core/database/commit-off-thread'
import { migrate, schemaVersion } from '../../src/main/core/database/migrations'
import { openDatabase } from '../../src/main/core/database/open'
import { Tasks } from '../../src/main/core/tasks/tasks'
import { createTags } from '../../src/main/tags/tags'
import { castQuerySchema } from '../../src/shared/character'
import { measureSpeed, type Row } from '../measure'
import { makeCharacter } from './names'

const castSize = 100_000
const tagCount = 60
const tagsOfEach = 8
const changedTogether = 10_000
const samples = 300
const frame = { on: 'ours', most: 16 } as const
const second = { on: 'ours', most: 1_000 } as const

/** Tags of 100,000 characters with 8 of them each: reading at the 95th percentile, and changing 10,000. */
export async function measureTags(folder: string): Promise<Row[]> {
  const dataFolder = join(folder, 'tags')
  const { database, tags, cast, ids } = openTaggedCampaign(dataFolder)
  const one = database.prepare<[number], unknown>('SELECT * FROM character WHERE id = ?')
  const readTwoHundred = (n: number) => {
    for (let step = 0; step < 200; step += 1) one.get(ids[(n * 200 + step) % ids.length] ?? 0)
  }
  const tagFor = (n: number) => 1 + (n % tagCount)
  const reading = { against: '200 rows read by their key, one by one', rounds: samples }
  const rows = [
    await measureSpeed({
      ...reading,
      name: 'filter by three tags among 100,000 with 8 tags each',
      limit: frame,
      ours: (n) => cast.list(filterFor([tagFor(n), tagFor(n * 7 + 1), tagFor(n * 13 + 2)])),
      baseline: readTwoHundred,
    }),
    await measureSpeed({
      ...reading,
      name: 'every tag with its counts among 100,000 with 8 tags each',
      limit: frame,
      ours: () => tags.list(),
      baseline: readTwoHundred,
    }),
    ...(await measureChanges(tags, ids.slice(0, changedTogether))),
    sizeRow(database, dataFolder),
  ]
  database.close()
  return [...rows, measureMigration(dataFolder)]
}

const filterFor = (all: number[]) => castQuerySchema.parse({ campaignId: 1, tags: { all } })

async function measureChanges(
  tags: ReturnType<typeof createTags>,
  characters: number[],
): Promise<Row[]> {
  const startMs = performance.now()
  const added = await tags.change({
    order: 'add',
    names: ['The new one'],
    on: { characters, portraits: [] },
  })
  const addedMs = performance.now()
  await tags.change({ order: 'apply', change: added.back })
  const undoneMs = performance.now()
  const row = (name: string, ours: number): Row => ({
    name,
    unit: 'ms',
    ours,
    baseline: null,
    against: '',
    limit: second,
  })
  return [
    row('add a tag to 10,000 characters', addedMs - startMs),
    row('undo the tag of 10,000 characters', undoneMs - addedMs),
  ]
}

function sizeRow(database: SQLite.Database, dataFolder: string): Row {
  database.pragma('wal_checkpoint(TRUNCATE)')
  const { size } = statSync(join(dataFolder, 'castkeeper.db'))
  return {
    name: 'the database of 100,000 characters with 8 tags each',
    unit: 'MiB',
    ours: size / 2 ** 20,
    baseline: null,
    against: '',
    limit: null,
  }
}

/** The step to tags alone, in a library of the schema before with as many characters. */
function measureMigration(dataFolder: string): Row {
  const database = new SQLite(':memory:')
  migrate(database, schemaVersion - 1)
  database.prepare('ATTACH ? AS full').run(join(dataFolder, 'castkeeper.db'))
  database.exec('PRAGMA foreign_keys = OFF')
  for (const table of ['campaign', 'character']) {
    database.exec(`INSERT INTO main.${table} SELECT * FROM full.${table}`)
  }
  database.exec('DETACH full')
  const startMs = performance.now()
  migrate(database)
  const ours = performance.now() - startMs
  database.close()
  const name = 'bring a library of 100,000 characters to the newest schema'
  return { name, unit: 'ms', ours, baseline: null, against: '', limit: null }
}

function openTaggedCampaign(dataFolder: string) {
  const clock = () => new Date()
  const database = openDatabase({ dataFolder, clock })
  const campaign = createCampaigns({ database, clock }).create({ name: 'Everyone' })
  const characters = createCharacters({ database, clock })
  const ids: number[] = []
  database.transaction(() => {
    const insertTag = database.prepare(
      `INSERT INTO tag (name, key, sort_name, created_at) VALUES (:name, :name, :name, '2026-01-01T00:00:00.000Z')`,
    )
    for (let n = 0; n < tagCount; n += 1) insertTag.run({ name: `tag ${n}` })
    const link = database.prepare('INSERT OR IGNORE INTO character_tag VALUES (?, ?)')
    for (let n = 0; n < castSize; n += 1) {
      const { id } = characters.create({ ...makeCharacter(n), campaignId: campaign.id })
      ids.push(id)
      for (let at = 0; at < tagsOfEach; at += 1)
        link.run(1 + ((n * 31 + at * at * 17) % tagCount), id)
    }
  })()
  // Otherwise the first change would copy the log of all this.
  database.pragma('wal_checkpoint(TRUNCATE)')
  const tasks = new Tasks({ onChange: () => undefined })
  const tags = createTags({ database, clock, commitOffThread: commitInPlace, tasks })
  return { database, tags, ids, cast: createCharacterList({ database }) }
}
