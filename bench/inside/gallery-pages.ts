import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { createCampaigns } from '../../src/main/campaigns/campaigns'
import { createCharacters } from '../../src/main/campaigns/characters'
import { openDatabase } from '../../src/main/core/database/open'
import { createGallery } from '../../src/main/portraits/gallery/gallery'
import {
  type GalleryFilters,
  type GalleryQuery,
  galleryQuerySchema,
  gallerySorts,
} from '../../src/shared/gallery'
import { foldText, searchText } from '../../src/shared/search'
import { measureSpeed, type Row, type SpeedOrder } from '../measure'
import { makeCharacter } from './names'
import { makePng } from './pictures'

const castSize = 100_000
const portraitCount = 10_000
const samples = 300
const dayMs = 86_400_000
const frame = { on: 'ours', most: 16 } as const

const oneOf = <Item>(items: readonly [Item, ...Item[]], n: number): Item =>
  items[n % items.length] ?? items[0]

/** 10,000 portraits of every kind, as small files: some loose, some shown, some lost, many with a prompt. */
function hangPortraits(database: Database, dataFolder: string, now: Date): void {
  const folder = 'static/portraits/characters'
  mkdirSync(join(dataFolder, folder), { recursive: true })
  const insert = database.prepare(
    `INSERT INTO portrait (campaign_id, character_id, path, sha256, bytes, format, width_px,
       height_px, file_state, source, original_name, provider, model, prompt, created_at, starred,
       search_text) VALUES (?, ?, ?, ?, ?, ?, 24, 32, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const point = database.prepare('UPDATE character SET current_portrait_id = ? WHERE id = ?')
  for (let n = 0; n < portraitCount; n += 1) {
    const isMade = n % 3 !== 0
    const isLoose = n % 40 === 0
    const owner = 1 + ((n * 7_919) % castSize)
    const bytes = makePng({ width: 24, height: 32, grain: 4, seed: n })
    const path = `${folder}/bench_${n}.png`
    const isLost = n % 50 === 0
    if (!isLost) writeFileSync(join(dataFolder, path), bytes)
    const { name, race, description } = makeCharacter(n * 13)
    const file = isMade ? null : `scan ${n}.png`
    const prompt = isMade
      ? `Portrait of a ${race}, ${name}. ${description} Oil on canvas, by lamplight.`
      : null
    const { lastInsertRowid } = insert.run(
      null,
      isLoose ? null : owner,
      path,
      createHash('sha256').update(bytes).digest('hex'),
      bytes.length,
      'png',
      isLost ? 'missing' : 'sound',
      isMade ? 'generated' : oneOf(['own-file', 'imported', 'copied'], n),
      file,
      isMade ? oneOf(['openai', 'compatible', 'local'], n >> 2) : null,
      isMade ? oneOf(['gpt-image-2.5-flare', 'dall-e-3', 'sdxl', 'flux'], n >> 1) : null,
      prompt,
      new Date(now.getTime() - (n % 800) * dayMs).toISOString(),
      n % 20 === 0 ? 1 : 0,
      searchText(prompt ?? '', file ?? ''),
    )
    if (!isLoose && n % 2 === 0) point.run(lastInsertRowid, owner)
  }
}

/** A library of 100,000 characters and 10,000 portraits. */
export function openGalleryLibrary(dataFolder: string) {
  const clock = () => new Date()
  const database = openDatabase({ dataFolder, clock })
  const campaigns = createCampaigns({ database, clock })
  const homes = Array.from(
    { length: 12 },
    (_, at) => campaigns.create({ name: `La Longue Route ${at + 1}` }).id,
  )
  const characters = createCharacters({ database, clock })
  database.transaction(() => {
    for (let n = 0; n < castSize; n += 1) {
      characters.create({ campaignId: homes[n % homes.length] ?? 1, ...makeCharacter(n) })
    }
    hangPortraits(database, dataFolder, clock())
  })()
  return { database, gallery: createGallery({ database, clock }), homes }
}

/** Pages, filters, counts and searches among 10,000 portraits: the 95th percentile, in main. */
export async function measureGalleryPages(folder: string): Promise<Row[]> {
  const { database, gallery, homes } = openGalleryLibrary(join(folder, 'gallery'))
  const { readPage, scanFor, group, star } = plainStatements(database)
  const filters = filtersFor(homes)
  const againstRows = '120 portraits read by their key, one by one'
  const firstPage = (chosen: Pick<GalleryQuery, 'filters' | 'search'>) => {
    gallery.list(ask(chosen))
    return gallery.counts(chosen)
  }
  const rows = [
    await row('a page anywhere on the library’s wall', {
      against: againstRows,
      ours: (n) => gallery.list(ask({ sort: oneOf(gallerySorts, n), offset: (n * 977) % 9_800 })),
      baseline: readPage,
    }),
    await row('another filter, with its first page and every count', {
      against: 'the count of three columns by GROUP BY',
      ours: (n) => firstPage({ filters: oneOf(filters, n), search: '' }),
      baseline: group,
    }),
    await row('a search, with its first page and every count', {
      against: 'the same text looked for with LIKE',
      ours: (n) => firstPage({ filters: {}, search: typed(n) }),
      baseline: scanFor,
    }),
    await row('the first page after a portrait was changed', {
      against: againstRows,
      ours: (n) => {
        star(n)
        return gallery.list(ask({}))
      },
      baseline: readPage,
      // Everything is read again then, the change itself is written and synced.
      limit: { on: 'ours', most: 100 },
    }),
  ]
  database.close()
  return rows
}

/** What the gallery is held against: the same, asked of SQLite without any help. */
function plainStatements(database: Database) {
  const one = database.prepare('SELECT * FROM portrait WHERE id = ?')
  const scan = database.prepare(
    `SELECT portrait.* FROM portrait LEFT JOIN character ON character.id = portrait.character_id
     WHERE portrait.trashed_at IS NULL AND (character.sort_name LIKE :text OR prompt LIKE :text)
     ORDER BY portrait.id DESC LIMIT 120`,
  )
  const group = database.prepare(
    `SELECT source, format, model, count(*) FROM portrait WHERE trashed_at IS NULL
     GROUP BY source, format, model`,
  )
  const star = database.prepare('UPDATE portrait SET starred = 1 - starred WHERE id = ?')
  return {
    readPage: (n: number) => {
      for (let step = 0; step < 120; step += 1) one.get(1 + ((n * 131 + step) % portraitCount))
    },
    scanFor: (n: number) => scan.all({ text: `%${foldText(typed(n))}%` }),
    group: () => group.all(),
    star: (n: number) => star.run(1 + n),
  }
}

function filtersFor(homes: readonly number[]): readonly [GalleryFilters, ...GalleryFilters[]] {
  return [
    { campaign: homes[3] },
    { source: 'generated', model: 'dall-e-3' },
    { owner: 'unassigned' },
    { file: 'missing' },
    { use: 'unused', size: 'small' },
    { star: 'starred', age: 'year' },
    { format: 'png', provider: 'openai', age: 'month' },
  ]
}

function row(
  name: string,
  sides: Pick<SpeedOrder, 'against' | 'ours' | 'baseline'> & Partial<Pick<SpeedOrder, 'limit'>>,
): Promise<Row> {
  const named = `${name} among 10,000 portraits`
  return measureSpeed({ name: named, rounds: samples, limit: frame, ...sides })
}

function ask(query: Partial<GalleryQuery>): GalleryQuery {
  return galleryQuerySchema.parse(query)
}

function typed(n: number): string {
  const { name } = makeCharacter(n * 31)
  return Array.from(n % 2 === 0 ? name : foldText(name))
    .slice(0, 1 + (n % 5))
    .join('')
}
