import type { Database } from 'better-sqlite3'
import { AppError, type ErrorReport } from '../../shared/errors'
import type { StoredTag, TagChange, Tagged, TagLinks } from '../../shared/tag'
import type { CommitOffThread } from '../core/database/commit-off-thread'
import { changeInSlices } from '../core/database/in-slices'
import type { Task } from '../core/tasks/tasks'
import { createTagFinder, linkTables, type TagFinder, tagColumns } from './tag-table'

/** One row to change. */
type Step =
  | { readonly do: 'insert' | 'update'; readonly tag: StoredTag }
  | { readonly do: 'delete'; readonly id: number }
  | {
      readonly do: 'add' | 'remove'
      readonly tagId: number
      readonly of: Tagged['kind']
      readonly id: number
    }

/** What takes a step back; null where there was nothing to change. */
type Inverse = Step | null

export interface AppliedChange {
  readonly back: TagChange
  /** The characters and portraits that have got a tag or lost one. */
  readonly characters: number
  readonly portraits: number
  readonly notReached: number
  readonly isCancelled: boolean
  readonly error: ErrorReport | null
}

interface Options {
  readonly database: Database
  readonly commitOffThread: CommitOffThread
}

/**
 * Changes the rows of tags in slices that leave the thread free. What was changed stays when it is cancelled or cannot
 * go on, and `back` takes that back. A tag on a character or portrait that is gone is left out, and a tag that is still
 * used stays. Throws AppError `tag-name-taken` for a tag whose name another has, and what fails at the very beginning.
 */
export async function applyTagChange(
  options: Options,
  change: TagChange,
  { signal, onProgress }: Partial<Task> = {},
): Promise<AppliedChange> {
  const steps = stepsOf(change)
  const apply = createApply(options.database)
  const inverses: Inverse[] = []
  let error: ErrorReport | null = null
  let reached = 0
  const onSlice = (results: readonly Inverse[], done: number) => {
    for (const result of results) inverses.push(result)
    reached = done
    onProgress?.({ step: 'characters', done, total: steps.length, doneBytes: 0, totalBytes: 0 })
  }
  try {
    await changeInSlices(steps, { ...options, signal, onSlice }, apply)
  } catch (failure) {
    if (signal?.aborted !== true) {
      if (reached === 0 || !(failure instanceof AppError)) throw failure
      error = failure.toReport()
    }
  }
  const done = inverses.filter((step) => step !== null)
  return {
    back: toChange(done),
    characters: countOf(done, 'character'),
    portraits: countOf(done, 'portrait'),
    notReached: steps.length - reached,
    isCancelled: signal?.aborted === true && reached < steps.length,
    error,
  }
}

/** In the order that keeps every link pointing at a tag. */
function stepsOf(change: TagChange): Step[] {
  return [
    ...change.insert.map((tag) => ({ do: 'insert', tag }) as const),
    ...change.update.map((tag) => ({ do: 'update', tag }) as const),
    ...change.add.flatMap((links) => linkSteps('add', links)),
    ...change.remove.flatMap((links) => linkSteps('remove', links)),
    ...change.delete.map((id) => ({ do: 'delete', id }) as const),
  ]
}

function linkSteps(what: 'add' | 'remove', { tagId, characters, portraits }: TagLinks): Step[] {
  return [
    ...characters.map((id) => ({ do: what, tagId, of: 'character', id }) as const),
    ...portraits.map((id) => ({ do: what, tagId, of: 'portrait', id }) as const),
  ]
}

function createApply(database: Database): (step: Step) => Inverse {
  const find = createTagFinder(database)
  const insert = database.prepare(
    `INSERT INTO tag (id, name, key, sort_name, kind, colour, created_at)
     VALUES (:id, :name, :key, :sortName, :kind, :colour, :createdAt)`,
  )
  const update = database.prepare(
    `UPDATE tag SET name = :name, key = :key, sort_name = :sortName, kind = :kind,
       colour = :colour, created_at = :createdAt WHERE id = :id`,
  )
  const remove = database.prepare(
    `DELETE FROM tag WHERE id = :id AND NOT EXISTS (SELECT 1 FROM character_tag WHERE tag_id = :id)
       AND NOT EXISTS (SELECT 1 FROM portrait_tag WHERE tag_id = :id)`,
  )
  const links = {
    character: linkStatements(database, 'character'),
    portrait: linkStatements(database, 'portrait'),
  }
  return (step) => {
    switch (step.do) {
      case 'insert':
        requireFreeName(find, step.tag)
        insert.run(tagColumns(step.tag))
        return { do: 'delete', id: step.tag.id }
      case 'update': {
        const was = find.byId(step.tag.id)
        if (was === null) return null
        requireFreeName(find, step.tag)
        update.run(tagColumns(step.tag))
        return { do: 'update', tag: was }
      }
      case 'delete': {
        const was = find.byId(step.id)
        if (was === null || remove.run({ id: step.id }).changes === 0) return null
        return { do: 'insert', tag: was }
      }
      default: {
        const { tagId, of, id } = step
        const hasChanged = links[of][step.do].run({ tagId, id }).changes > 0
        return hasChanged ? { ...step, do: step.do === 'add' ? 'remove' : 'add' } : null
      }
    }
  }
}

function linkStatements(database: Database, kind: Tagged['kind']) {
  const { table, column } = linkTables[kind]
  return {
    add: database.prepare(
      `INSERT OR IGNORE INTO ${table} (tag_id, ${column})
       SELECT tag.id, ${kind}.id FROM tag JOIN ${kind} WHERE tag.id = :tagId AND ${kind}.id = :id`,
    ),
    remove: database.prepare(`DELETE FROM ${table} WHERE tag_id = :tagId AND ${column} = :id`),
  }
}

function requireFreeName(find: TagFinder, { id, name }: StoredTag): void {
  const other = find.byName(name)
  if (other !== null && other.id !== id) {
    throw new AppError('tag-name-taken', { name: other.name, id: other.id })
  }
}

/** Steps as one change, those of one tag together. The order of a change is the only one in which they can be done. */
function toChange(steps: readonly Step[]): TagChange {
  const ofKind = <What extends Step['do']>(what: What) =>
    steps.filter((step): step is Extract<Step, { do: What }> => step.do === what)
  const tagsOf = (what: 'insert' | 'update') =>
    steps.flatMap((step) => (step.do === what && 'tag' in step ? [step.tag] : []))
  return {
    insert: tagsOf('insert'),
    update: tagsOf('update'),
    add: toLinks(steps, 'add'),
    remove: toLinks(steps, 'remove'),
    delete: ofKind('delete').map(({ id }) => id),
  }
}

function toLinks(steps: readonly Step[], what: 'add' | 'remove'): TagLinks[] {
  const links = new Map<number, { tagId: number; characters: number[]; portraits: number[] }>()
  for (const step of steps) {
    if (step.do !== what || !('of' in step)) continue
    const { tagId, of, id } = step
    const known = links.get(tagId) ?? { tagId, characters: [], portraits: [] }
    known[of === 'character' ? 'characters' : 'portraits'].push(id)
    links.set(tagId, known)
  }
  return [...links.values()]
}

function countOf(steps: readonly Step[], kind: Tagged['kind']): number {
  const ids = new Set<number>()
  for (const step of steps) if ('of' in step && step.of === kind) ids.add(step.id)
  return ids.size
}
