import { join } from 'node:path'
import { createCampaigns } from '../../src/main/campaigns/campaigns'
import { createCharacters } from '../../src/main/campaigns/characters'
import { openDatabase } from '../../src/main/core/database/open'
import { makeCharacter } from './names'

/** How many campaigns the two libraries have that are started against each other. */
export const campaignCounts = [3, 3_000] as const

/** Makes both libraries: the same cast of twelve in the campaign that opens, and the others beside it. */
export function seedManyCampaigns(folder: string): void {
  for (const count of campaignCounts) {
    const clock = () => new Date()
    const dataFolder = join(folder, `campaigns-${count}`)
    const database = openDatabase({ dataFolder, clock })
    const campaigns = createCampaigns({ database, clock })
    const characters = createCharacters({ database, clock })
    database.transaction(() => {
      for (let n = 0; n < count; n += 1) {
        const { id } = campaigns.create({ name: `La Longue Route ${n + 1}` })
        for (let who = 0; who < 12; who += 1) {
          characters.create({ campaignId: id, ...makeCharacter(n * 12 + who) })
        }
      }
    })()
    database.close()
  }
}
