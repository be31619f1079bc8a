import { mkdirSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { addOldRow, newOldDatabase, putFiles } from '../../tests/support/legacy/old-database'
import { paintPortrait } from './painter/portrait'
import { harrowmere, type SampleCampaign, saltAndCinder } from './sample-cast'

const expired =
  'https://oaidalleapiprodscus.blob.core.windows.net/private/img-1.png?se=2025-08-07T15%3A15%3A42Z&sig=none'

/** The portraits of the characters that have no painted one. */
const losses = [
  (id: number) => `static/portraits/characters/character_${id}.png`,
  () => expired,
  () => 'https://api.dicebear.com/7.x/adventurer/png?seed=Hild&size=256',
  () => null,
] as const

/** A project folder of the old app with people who do not exist; some of their portraits are lost. */
export async function makeSampleOldLibrary(): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), 'castkeeper-old-')), 'tabletop-assistant')
  mkdirSync(folder)
  const database = newOldDatabase(folder, 'G4')
  const password = Buffer.from('-')
  addOldRow(database, 'users', { email: 'mirela@example.org', password })
  fill(folder, database, harrowmere)
  fill(folder, database, saltAndCinder)
  database.close()
  return folder
}

function fill(folder: string, database: Database, { fields, gameMaster, cast }: SampleCampaign) {
  const { name, language } = fields
  const themes = JSON.stringify(fields.themes)
  const campaign = { user_id: 1, name, language, themes, gm_portrait: null }
  const campaignId = addOldRow(database, 'campaigns', campaign)
  if (gameMaster) {
    const path = `static/portraits/gm/gm_${campaignId}.png`
    putFiles(folder, { [path]: paintPortrait(gameMaster) })
    database.prepare('UPDATE campaigns SET gm_portrait = ? WHERE id = ?').run(path, campaignId)
  }
  for (const [at, { look, name: who, race, class: trade, level }] of cast.entries()) {
    const character = { user_id: 1, campaign_id: campaignId, name: who, race, class: trade, level }
    const id = addOldRow(database, 'characters', character)
    const path = `static/portraits/characters/character_${id}.png`
    if (look) putFiles(folder, { [path]: paintPortrait(look) })
    const value = look ? path : (losses[at % losses.length]?.(id) ?? null)
    database.prepare('UPDATE characters SET portrait_url = ? WHERE id = ?').run(value, id)
  }
}
