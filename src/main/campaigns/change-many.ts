import type { Database } from 'better-sqlite3'
import {
  type DuplicatedCharacters,
  type ManyChange,
  type ManyChanged,
  maximumIdsAtOnce,
} from '../../shared/character'
import { AppError } from '../../shared/errors'
import type { CommitOffThread } from '../core/database/commit-off-thread'
import { changeInTask } from '../core/tasks/change-in-task'
import type { Task, Tasks } from '../core/tasks/tasks'
import type { Characters } from './characters'
import { duplicateCampaign, duplicateCharacters } from './duplicate'
import type { NameWords } from './names'

interface Records {
  readonly database: Database
  readonly commitOffThread: CommitOffThread
  readonly characters: Pick<Characters, 'find' | 'trash' | 'restore' | 'move'>
}

interface Step {
  readonly id: number
  /** Where it moves; null where it goes to the trash, or comes out of it. */
  readonly campaignId: number | null
}

interface StepEnd {
  readonly id: number
  /** `same`: there was nothing to change. */
  readonly end: 'changed' | 'same' | 'missing'
  /** Where it was before it moved. */
  readonly from: number
}

export type ManyChanges = ReturnType<typeof createManyChanges>

/** What is done to any number of characters, as tasks that leave the thread free. */
export function createManyChanges(
  records: Records & Parameters<typeof duplicateCampaign>[0] & { readonly tasks: Tasks },
  words: NameWords,
) {
  const { tasks } = records
  return {
    changeManyCharacters: (order: ManyChange) => changeManyCharacters(records, order),

    /** The same as `duplicateCharacters`; a few are no task. */
    duplicateCharacters: (ids: readonly number[]): Promise<DuplicatedCharacters> =>
      ids.length <= maximumIdsAtOnce
        ? duplicateCharacters(records, ids, words)
        : tasks.run('characters', (task) => duplicateCharacters(records, ids, words, task)),

    /** The same as `duplicateCampaign`; one with a small cast is no task. */
    duplicateCampaign: (id: number): Promise<number> =>
      records.campaigns.read(id).characterCount <= maximumIdsAtOnce
        ? duplicateCampaign(records, id, words)
        : tasks.run('characters', (task) => duplicateCampaign(records, id, words, task)),
  }
}

/**
 * Moves any number of characters, or trashes or restores them, as a task that leaves the thread free. What was changed
 * stays when it is cancelled or cannot go on, and `ids` and `back` take that back. Throws AppError `not-found` when
 * none of them or a campaign does not exist, `in-trash` for a campaign in the trash, what fails at the very beginning,
 * and what keeps a task from beginning.
 */
function changeManyCharacters(
  { tasks, ...records }: Records & { readonly tasks: Tasks },
  order: ManyChange,
): Promise<ManyChanged> {
  return tasks.run('characters', (task) => changeAll(records, order, task))
}

async function changeAll(records: Records, order: ManyChange, task: Task): Promise<ManyChanged> {
  const { results, ...howFar } = await changeInTask(
    stepsOf(order),
    { ...records, task, step: 'characters' },
    (step) => changeOne(records, order, step),
  )
  const missing = results.filter(({ end }) => end === 'missing').map(({ id }) => id)
  if (missing.length > 0 && missing.length === results.length && howFar.notReached === 0) {
    throw new AppError('not-found', { kind: 'character', id: missing[0] ?? 0 })
  }
  const changed = results.filter(({ end }) => end === 'changed')
  return {
    ...howFar,
    ids: changed.map(({ id }) => id),
    missing,
    back: order.change === 'move' ? backOf(changed) : [],
  }
}

/** Each character once. */
function stepsOf(order: ManyChange): Step[] {
  const moves =
    order.change === 'move' ? order.moves : [{ ids: order.ids, campaignId: null } as const]
  const steps = new Map<number, Step>()
  for (const { ids, campaignId } of moves) {
    for (const id of ids) if (!steps.has(id)) steps.set(id, { id, campaignId })
  }
  return [...steps.values()]
}

function changeOne(
  { characters }: Records,
  { change }: ManyChange,
  { id, campaignId }: Step,
): StepEnd {
  const character = characters.find(id)
  if (character === null) return { id, end: 'missing', from: 0 }
  const { trashedAt, campaignId: from } = character
  if (campaignId !== null) {
    if (from === campaignId) return { id, end: 'same', from }
    characters.move(id, campaignId)
    return { id, end: 'changed', from }
  }
  if ((trashedAt === null) !== (change === 'trash')) return { id, end: 'same', from }
  if (change === 'trash') characters.trash(id)
  else characters.restore(id)
  return { id, end: 'changed', from }
}

function backOf(changed: readonly StepEnd[]): ManyChanged['back'] {
  const back = new Map<number, number[]>()
  for (const { id, from } of changed) {
    const ids = back.get(from)
    if (ids === undefined) back.set(from, [id])
    else ids.push(id)
  }
  return Array.from(back, ([campaignId, ids]) => ({ campaignId, ids }))
}
