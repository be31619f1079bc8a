import type { Database } from 'better-sqlite3'
import type { DuplicatedCharacters } from '../../shared/character'
import type { Subject } from '../../shared/subject'
import { duplicatePortraits } from '../portraits/duplicate'
import type { Portraits } from '../portraits/portraits'
import type { Campaigns } from './campaigns'
import type { Characters } from './characters'
import { findCharacters } from './many-characters'
import { type NameWords, nameOfCopy, nameOrUnnamed } from './names'

/** Whose portraits are to be copied to whom once the rows are there. */
interface CopiedSubject {
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

interface CopiedCharacters extends Pick<DuplicatedCharacters, 'missing'> {
  readonly pairs: readonly CopiedSubject[]
}

/** Copies the characters' rows in their campaigns, in one transaction, under the names of copies. */
function copyCharacterRows(
  records: Records,
  ids: readonly number[],
  words: NameWords,
): CopiedCharacters {
  const copy = records.database.transaction(() => {
    const { found, missing } = findCharacters(records, ids)
    const nameFor: NameFor = (named) => nameOfCopy(words, named)
    const pairs = found.map(({ id, campaignId }) =>
      copyCharacter(records, { id, campaignId, nameFor }),
    )
    return { pairs, missing }
  })
  return copy.immediate()
}
interface RecordsWithPortraits extends Records {
  readonly portraits: Portraits
}

interface RecordsWithSessions extends RecordsWithPortraits {
  readonly sessions: {
    /** Copies the sessions of a campaign; belongs into the transaction that copies its cast. */
    copy(campaigns: { from: number; to: number }, idOf: (id: number) => number | undefined): void
  }
}

/** Copies a campaign's row, under the name of a copy, and those of its characters. The first pair is the campaign itself. */
function copyCampaignRows(
  records: RecordsWithSessions,
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
        nameFor: (named) => nameOrUnnamed(words, named),
      }),
    )
    const ids = new Map(cast.map(({ from, to }) => [from.id, to.id]))
    records.sessions.copy({ from: id, to: made.id }, (one) => ids.get(one))
    return [own, ...cast] as const satisfies readonly CopiedSubject[]
  })
  return copy.immediate()
}

/**
 * Copies characters within their campaigns, with all their portraits. Those that no longer exist are left out.
 * Throws AppError `not-found` when all of them are, and what `duplicatePortraits` throws; then the copies are in
 * the trash.
 */
export async function duplicateCharacters(
  records: RecordsWithPortraits,
  ids: readonly number[],
  words: NameWords,
): Promise<DuplicatedCharacters> {
  const { characters, database } = records
  const { pairs, missing } = copyCharacterRows(records, ids, words)
  const copies = pairs.map(({ from, to }) => ({ from: from.id, id: to.id }))
  await copyPortraits(
    records,
    pairs,
    database.transaction(() => {
      for (const { id } of copies) characters.trash(id)
    }),
  )
  return { copies, missing }
}

/** The same for a campaign with its whole cast and its sessions. Answers the id of the copy. */
export async function duplicateCampaign(
  records: RecordsWithSessions,
  id: number,
  words: NameWords,
): Promise<number> {
  const pairs = copyCampaignRows(records, id, words)
  const copyId = pairs[0].to.id
  await copyPortraits(records, pairs, () => records.campaigns.trash(copyId))
  return copyId
}

async function copyPortraits(
  { portraits }: Pick<RecordsWithPortraits, 'portraits'>,
  pairs: readonly CopiedSubject[],
  trashCopies: () => void,
): Promise<void> {
  try {
    for (const pair of pairs) await duplicatePortraits(portraits, pair)
  } catch (error) {
    // Half a copy would pass for a whole one, and stand beside the one that is made once there is room.
    trashCopies()
    throw error
  }
}
