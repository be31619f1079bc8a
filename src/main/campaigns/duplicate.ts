import { setImmediate } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import type { DuplicatedCharacters } from '../../shared/character'
import { AppError } from '../../shared/errors'
import type { Subject } from '../../shared/subject'
import { type CommitOffThread, commitInPlace } from '../core/database/commit-off-thread'
import { changeInSlices } from '../core/database/in-slices'
import type { Task } from '../core/tasks/tasks'
import { duplicatePortraits } from '../portraits/duplicate'
import type { Portraits } from '../portraits/portraits'
import { copyTags } from '../tags/copy-tags'
import type { Campaigns } from './campaigns'
import type { Characters } from './characters'
import { type NameWords, nameOfCopy, nameOrUnnamed } from './names'
import { copyWordLists } from './word-lists'

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
  { characters, database }: Records,
  { id, campaignId, nameFor }: { id: number; campaignId: number; nameFor: NameFor },
) {
  const { gender, race, level, description, notes, avatarStyle, avatarSeed, ...original } =
    characters.read(id)
  const { status, statusAt } = original
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
  if (status !== null) characters.setStatus(copy.id, status, statusAt)
  copyTags(database, 'character', { from: id, to: copy.id })
  return {
    from: { kind: 'character', id },
    to: { kind: 'character', id: copy.id },
  } as const satisfies CopiedSubject
}

interface CopiedCharacters extends Pick<DuplicatedCharacters, 'missing'> {
  readonly pairs: readonly CopiedSubject[]
}

/** Copies the rows of characters in their campaigns, in one transaction, under the names of copies. */
function copyCharacterRows(
  records: Records,
  ids: readonly number[],
  words: NameWords,
): CopiedCharacters {
  const copy = records.database.transaction(() => {
    const pairs: CopiedSubject[] = []
    const missing: number[] = []
    const nameFor: NameFor = (named) => nameOfCopy(words, named)
    for (const id of ids) {
      const found = records.characters.find(id)
      if (found === null) missing.push(id)
      else pairs.push(copyCharacter(records, { id, campaignId: found.campaignId, nameFor }))
    }
    return { pairs, missing }
  })
  return copy.immediate()
}

interface RecordsWithPortraits extends Records {
  readonly portraits: Portraits
}

interface CampaignCopy {
  readonly from: number
  readonly to: number
  readonly words: NameWords
  readonly signal: AbortSignal | undefined
}

interface RecordsWithSessions extends RecordsWithPortraits {
  readonly commitOffThread: CommitOffThread
  readonly sessions: {
    /** Copies the sessions of a campaign; belongs into the transaction that copies its cast. */
    copy(campaigns: { from: number; to: number }, idOf: (id: number) => number | undefined): void
  }
}

/** Copies a campaign's row under the name of a copy. */
function copyCampaignRow({ database, campaigns }: Records, id: number, words: NameWords) {
  const copy = database.transaction(() => {
    const { name, avatarStyle, avatarSeed, ...fields } = campaigns.read(id)
    const { description, themes, tone, language, gameSystem, notes } = fields
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
    return { from: { kind: 'campaign', id }, to: { kind: 'campaign', id: made.id } } as const
  })
  return copy.immediate()
}

/** Copies the rows of a campaign's characters under their own names, a few milliseconds at a time. */
async function copyCastRows(
  records: RecordsWithSessions,
  { from, to, words, signal }: CampaignCopy,
): Promise<CopiedSubject[]> {
  const pairs: ReturnType<typeof copyCharacter>[] = []
  const { database, commitOffThread } = records
  const onSlice = (copied: readonly (typeof pairs)[number][]) => void pairs.push(...copied)
  const nameFor: NameFor = (named) => nameOrUnnamed(words, named)
  const options = { database, commitOffThread, signal, onSlice }
  await changeInSlices(records.characters.idsOf(from), options, (id) =>
    copyCharacter(records, { id, campaignId: to, nameFor }),
  )
  const ids = new Map(pairs.map((pair) => [pair.from.id, pair.to.id]))
  const copyRest = database.transaction(() => {
    records.sessions.copy({ from, to }, (one) => ids.get(one))
    copyWordLists({ there: database, here: database, from, to })
  })
  copyRest.immediate()
  return pairs
}

/** So few that their rows are copied in a few milliseconds. */
const copiedTogether = 10

/**
 * Copies characters within their campaigns, with all their portraits. Those that no longer exist are left out, and
 * whole copies stay when it is cancelled. Throws AppError `not-found` when none of them exists, and what
 * `duplicatePortraits` throws; then the copies are in the trash.
 */
export async function duplicateCharacters(
  records: RecordsWithPortraits,
  ids: readonly number[],
  words: NameWords,
  { signal, onProgress }: Partial<Task> = {},
): Promise<DuplicatedCharacters> {
  const wanted = [...new Set(ids)]
  const made: CopiedSubject[] = []
  const missing: number[] = []
  let done = 0
  try {
    while (done < wanted.length && signal?.aborted !== true) {
      const group = copyCharacterRows(records, wanted.slice(done, done + copiedTogether), words)
      made.push(...group.pairs)
      missing.push(...group.missing)
      for (const pair of group.pairs) await duplicatePortraits(records.portraits, pair)
      done = Math.min(done + copiedTogether, wanted.length)
      const total = wanted.length
      onProgress?.({ step: 'characters', done, total, doneBytes: 0, totalBytes: 0 })
      await setImmediate()
    }
  } catch (error) {
    // Half a copy would pass for a whole one, and stand beside the one that is made once there is room.
    await trashCopies(records, made)
    throw error
  }
  if (made.length === 0 && missing.length > 0) {
    throw new AppError('not-found', { kind: 'character', id: missing[0] ?? 0 })
  }
  const copies = made.map(({ from, to }) => ({ from: from.id, id: to.id }))
  const notReached = wanted.length - done
  return { copies, missing, notReached, isCancelled: notReached > 0, error: null }
}

async function trashCopies(
  { database, characters }: Records,
  made: readonly CopiedSubject[],
): Promise<void> {
  const options = { database, commitOffThread: commitInPlace, onSlice: () => undefined }
  await changeInSlices(made, options, ({ to }) => characters.trash(to.id))
}

/**
 * Copies a campaign with its whole cast, its sessions and its own lists of words. Answers the id of the copy. Throws
 * what `duplicatePortraits` throws, and the signal's reason; then the copy is in the trash.
 */
export async function duplicateCampaign(
  records: RecordsWithSessions,
  id: number,
  words: NameWords,
  { signal, onProgress }: Partial<Task> = {},
): Promise<number> {
  const own = copyCampaignRow(records, id, words)
  const to = own.to.id
  try {
    const pairs = [own, ...(await copyCastRows(records, { from: id, to, words, signal }))]
    for (const [done, pair] of pairs.entries()) {
      signal?.throwIfAborted()
      onProgress?.({ step: 'characters', done, total: pairs.length, doneBytes: 0, totalBytes: 0 })
      await duplicatePortraits(records.portraits, pair)
      await setImmediate()
    }
  } catch (error) {
    records.campaigns.trash(to)
    throw error
  }
  return to
}
