import { type Launched, launchCastkeeper, makeUserDataDir } from './launch-app'
import { fileOf, openLibrary, picture, storePortrait } from './library'

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
  const names = Array.from({ length: plan.cast ?? 0 }, (_, at) => castName(at + 1))
  library.database.transaction(() => {
    for (const [at, name] of [...names, ...(plan.guests ?? [])].entries()) {
      library.characters.create({
        campaignId,
        name,
        race: 'Elf',
        class: 'Bard',
        level: (at % 20) + 1,
      })
    }
    for (let number = 2; number < (plan.moreCampaigns ?? 0) + 2; number += 1) {
      library.campaigns.create({ name: `Campaign ${number}` })
    }
  })()
  library.database.close()
  return dataFolder
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
