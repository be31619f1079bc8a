import { AppError } from '../../../shared/errors'
import type { TextEdit } from './text-edit'

/** One thing done in this session that can be taken back. */
export interface UndoStep {
  readonly id: number
  /** What was done, as the toast says it: “Elowen moved to the trash”. */
  readonly what: string
  readonly inverse: () => Promise<unknown>
  /** Does it again after it was taken back. */
  readonly redo: () => Promise<unknown>
  /** The text that was changed, when it is that. */
  readonly edit?: TextEdit
}

/** Returned by an inverse that needs another sentence than “undone”. */
export class Remark {
  readonly sentence: string

  constructor(sentence: string) {
    this.sentence = sentence
  }
}

export interface Reverted {
  readonly action: UndoStep
  /** Null when it was simply undone, or done again. */
  readonly remark: Remark | null
  /** True when what it is about was removed for good, so that nothing could be undone. */
  readonly isGone: boolean
}

const actions: UndoStep[] = []
const undone: UndoStep[] = []
const watchers = new Set<(actions: readonly UndoStep[]) => void>()
let lastId = 0
/** How often all steps were forgotten. */
let timesForgotten = 0
/** What is being done, undone or redone: the next one looks at the library and at the lists when it is through. */
let running: Promise<unknown> = Promise.resolve()

function changed(): void {
  for (const watcher of watchers) watcher(actions)
}

/** Calls the watcher at every change, with the steps that can be undone, oldest first. */
export function watchSteps(watcher: (actions: readonly UndoStep[]) => void): void {
  watchers.add(watcher)
}

/** The newest change of such a text that can be undone. */
export function newestEdit(isIt: (edit: TextEdit) => boolean): TextEdit | undefined {
  return actions.findLast(({ edit }) => edit !== undefined && isIt(edit))?.edit
}

/** Remembers what was done, and how it is taken back and done again. Returns the id by which it can be undone. */
export function remember(what: string, step: Omit<UndoStep, 'id' | 'what'>): number {
  lastId += 1
  actions.push({ id: lastId, what, ...step })
  undone.length = 0
  changed()
  return lastId
}

/**
 * Undoes the newest step, or the one with this id; null when there is none. If that fails, the step stays and
 * the error is thrown, so that undo can be retried. Only a step whose record was removed for good is
 * forgotten, so that the next undo reaches the step before.
 */
export function undoStep(id?: number): Promise<Reverted | null> {
  return runInOrder(() => move(actions, undone, id, (action) => action.inverse()))
}

/** Does again what was undone last; null when there is nothing. Fails as `undoStep` does. */
export function redoNewest(): Promise<Reverted | null> {
  return runInOrder(() => move(undone, actions, undefined, (action) => action.redo()))
}

/** Runs this once everything that was to be done, undone or redone before it is through. It may not call itself. */
export function runInOrder<Result>(task: () => Promise<Result>): Promise<Result> {
  const result = running.then(task)
  running = result.catch(() => undefined)
  return result
}

async function move(
  from: UndoStep[],
  to: UndoStep[],
  id: number | undefined,
  run: (action: UndoStep) => Promise<unknown>,
): Promise<Reverted | null> {
  const at = id === undefined ? from.length - 1 : from.findIndex((action) => action.id === id)
  const [action] = at < 0 ? [] : from.splice(at, 1)
  if (!action) return null
  const began = { lastId, timesForgotten }
  try {
    const answer = await run(action)
    put(action, to, to.length, began)
    return { action, remark: answer instanceof Remark ? answer : null, isGone: false }
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') {
      return { action, remark: null, isGone: true }
    }
    put(action, from, at, began)
    throw error
  } finally {
    changed()
  }
}

/**
 * Puts a step into one of the lists. A text is remembered while an undo is still writing: what was undone can then not
 * be done again, as with any edit after an undo, and what was redone comes before that text.
 */
function put(
  action: UndoStep,
  list: UndoStep[],
  at: number,
  began: { readonly lastId: number; readonly timesForgotten: number },
): void {
  if (timesForgotten !== began.timesForgotten) return
  if (list === undone) {
    if (lastId === began.lastId) list.splice(at, 0, action)
    return
  }
  const since = list.findIndex((other) => other.id > began.lastId)
  list.splice(since < 0 ? at : Math.min(at, since), 0, action)
}

/** Forgets this step: it turned out that nothing was changed. */
export function forgetStep(id: number): void {
  const at = actions.findIndex((action) => action.id === id)
  if (at < 0) return
  actions.splice(at, 1)
  changed()
}

/** Forgets them all: what they would take back is no longer here. */
export function forgetSteps(): void {
  timesForgotten += 1
  actions.length = 0
  undone.length = 0
  changed()
}
