import type { Database } from 'better-sqlite3'
import type { Subject } from '../../shared/subject'
import type { Campaigns } from './campaigns'
import type { Characters } from './characters'
import { keptName, type NameWords, nameOfCopy } from './names'

/** Whose portraits are to be copied to whom once the rows are there. */
export interface CopiedSubject {
  readonly from: Subject
  readonly to: Subject
}

type NameFor = (named: { readonly id: number; readonly name: string }) => string

interface Records {
  readonly database: Database
  readonly campaigns: Campaigns
  readonly characters: Characters
}

function copyCharacter(
  { characters }: Records,
  { id, campaignId, nameFor }: { id: number; campaignId: number; nameFor: NameFor },
) {
  const { gender, race, level, description, notes, avatarStyle, avatarSeed, ...original } =
    characters.read(id)
  const copy = characters.create({
    campaignId,
    name: nameFor({ id, name: original.name }),
    class: original.class,
    gender,
    race,
    level,
    description,
    notes,
  })
  characters.setAvatar(copy.id, avatarStyle, avatarSeed)
  return {
    from: { kind: 'character', id },
    to: { kind: 'character', id: copy.id },
  } as const satisfies CopiedSubject
}

/** Copies a character's row in its campaign, under the name of a copy. Throws AppError `not-found`. */
export function duplicateCharacter(records: Records, id: number, words: NameWords): CopiedSubject {
  const copy = records.database.transaction(() =>
    copyCharacter(records, {
      id,
      campaignId: records.characters.read(id).campaignId,
      nameFor: (named) => nameOfCopy(words, named),
    }),
  )
  return copy.immediate()
}

/** Copies a campaign's row, under the name of a copy, and those of its characters. The first pair is the campaign itself. */
export function duplicateCampaign(
  records: Records,
  id: number,
  words: NameWords,
): readonly [CopiedSubject, ...CopiedSubject[]] {
  const copy = records.database.transaction(() => {
    const { campaigns, characters } = records
    const {
      name,
      description,
      themes,
      tone,
      language,
      gameSystem,
      notes,
      avatarStyle,
      avatarSeed,
    } = campaigns.read(id)
    const made = campaigns.create({
      name: nameOfCopy(words, { id, name }),
      description,
      themes,
      tone,
      language,
      gameSystem,
      notes,
    })
    campaigns.setAvatar(made.id, avatarStyle, avatarSeed)
    const own = { from: { kind: 'campaign', id }, to: { kind: 'campaign', id: made.id } } as const
    const cast = characters.idsOf(id).map((one) =>
      copyCharacter(records, {
        id: one,
        campaignId: made.id,
        nameFor: (named) => keptName(words, named),
      }),
    )
    return [own, ...cast] as const satisfies readonly CopiedSubject[]
  })
  return copy.immediate()
}
