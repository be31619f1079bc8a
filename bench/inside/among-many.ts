import { join } from 'node:path'
import { createCampaigns } from '../../src/main/campaigns/campaigns'
import { createCharacterList } from '../../src/main/campaigns/character-list'
import { createCharacters } from '../../src/main/campaigns/characters'
import { createSearchEverywhere } from '../../src/main/campaigns/search-everywhere'
import { openDatabase } from '../../src/main/core/database/open'
import { nodeFileSystem } from '../../src/main/core/disk/node-file-system'
import { createPortraits } from '../../src/main/portraits/portraits'
import { castQuerySchema, characterSorts } from '../../src/shared/character'
import { foldText } from '../../src/shared/search'
import { percentile, type Row, takeTurns, timed } from '../measure'
import { makeCharacter } from './names'

const castSize = 100_000
const samples = 400
const frame = { on: 'ours', most: 16 } as const

/** List, search and open a character of a campaign of 100,000: the 95th percentile, in main. */
export async function measureAmongMany(folder: string): Promise<Row[]> {
  const dataFolder = join(folder, 'among-many')
  const clock = () => new Date()
  const database = openDatabase({ dataFolder, clock })
  const campaign = createCampaigns({ database, clock }).create({ name: 'La Longue Route' })
  const characters = createCharacters({ database, clock })
  database.transaction(() => {
    for (let n = 0; n < castSize; n += 1) {
      characters.create({ campaignId: campaign.id, ...makeCharacter(n) })
    }
  })()
  const cast = createCharacterList({ database })
  const searchEverywhere = createSearchEverywhere({ database })
  const portraits = createPortraits({ database, dataFolder, fileSystem: nodeFileSystem(), clock })
  const readPlainly = database.prepare('SELECT * FROM character WHERE id = ?')
  const scan = database.prepare(
    'SELECT * FROM character WHERE campaign_id = ? AND sort_name LIKE ? LIMIT 200',
  )

  const idFor = (n: number) => 1 + ((n * 7_919) % castSize)
  // Beginnings of one to five letters, typed with their accents or without.
  const typed = (n: number) => {
    const { name } = makeCharacter(n * 31)
    const beginning = Array.from(name)
      .slice(0, 1 + (n % 5))
      .join('')
    return n % 2 === 0 ? beginning : foldText(beginning)
  }
  const query = (n: number) =>
    castQuerySchema.parse({
      campaignId: campaign.id,
      sort: characterSorts[n % characterSorts.length],
    })
  const readTwoHundred = (n: number) => {
    for (let step = 0; step < 200; step += 1) readPlainly.get(idFor(n + step))
  }
  const scanFor = (n: number) => scan.all(campaign.id, `%${foldText(typed(n))}%`)

  async function row(
    name: string,
    against: string,
    ours: (n: number) => unknown,
    baseline: (n: number) => unknown,
  ): Promise<Row> {
    const times = await takeTurns(
      { rounds: samples, warmUps: 20 },
      { ours: (n) => timed(() => ours(n)), baseline: (n) => timed(() => baseline(n)) },
    )
    return {
      name: `${name} among 100,000, 95th percentile`,
      unit: 'ms',
      ours: percentile(times.ours, 0.95),
      baseline: percentile(times.baseline, 0.95),
      against,
      limit: frame,
    }
  }

  const rows = [
    await row(
      'first page of the cast (200 cards, every order)',
      '200 rows read by their key, one by one',
      (n) => cast.list(query(n)),
      readTwoHundred,
    ),
    await row(
      'a page anywhere in the cast',
      '200 rows read by their key, one by one',
      (n) => cast.list({ ...query(n), offset: 200 * (idFor(n) % (castSize / 200)) }),
      readTwoHundred,
    ),
    await row(
      'search in the cast',
      'the same text looked for with LIKE',
      (n) => cast.list({ ...query(n), search: typed(n) }),
      scanFor,
    ),
    await row(
      'search everywhere',
      'the same text looked for with LIKE',
      (n) => searchEverywhere(typed(n), 50),
      scanFor,
    ),
    await row(
      'open a character with its history',
      'one row read by its key',
      (n) => {
        const { id } = characters.read(idFor(n))
        return portraits.history({ kind: 'character', id })
      },
      (n) => readPlainly.get(idFor(n)),
    ),
  ]
  database.close()
  return rows
}
