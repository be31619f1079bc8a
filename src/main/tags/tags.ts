import type { Database } from 'better-sqlite3'
import { maximumIdsAtOnce } from '../../shared/character'
import { AppError } from '../../shared/errors'
import type {
  ChangedTags,
  Tag,
  TagChange,
  Tagged,
  TaggedMany,
  TagMember,
  TagOrder,
  TagSummary,
} from '../../shared/tag'
import type { Clock } from '../core/clock'
import type { CommitOffThread } from '../core/database/commit-off-thread'
import type { Tasks } from '../core/tasks/tasks'
import { type AppliedChange, applyTagChange } from './apply-change'
import { planTagChange, requireTagByName } from './plan-change'
import { tagMembersOf } from './tag-members'
import { createTagFinder, listTags, tagsOf, toTag } from './tag-table'

export interface TagsOptions {
  readonly database: Database
  readonly clock: Clock
  readonly commitOffThread: CommitOffThread
  readonly tasks: Tasks
}

export type Tags = ReturnType<typeof createTags>

/** The tags of all characters and portraits. */
export function createTags(options: TagsOptions) {
  const { database } = options
  return {
    /** All tags by name, with how many characters and portraits outside the trash have them. */
    list: (): TagSummary[] => list(database),

    /** The tags of one character or portrait, by name. */
    of: (tagged: Tagged): Tag[] => tagsOf(database, tagged),

    /** The characters outside the trash that have a tag, by name. */
    members: (id: number): TagMember[] =>
      database
        .prepare<[number], TagMember>(
          `SELECT character.id, character.name FROM character_tag
           JOIN character ON character.id = character_id
           WHERE tag_id = ? AND trashed_at IS NULL ORDER BY character.sort_name, character.id`,
        )
        .all(id),

    /** The tag of this name, however it is written. Throws AppError `tag-not-found`. */
    named: (name: string): Tag => toTag(requireTagByName(database, name)),

    /** Does one thing to tags. `back` of the answer takes it back, and the answer to that does it again. */
    change: (order: TagOrder): Promise<ChangedTags> => change(options, order),
  }
}

/**
 * As a task that can be cancelled where many rows change. Throws AppError `not-found` when none of the characters and
 * portraits exists, or the tag does not, what `planTagChange` and `applyTagChange` throw, and what keeps a task from
 * beginning.
 */
async function change(options: TagsOptions, order: TagOrder): Promise<ChangedTags> {
  const { database, tasks } = options
  const missing = 'on' in order ? missingOf(database, order.on) : { characters: [], portraits: [] }
  if ('on' in order) requireSome(order.on, missing)
  const planned = planTagChange(options, order)
  const applied: AppliedChange =
    linksIn(planned.change) <= maximumIdsAtOnce
      ? await applyTagChange(options, planned.change)
      : await tasks.run('characters', (task) => applyTagChange(options, planned.change, task))
  const find = createTagFinder(database)
  const tags = planned.tagIds.flatMap((id) => {
    const tag = find.byId(id)
    return tag === null ? [] : toTag(tag)
  })
  return { ...applied, tags, missing }
}

function linksIn({ add, remove }: TagChange): number {
  const counts = [...add, ...remove].map(
    (links) => links.characters.length + links.portraits.length,
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

function missingOf(database: Database, on: TaggedMany): TaggedMany {
  return {
    characters: missingAmong(database, 'character', on.characters),
    portraits: missingAmong(database, 'portrait', on.portraits),
  }
}

function missingAmong(database: Database, kind: Tagged['kind'], ids: readonly number[]): number[] {
  return database
    .prepare<[string], number>(
      `SELECT DISTINCT value FROM json_each(?) WHERE value NOT IN (SELECT id FROM ${kind})`,
    )
    .pluck()
    .all(JSON.stringify(ids))
}

function requireSome(on: TaggedMany, missing: TaggedMany): void {
  for (const kind of ['character', 'portrait'] as const) {
    const [gone] = missing[`${kind}s`]
    const isNoneThere = new Set(on[`${kind}s`]).size === missing[`${kind}s`].length
    if (gone !== undefined && isNoneThere) throw new AppError('not-found', { kind, id: gone })
  }
}

function list(database: Database): TagSummary[] {
  const tags = listTags(database)
  const ids = tags.map(({ id }) => id)
  const members = tagMembersOf(database)
  const characters = members.count('character', ids)
  const portraits = members.count('portrait', ids)
  return tags.map((tag) => ({
    ...toTag(tag),
    characters: characters.get(tag.id) ?? 0,
    portraits: portraits.get(tag.id) ?? 0,
  }))
}
