import { join } from 'node:path'
import { createCampaigns } from '../../src/main/campaigns/campaigns'
import { createCharacterList } from '../../src/main/campaigns/character-list'
import { createCharacters } from '../../src/main/campaigns/characters'
import { createWordLists } from '../../src/main/campaigns/word-lists'
import { openDatabase } from '../../src/main/core/database/open'
import { nodeFileSystem } from '../../src/main/core/disk/node-file-system'
import { createPortraits } from '../../src/main/portraits/portraits'
import { createCastDraws } from '../../src/main/quick-characters/cast-draw'
import { createQuickCharacters } from '../../src/main/quick-characters/quick-characters'
import { createSessions } from '../../src/main/sessions/sessions'
import { castDrawSchema } from '../../src/shared/cast-draw'
import { quickOrderSchema } from '../../src/shared/quick-character'
import { foldText } from '../../src/shared/search'
import { measureSpeed, type Row, timed } from '../measure'
import { quickCast } from '../quick-cast'
import { makeCharacter } from './names'

const rolls = 1_000
/** Of which the quickest counts: the machine may have been busy during the others. */
const tries = 5

/** People drawn in a campaign of 3,000, and one of its cast who turns up. Leaves the campaign for the window. */
export async function measureQuick(checkout: string, folder: string): Promise<Row[]> {
  const { database, quick, castDraws, campaignId } = openCast(
    checkout,
    join(folder, quickCast.folder),
  )
  const readRow = database.prepare<[number], unknown>('SELECT * FROM character WHERE id = ?')
  const times: number[] = []
  for (let attempt = 0; attempt < tries; attempt += 1) {
    times.push(await timed(() => rollAll(quick, campaignId, `seed ${attempt}`)))
  }
  const draw = (n: number) =>
    castDraws.draw(castDrawSchema.parse({ campaignId, seed: `seed ${n}` }))
  const rows: Row[] = [
    {
      name: `${rolls} rolls of a quick character without a repeat, in a campaign of 3,000`,
      unit: 'ms',
      ours: Math.min(...times),
      baseline: null,
      against: 'names, words and faces, all of them drawn again each time',
      limit: { on: 'ours', most: 1_000 },
    },
    await measureSpeed({
      name: 'who of 3,000 turns up',
      against: 'one row read by its key',
      rounds: 300,
      limit: { on: 'ours', most: 16 },
      ours: draw,
      baseline: (n) => readRow.get(1 + (n % quickCast.characters)),
    }),
  ]
  database.close()
  return rows
}

/** Throws where a name comes twice. */
async function rollAll(
  quick: ReturnType<typeof createQuickCharacters>,
  campaignId: number,
  seed: string,
): Promise<void> {
  const names = new Set<string>()
  for (let roll = 0; roll < rolls; roll += 1) {
    const draws = { face: roll, name: roll, occupation: roll, manner: roll, wish: roll }
    const order = quickOrderSchema.parse({ campaignId, seed, draws })
    names.add(foldText((await quick.draw(order, 'en')).name))
  }
  if (names.size !== rolls) throw new Error(`only ${names.size} names of ${rolls} are different`)
}

function openCast(checkout: string, dataFolder: string) {
  const clock = () => new Date()
  const database = openDatabase({ dataFolder, clock })
  const campaigns = createCampaigns({ database, clock })
  const characters = createCharacters({ database, clock })
  const lineWords = { shown: String, 'quick-character': String, drawn: String, status: String }
  const sessions = createSessions({ database, clock, campaigns, lineWords })
  const { id: campaignId } = campaigns.create({ name: 'Played for years' })
  database.transaction(() => {
    for (let n = 0; n < quickCast.characters; n += 1) {
      characters.create({ campaignId, ...makeCharacter(n) })
    }
  })()
  const fileSystem = nodeFileSystem()
  const parts = { database, dataFolder, fileSystem, clock, campaigns, characters, sessions }
  const quick = createQuickCharacters({
    ...parts,
    tablesFolder: join(checkout, 'resources/tables'),
    wordLists: createWordLists(parts),
    portraits: createPortraits(parts),
  })
  const castDraws = createCastDraws({ ...parts, cast: createCharacterList({ database }) })
  return { database, quick, castDraws, campaignId }
}
