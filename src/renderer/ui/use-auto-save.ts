import { useCallback, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { z } from 'zod'
import { AppError, errorActions, isErrorCode } from '../../shared/errors'
import { dropDraft, keepDraft, readDraft } from '../app/drafts'
import { toReport } from '../app/error-report'
import type { TextPlace } from '../app/undo/text-edit'
import { showField, type TextField } from '../app/undo/text-fields'
import { createTypedEdit, type TypedEdit } from '../app/undo/typed-edit'
import { changedPart } from '../app/undo/typing-history'
import { saveWhenAsked } from '../app/unsaved'

const usualRestMs = 400
/** Longer texts are not drafted at each key, only saved at each rest. */
const cheapDraftLength = 20_000

/** A check for a field from its schema: the error code it breaks, as an AppError, or null. */
export function checkWith(schema: z.ZodType): (text: string) => AppError | null {
  return (text) => {
    const code = schema.safeParse(text).error?.issues[0]?.message
    if (code === undefined) return null
    return new AppError(isErrorCode(code) ? code : 'invalid-input')
  }
}

export interface AutoSave {
  /** What the library holds. */
  readonly value: string
  /** Names the field across restarts: `character:7:notes`. */
  readonly field: string
  readonly check?: (text: string) => AppError | null
  readonly save: (text: string) => Promise<unknown>
  /** How long typing rests before it is saved, in milliseconds. */
  readonly restMs?: number
  /** What it is the text of: leaving the field is then a step of undo. */
  readonly place?: TextPlace
}

/** What is in a field, what of it the library holds, and what is under way between them. */
interface Typed {
  text: string
  saved: string
  saving: Promise<void> | null
  /** What is being saved, and what the library was last known to hold. */
  sent: string
  known: string
  /** Why the last save did not succeed. */
  failure: unknown
  timer: number
}

/**
 * Text that saves itself: 0.4 s after the last key, when the field is left, and when the window
 * closes. A save that fails keeps the text and says why; typing on tries again. With a place, all that is
 * typed between entering and leaving is one step of undo.
 */
export function useAutoSave({ value, field, check, save, restMs = usualRestMs, place }: AutoSave) {
  const [text, setText] = useState(() => readDraft(field) ?? value)
  const [error, setError] = useState<unknown>(null)
  const [isFocused, setFocused] = useState(false)
  const state = useRef<Typed>({
    text,
    saved: value,
    saving: null,
    sent: value,
    known: value,
    failure: null,
    timer: 0,
  })
  const how = useRef({ check, save, place })
  const [edit] = useState(() => createTypedEdit(() => how.current.place))
  useEffect(() => {
    how.current = { check, save, place }
  })

  const flush = useCallback(async (): Promise<void> => {
    const now = state.current
    clearTimeout(now.timer)
    // It looks at its end whether more was typed meanwhile.
    if (now.saving !== null) return now.saving
    // Typed back to what is kept: there is nothing left to complain of.
    if (now.text === now.saved) return setError(null)
    const sent = now.text
    const refusal = how.current.check?.(sent) ?? null
    now.failure = refusal
    if (refusal) return setError(refusal)
    const save = async (): Promise<void> => {
      try {
        now.sent = sent
        await how.current.save(sent)
        now.saved = sent
        if (now.text === sent) dropDraft(field)
        setError(null)
      } catch (failure) {
        keepDraft(field, now.text)
        now.failure = failure
        setError(failure)
        return
      } finally {
        now.saving = null
      }
      if (now.text !== sent) return flush()
    }
    now.saving = save()
    return now.saving
  }, [field])

  const change = useCallback(
    (typed: string) => {
      const now = state.current
      now.text = typed
      setText(typed)
      if (typed === now.saved) dropDraft(field)
      else if (typed.length <= cheapDraftLength) keepDraft(field, typed)
      clearTimeout(now.timer)
      now.timer = window.setTimeout(() => void flush(), restMs)
    },
    [field, flush, restMs],
  )

  // What the library says counts as long as nothing typed here waits to be saved.
  useEffect(() => {
    const now = state.current
    if (value !== now.known) edit.hear(value, [now.sent, now.saved, now.text])
    now.known = value
    if (isFocused || now.saving !== null || now.text !== now.saved) return
    now.text = value
    now.saved = value
    setText(value)
  }, [value, isFocused, edit])

  useEffect(() => {
    const leave = () => {
      edit.leave(state.current.text)
      void flush()
    }
    window.addEventListener('pagehide', leave)
    const forgetSaver = saveWhenAsked(flush)
    edit.recover(state.current.saved, state.current.text)
    void flush()
    return () => {
      forgetSaver()
      window.removeEventListener('pagehide', leave)
      leave()
      if (dropRefused(field, state.current.text, how.current.check)) edit.forget()
    }
  }, [flush, field, edit])

  const isStep = place !== undefined
  useEffect(
    () => (isStep ? showField(field, fieldOf({ state, edit, change, flush })) : undefined),
    [isStep, field, edit, change, flush],
  )

  return {
    text,
    error,
    type: (typed: string) => {
      edit.type(state.current.text, typed, performance.now())
      change(typed)
    },
    flush,
    enter: () => {
      setFocused(true)
      edit.enter(state.current.text)
    },
    leave: () => {
      setFocused(false)
      edit.leave(state.current.text)
      void flush()
    },
  }
}

interface FieldParts {
  readonly state: { readonly current: Typed }
  readonly edit: TypedEdit
  readonly change: (text: string) => void
  readonly flush: () => Promise<void>
}

/** The field as undo and redo see it. */
function fieldOf({ state, edit, change, flush }: FieldParts): TextField {
  const show = (text: string | null): string | null => {
    if (text === null) return null
    const caret = changedPart(state.current.text, text).end
    flushSync(() => change(text))
    const { activeElement } = document
    if (activeElement instanceof HTMLInputElement || activeElement instanceof HTMLTextAreaElement) {
      activeElement.setSelectionRange(caret, caret)
    }
    return text
  }
  return {
    async put(text) {
      change(text)
      edit.restart(text)
      await flush()
      if (state.current.saved !== state.current.text) throw state.current.failure
    },
    back: () => show(edit.back()),
    forward: () => show(edit.forward()),
  }
}

/** A name that was refused and then left behind is not put before the game master again: true then. */
function dropRefused(field: string, text: string, check: AutoSave['check']): boolean {
  const refusal = check?.(text)
  if (!refusal || errorActions[toReport(refusal).code] !== 'fix-field') return false
  dropDraft(field)
  return true
}
