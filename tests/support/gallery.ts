import type { Page } from 'playwright'
import type { RequestInput } from '../../src/shared/contract'
import { type Launched, launchCastkeeper, makeUserDataDir } from './launch-app'
import { fileOf, openLibrary, picture, storePortrait } from './library'
import { request } from './running-library'
import { shareApp } from './shared-app'

export const campaignName = 'The Ember Court'

/** Somebody for the wall: the number keeps the order by name the order by number. */
export function castName(number: number): string {
  return `Courtier ${String(number).padStart(5, '0')}`
}

export interface GalleryPlan {
  readonly cast?: number
  /** Names that come after the numbered ones. */
  readonly guests?: readonly string[]
  readonly moreCampaigns?: number
  readonly locale?: string
  readonly args?: readonly string[]
}

/** Fills a user data folder with one campaign and its cast before the app opens it. */
export async function fillGallery(plan: GalleryPlan): Promise<string> {
  const dataFolder = await makeUserDataDir()
  const library = openLibrary({ dataFolder })
  const { id: campaignId } = library.campaigns.create({ name: campaignName })
  library.database.transaction(() => {
    for (const character of castOf(plan)) library.characters.create({ campaignId, ...character })
    for (const name of moreCampaignsOf(plan)) library.campaigns.create({ name })
  })()
  library.database.close()
  return dataFolder
}

function castOf(plan: GalleryPlan) {
  const names = Array.from({ length: plan.cast ?? 0 }, (_, at) => castName(at + 1))
  return [...names, ...(plan.guests ?? [])].map((name, at) => ({
    name,
    race: 'Elf',
    class: 'Bard',
    level: (at % 20) + 1,
  }))
}

function moreCampaignsOf({ moreCampaigns = 0 }: GalleryPlan): readonly string[] {
  return Array.from({ length: moreCampaigns }, (_, at) => `Campaign ${at + 2}`)
}

/** What launchGallery opens, in one app that the tests of a file share; `id` is the campaign's. For a small cast. */
export function shareGallery() {
  const open = shareApp()
  return async (plan: Pick<GalleryPlan, 'cast' | 'guests' | 'moreCampaigns'> = {}) => {
    const opened = await open(async (window) => {
      const { id: campaignId } = await request(window, 'campaigns:create', { name: campaignName })
      await createAll(
        window,
        'characters:create',
        castOf(plan).map((one) => ({ campaignId, ...one })),
      )
      await createAll(
        window,
        'campaigns:create',
        moreCampaignsOf(plan).map((name) => ({ name })),
      )
      await request(window, 'preferences:change', { lastCampaignId: campaignId })
      return campaignId
    })
    return { ...opened, id: opened.made }
  }
}

/** Makes them one after the other, in one call of the page. */
async function createAll<Name extends 'campaigns:create' | 'characters:create'>(
  page: Page,
  name: Name,
  inputs: readonly RequestInput<Name>[],
): Promise<void> {
  await page.evaluate(
    async ([asked, all]) => {
      for (const input of all) {
        const reply = await window.castkeeper.request(asked, input)
        if (!reply.ok) throw new Error(reply.error.code)
      }
    },
    [name, inputs] as const,
  )
}

/** Opens the real app on such a folder. */
export async function launchGallery(plan: GalleryPlan = {}): Promise<Launched> {
  const userDataDir = await fillGallery(plan)
  const { locale = 'en', args = [] } = plan
  return launchCastkeeper({ userDataDir, locale, args })
}

/** Gives a character of a closed library a stored portrait. Answers the path of its file. */
export async function hangPortrait(dataFolder: string, characterId: number): Promise<string> {
  const library = openLibrary({ dataFolder })
  const subject = { kind: 'character', id: characterId } as const
  const portrait = await storePortrait(library, subject, { bytes: picture(characterId) })
  library.database.close()
  return fileOf(library, portrait)
}
