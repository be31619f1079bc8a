import { join } from 'node:path'
import { createCampaigns } from '../../src/main/campaigns/campaigns'
import { createCharacters } from '../../src/main/campaigns/characters'
import { openDatabase } from '../../src/main/core/database/open'
import { largeCast } from '../large-cast'
import { makeCharacter } from './names'

/** Makes a library with one campaign whose cast is the largest that has to work well. */
export function seedLargeCast(folder: string): void {
  const clock = () => new Date()
  const database = openDatabase({ dataFolder: join(folder, largeCast.folder), clock })
  const campaigns = createCampaigns({ database, clock })
  const characters = createCharacters({ database, clock })
  database.transaction(() => {
    const { id: campaignId } = campaigns.create({ name: 'La Longue Route' })
    for (let who = 0; who < largeCast.characters; who += 1) {
      characters.create({ campaignId, ...makeCharacter(who) })
    }
  })()
  database.close()
}
