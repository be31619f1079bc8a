import type { Database } from 'better-sqlite3'
import type { Campaign } from '../../shared/campaign'
import { asData, type Translate } from '../../shared/translate'
import type { Campaigns } from './campaigns'
import type { Characters } from './characters'

const people = [
  { key: 'ferrywoman', level: 4 },
  { key: 'lamplighter', level: 2 },
  { key: 'captain', level: 7 },
  { key: 'apothecary', level: 5 },
  { key: 'archivist', level: 9 },
  { key: 'smith', level: 6 },
  { key: 'minstrel', level: 3 },
  { key: 'stranger', level: null },
] as const

interface Records {
  readonly database: Database
  readonly campaigns: Campaigns
  readonly characters: Characters
}

/**
 * Creates a campaign of eight people to try things on, in the language of `t`, in one transaction. It is an ordinary
 * campaign: trashing it removes all of it, and restoring it brings all of it back.
 */
export function createSampleCast(records: Records, t: Translate): Campaign {
  const { database, campaigns, characters } = records
  const create = database.transaction(() => {
    const { id } = campaigns.create({
      name: t('sample.campaign.name'),
      description: t('sample.campaign.description'),
      gameSystem: t('sample.campaign.gameSystem'),
      tone: t('sample.campaign.tone'),
      language: t('sample.campaign.language'),
    })
    for (const { key, level } of people) {
      characters.create({
        campaignId: id,
        name: t(`sample.cast.${key}.name`, asData),
        race: t(`sample.cast.${key}.race`),
        class: t(`sample.cast.${key}.class`),
        description: t(`sample.cast.${key}.description`),
        level,
      })
    }
    return campaigns.read(id)
  })
  return create.immediate()
}
