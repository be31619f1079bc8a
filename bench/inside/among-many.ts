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
import { measureSpeed, type Row, type SpeedOrder } from '../measure'
import { makeCharacter } from './names'

const castSize = 100_000
const samples = 400
const frame = { on: 'ours', most: 16 } as const

/** List, search and open a character of a campaign of 100,000: the 95th percentile, in main. */
export async function measureAmongMany(folder: string): Promise<Row[]> {
  const library = openLongCampaign(join(folder, 'among-many'))
  const { database, cast, searchEverywhere, characters, portraits } = library
  const { query, readPlainly, readTwoHundred, scanFor } = library
  const againstRows = '200 rows read by their key, one by one'
  const againstScan = 'the same text looked for with LIKE'
  const rows = [
    await row('first page of the cast (200 cards, every order)', {
      against: againstRows,
      ours: (n) => cast.list(query(n)),
      baseline: readTwoHundred,
    }),
    await row('a page anywhere in the cast', {
      against: againstRows,
      ours: (n) => cast.list({ ...query(n), offset: 200 * (idFor(n) % (castSize / 200)) }),
      baseline: readTwoHundred,
    }),
    await row('search in the cast', {
      against: againstScan,
      ours: (n) => cast.list({ ...query(n), search: typed(n) }),
      baseline: scanFor,
    }),
    await row('search everywhere', {
      against: againstScan,
      ours: (n) => searchEverywhere(typed(n), 50),
      baseline: scanFor,
    }),
    await row('search in the cast, with a typo', {
      against: againstScan,
      ours: (n) => cast.list({ ...query(n), search: mistyped(n) }),
      baseline: scanFor,
    }),
    await row('search everywhere, with a typo', {
      against: againstScan,
      ours: (n) => searchEverywhere(mistyped(n), 50),
      baseline: scanFor,
    }),
    await row('open a character with its history', {
      against: 'one row read by its key',
      ours: (n) => {
        const { id } = characters.read(idFor(n))
        return portraits.history({ kind: 'character', id })
      },
      baseline: readPlainly,
    }),
  ]
  database.close()
  return rows
}

/** A campaign of 100,000 characters, and the plain statements that its list is held against. */
function openLongCampaign(dataFolder: string) {
  const clock = () => new Date()
  const database = openDatabase({ dataFolder, clock })
  const campaign = createCampaigns({ database, clock }).create({ name: 'La Longue Route' })
  const characters = createCharacters({ database, clock })
  database.transaction(() => {
    for (let n = 0; n < castSize; n += 1) {
      characters.create({ campaignId: campaign.id, ...makeCharacter(n) })
    }
  })()
  const one = database.prepare('SELECT * FROM character WHERE id = ?')
  const scan = database.prepare(
    'SELECT * FROM character WHERE campaign_id = ? AND sort_name LIKE ? LIMIT 200',
  )
  return {
    database,
    characters,
    cast: createCharacterList({ database }),
    searchEverywhere: createSearchEverywhere({ database }),
    portraits: createPortraits({ database, dataFolder, fileSystem: nodeFileSystem(), clock }),
    query: (n: number) =>
      castQuerySchema.parse({
        campaignId: campaign.id,
        sort: characterSorts[n % characterSorts.length],
      }),
    readPlainly: (n: number) => one.get(idFor(n)),
    readTwoHundred: (n: number) => {
      for (let step = 0; step < 200; step += 1) one.get(idFor(n + step))
    },
    scanFor: (n: number) => scan.all(campaign.id, `%${foldText(typed(n))}%`),
  }
}

function row(name: string, sides: Pick<SpeedOrder, 'against' | 'ours' | 'baseline'>): Promise<Row> {
  return measureSpeed({ name: `${name} among 100,000`, rounds: samples, limit: frame, ...sides })
}

function idFor(n: number): number {
  return 1 + ((n * 7_919) % castSize)
}

/** Beginnings of one to five letters, typed with their accents or without. */
function typed(n: number): string {
  const { name } = makeCharacter(n * 31)
  const beginning = Array.from(name)
    .slice(0, 1 + (n % 5))
    .join('')
  return n % 2 === 0 ? beginning : foldText(beginning)
}

/** A word of a name with two of its letters exchanged, or without one of them. */
function mistyped(n: number): string {
  const words = makeCharacter(n * 31).name.split(' ')
  const word = words[n % 2] ?? ''
  const at = 1 + (n % Math.max(1, word.length - 2))
  const [one = '', other = ''] = word.slice(at, at + 2)
  return `${word.slice(0, at)}${n % 3 === 0 ? other : other + one}${word.slice(at + 2)}`
}
