import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { z } from 'zod'
import { changedPart } from '../../shared/changed-part'
import { AppError, errorActions, isErrorCode } from '../../shared/errors'
import { dropDraft, readDraft } from '../app/drafts'
import { toReport } from '../app/error-report'
import type { TextPlace } from '../app/undo/text-edit'
import { showField, type TextField } from '../app/undo/text-fields'
import { createTypedEdit, type TypedEdit } from '../app/undo/typed-edit'
import { saveWhenAsked } from '../app/unsaved'
import { SavedText, type SavedTextOptions } from './saved-text'

const usualRestMs = 400

/** A check for a field from its schema: the error code it breaks, as an AppError, or null. */
export function checkWith(schema: z.ZodType): (text: string) => AppError | null {
  return (text) => {
    const code = schema.safeParse(text).error?.issues[0]?.message
    if (code === undefined) return null
    return new AppError(isErrorCode(code) ? code : 'invalid-input')
  }
}

export interface AutoSave extends Omit<SavedTextOptions, 'restMs'> {
  /** What the library holds. */
  readonly value: string
  /** How long typing rests before it is saved, in milliseconds. */
  readonly restMs?: number
  /** How a text is written in the field, where that is not the text itself. */
  readonly shown?: (text: string) => string
  /** What it is the text of: leaving the field is then a step of undo. */
  readonly place?: TextPlace
}

/**
 * Text that saves itself: 0.4 s after the last key, when the field loses the focus, and when the window
 * closes. If saving fails, the text stays and the field shows why; typing on tries again. With a place,
 * everything typed between focus and blur is one step of undo.
 */
export function useAutoSave({
  value,
  field,
  check,
  save,
  restMs = usualRestMs,
  place,
  shown,
}: AutoSave) {
  const [text, setText] = useState(() => readDraft(field) ?? value)
  const [error, setError] = useState<unknown>(null)
  const [isFocused, setFocused] = useState(false)
  const newest = useRef({ field, check, save, restMs, place, shown })
  const [edit] = useState(() => createTypedEdit(() => newest.current.place))
  const [saved] = useState(
    () =>
      new SavedText({
        value,
        text,
        options: () => newest.current,
        onText: setText,
        onError: setError,
      }),
  )
  useEffect(() => {
    newest.current = { field, check, save, restMs, place, shown }
  })

  useEffect(() => {
    if (value !== saved.known) edit.receive(value, [saved.sent, saved.saved, saved.text])
    saved.accept(value, isFocused)
  }, [value, isFocused, edit, saved])

  useEffect(() => {
    const leave = () => {
      edit.leave(saved.text)
      void saved.flush()
    }
    window.addEventListener('pagehide', leave)
    const forgetSaver = saveWhenAsked(() => saved.flush())
    edit.recover(saved.saved, saved.text)
    void saved.flush()
    return () => {
      forgetSaver()
      window.removeEventListener('pagehide', leave)
      leave()
      if (dropRefused(field, saved.text, newest.current.check)) edit.forget()
    }
  }, [field, edit, saved])

  const isStep = place !== undefined
  useEffect(
    () =>
      isStep
        ? showField(
            field,
            fieldOf(saved, edit, (text) => newest.current.shown?.(text) ?? text),
          )
        : undefined,
    [isStep, field, edit, saved],
  )

  return {
    text,
    error,
    type: (typed: string) => {
      edit.type(saved.text, typed, performance.now())
      saved.change(typed)
    },
    enter: () => {
      setFocused(true)
      edit.enter(saved.text)
    },
    leave: () => {
      setFocused(false)
      edit.leave(saved.text)
      void saved.flush()
    },
  }
}

/** The field as undo and redo see it. */
function fieldOf(saved: SavedText, edit: TypedEdit, shown: (text: string) => string): TextField {
  const show = (text: string | null): string | null => {
    if (text === null) return null
    const caret = changedPart(shown(saved.text), shown(text)).end
    flushSync(() => saved.change(text))
    const { activeElement } = document
    if (activeElement instanceof HTMLInputElement || activeElement instanceof HTMLTextAreaElement) {
      activeElement.setSelectionRange(caret, caret)
    }
    return text
  }
  return {
    async put(text) {
      saved.change(text)
      edit.restart(text)
      await saved.flush()
      if (saved.saved !== saved.text) throw saved.failure
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
