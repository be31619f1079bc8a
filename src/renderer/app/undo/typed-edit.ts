import type { TextPlace } from './text-edit'
import { asStored, isRemembered, rememberEdit } from './text-edits'
import { createTypingHistory, type TypingHistory } from './typing-history'
import { forgetStep } from './undo-stack'

/** What happens to one field's text between entering and leaving it. */
export interface TypedEdit {
  enter(text: string): void
  /** The text was changed to this one, in the field or while it was not focused. */
  type(from: string, text: string, atMs: number): void
  back(): string | null
  forward(): string | null
  /** The library holds another text now. Texts that were sent from here are ignored. */
  receive(value: string, sent: readonly string[]): void
  /** Undo put another text there: what was typed before counts no longer. */
  restart(text: string): void
  /** A text that was typed before a crash, or could not be saved, is waiting to be saved. */
  recover(saved: string, text: string): void
  /** Makes one step of undo out of all that was typed since the field was entered. */
  leave(text: string): void
  /** Forgets the step that leaving made: the text was refused, and is dropped. */
  forget(): void
}

interface Entered {
  /** What stood in the field, and what the library held: two, when that was changed elsewhere. */
  readonly start: string
  before: string
  readonly history: TypingHistory
}

/** The edits of one field. Without a place they are no steps of undo, and go back only while typing. */
export function createTypedEdit(place: () => TextPlace | undefined): TypedEdit {
  let entered: Entered | null = null
  let isInside = false
  let stepId: number | null = null
  const begin = (text: string): Entered => {
    entered = { start: text, before: text, history: createTypingHistory(text) }
    return entered
  }
  const end = (text: string): void => {
    const where = place()
    if (where && entered && entered.start !== text) {
      stepId = rememberEdit({ ...where, before: entered.before, after: text })
    }
    entered = null
  }
  return {
    enter(text) {
      isInside = true
      begin(text)
    },
    type(from, text, atMs) {
      const edit = entered ?? begin(from)
      edit.history.type(text, atMs)
      if (!isInside) end(text)
    },
    back: () => entered?.history.back() ?? null,
    forward: () => entered?.history.forward() ?? null,
    receive(value, sent) {
      const where = place()
      if (!where || !entered || sent.some((text) => asStored(where, text) === value)) return
      entered.before = value
    },
    restart(text) {
      entered = null
      if (isInside) begin(text)
    },
    recover(saved, text) {
      const where = place()
      if (!where || saved === text || isRemembered(where, text)) return
      stepId = rememberEdit({ ...where, before: saved, after: text })
    },
    leave(text) {
      isInside = false
      end(text)
    },
    forget() {
      if (stepId !== null) forgetStep(stepId)
      stepId = null
    },
  }
}
