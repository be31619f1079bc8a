import type { Database } from 'better-sqlite3'
import type { Subject } from '../../shared/subject'
import type { Campaigns } from './campaigns'
import type { Characters } from './characters'

/** Whose portraits are to be copied to whom once the rows are there. */
export interface CopiedSubject {
  readonly from: Subject
  readonly to: Subject
}

interface Records {
  readonly database: Database
  readonly campaigns: Campaigns
  readonly characters: Characters
}

function copyCharacter({ characters }: Records, id: number, campaignId: number, name?: string) {
  const { gender, race, level, description, notes, avatarStyle, avatarSeed, ...original } =
    characters.read(id)
  const copy = characters.create({
    campaignId,
    name: name ?? original.name,
    class: original.class,
    gender,
    race,
    level,
    description,
    notes,
  })
  characters.setStandIn(copy.id, avatarStyle, avatarSeed)
  return {
    from: { kind: 'character', id },
    to: { kind: 'character', id: copy.id },
  } as const satisfies CopiedSubject
}

/** Copies a character's row in its campaign. Throws AppError `not-found`. */
export function duplicateCharacter(records: Records, id: number, name: string): CopiedSubject {
  const copy = records.database.transaction(() =>
    copyCharacter(records, id, records.characters.read(id).campaignId, name),
  )
  return copy.immediate()
}

/** Copies a campaign's row and those of its characters. The first pair is the campaign itself. */
export function duplicateCampaign(
  records: Records,
  id: number,
  name: string,
): readonly [CopiedSubject, ...CopiedSubject[]] {
  const copy = records.database.transaction(() => {
    const { campaigns, characters } = records
    const { description, themes, tone, language, gameSystem, notes, avatarStyle, avatarSeed } =
      campaigns.read(id)
    const made = campaigns.create({ name, description, themes, tone, language, gameSystem, notes })
    campaigns.setStandIn(made.id, avatarStyle, avatarSeed)
    const own = { from: { kind: 'campaign', id }, to: { kind: 'campaign', id: made.id } } as const
    const cast = characters.idsOf(id).map((one) => copyCharacter(records, one, made.id))
    return [own, ...cast] as const satisfies readonly CopiedSubject[]
  })
  return copy.immediate()
}
