import { join } from 'node:path'
import { createCampaigns } from '../../src/main/campaigns/campaigns'
import { createCharacters } from '../../src/main/campaigns/characters'
import { openDatabase } from '../../src/main/core/database/open'
import { createSessions } from '../../src/main/sessions/sessions'
import { createSightings } from '../../src/main/sessions/sightings'
import { mentionOf } from '../../src/shared/mentions'
import { measureSpeed, type Row } from '../measure'
import { makeCharacter } from './names'

const sessionCount = 300
const mentionCount = 2_000
const castSize = 3_000
/** Of whom most is told: they are in half of the sessions. */
const oftenSeen = 20
const samples = 300
const frame = { on: 'ours', most: 16 } as const

/** Who was seen when, in a campaign of 300 sessions with 2,000 mentions: the 95th percentile, in main. */
export async function measureSessions(folder: string): Promise<Row[]> {
  const { database, sightings, sessions, campaignId, ids } = openPlayedCampaign(
    join(folder, 'sessions'),
  )
  const readRow = database.prepare<[number], unknown>('SELECT * FROM character WHERE id = ?')
  const idFor = (n: number) => ids[n % oftenSeen] ?? 0
  const row = (name: string, ours: (n: number) => unknown): Promise<Row> =>
    measureSpeed({
      name: `${name}, 300 sessions with 2,000 mentions`,
      against: 'one row read by its key',
      rounds: samples,
      limit: frame,
      ours,
      baseline: (n) => readRow.get(idFor(n)),
    })
  const rows = [
    await row('last seen and backlinks of a character', (n) => sightings.seen(idFor(n))),
    await row('in play', () => sightings.inPlay(campaignId)),
    await row('the sessions of the journal', () => sessions.list(campaignId)),
  ]
  database.close()
  return rows
}

function openPlayedCampaign(dataFolder: string) {
  const clock = () => new Date()
  const database = openDatabase({ dataFolder, clock })
  const campaigns = createCampaigns({ database, clock })
  const characters = createCharacters({ database, clock })
  const lineWords = { shown: String, 'quick-character': String, drawn: String, status: String }
  const sessions = createSessions({ database, clock, campaigns, lineWords })
  const { id: campaignId } = campaigns.create({ name: 'Played for years' })
  const ids: number[] = []
  database.transaction(() => {
    for (let n = 0; n < castSize; n += 1) {
      ids.push(characters.create({ ...makeCharacter(n), campaignId }).id)
    }
    for (let n = 0; n < sessionCount; n += 1) {
      const perSession = Math.ceil(mentionCount / sessionCount)
      const seen = Array.from({ length: perSession }, (_, at) =>
        at % 2 === 0 ? ids[(n + at) % oftenSeen] : ids[(n * perSession + at) % castSize],
      )
      const text = seen.map((id) => `${'They talk. '.repeat(40)}${mentionOf(id ?? 0, 'Somebody')}`)
      sessions.add({ campaignId, title: `Evening ${n}`, text: text.join('\n') })
    }
  })()
  return { database, sessions, sightings: createSightings(database), campaignId, ids }
}
