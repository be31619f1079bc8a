import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import type { PreferenceChanges } from '../../src/shared/preferences'
import { launchCastkeeper, makeUserDataDir } from '../../tests/support/launch-app'
import { dropPicture, request } from '../../tests/support/running-library'
import { paintPortrait } from './painter/portrait'
import { dragonNoir, harrowmere, type SampleCampaign, saltAndCinder } from './sample-cast'
import { formerElowens } from './sample-looks'

export interface SampleLibrary {
  readonly userDataDir: string
  readonly harrowmereId: number
  readonly dragonNoirId: number
}

/** Makes a library of people who do not exist, as a game master would: in the running app. */
export async function makeSampleLibrary(): Promise<SampleLibrary> {
  const userDataDir = await makeUserDataDir()
  const { window, close } = await launchCastkeeper({ userDataDir })
  await fill(window, saltAndCinder)
  const dragonNoirId = await fill(window, dragonNoir)
  const harrowmereId = await fill(window, harrowmere)
  await close()
  return { userDataDir, harrowmereId, dragonNoirId }
}

async function fill(window: Page, campaign: SampleCampaign): Promise<number> {
  const { id } = await request(window, 'campaigns:create', campaign.fields)
  const { gameMaster, cast } = campaign
  if (gameMaster) await dropPicture(window, { kind: 'campaign', id }, paintPortrait(gameMaster))
  for (const { look, ...fields } of cast) {
    const character = await request(window, 'characters:create', { campaignId: id, ...fields })
    const subject = { kind: 'character', id: character.id } as const
    await request(window, 'avatars:set-fallback', { subject, style: 'lorelei', seed: fields.name })
    const former = fields.name === 'Elowen Marsh' ? formerElowens : []
    for (const painted of look ? [...former, look] : []) {
      await dropPicture(window, subject, paintPortrait(painted))
    }
  }
  return id
}

/** Writes what the game master prefers before the app is opened. */
export async function prefer(userDataDir: string, preferences: PreferenceChanges): Promise<void> {
  await writeFile(join(userDataDir, 'preferences.json'), JSON.stringify(preferences))
}
