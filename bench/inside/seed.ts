import type { Subject } from '../../src/shared/subject'
import { makeCharacter } from './names'
import { makePng } from './pictures'
import type { Stage } from './stage'

/** Characters in the seeded campaign, and how many of them have a portrait of their own. */
export const castSize = 3_000
export const withPortrait = 1_000

export interface Sitter {
  readonly subject: Subject
  readonly portraitId: number
}

/** Fills the library by the ways the app has: 3,000 characters, 1,000 of them with a stored picture. */
export async function seed({ library, preferences }: Stage): Promise<readonly Sitter[]> {
  const campaign = library.campaigns.create({ name: 'La Longue Route' })
  // The app opens it by itself at its start.
  preferences.change({ lastCampaignId: campaign.id })
  const ids: number[] = []
  library.database.transaction(() => {
    for (let n = 0; n < castSize; n += 1) {
      ids.push(library.characters.create({ campaignId: campaign.id, ...makeCharacter(n) }).id)
    }
  })()
  const sitters: Sitter[] = []
  for (const [n, id] of ids.slice(0, withPortrait).entries()) {
    const subject = { kind: 'character', id } as const
    const bytes = makePng({ width: 384, height: 512, grain: 4, seed: n })
    const { portrait } = await library.addOwnPicture(subject, bytes, 'own-file', `${n}.png`)
    sitters.push({ subject, portraitId: portrait.id })
  }
  return sitters
}
