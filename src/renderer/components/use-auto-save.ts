import { useCallback, useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { AppError, errorActions, isErrorCode } from '../../shared/errors'
import { dropDraft, keepDraft, readDraft } from './drafts'
import { toReport } from './error-report'
import { saveWhenAsked } from './unsaved'

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
}

/** What is in a field, what of it the library holds, and what is under way between them. */
interface Typed {
  text: string
  saved: string
  saving: Promise<void> | null
  timer: number
}

/**
 * Text that saves itself: 0.4 s after the last key, when the field is left, and when the window
 * closes. A save that fails keeps the text and says why; typing on tries again.
 */
export function useAutoSave({ value, field, check, save, restMs = usualRestMs }: AutoSave) {
  const [text, setText] = useState(() => readDraft(field) ?? value)
  const [error, setError] = useState<unknown>(null)
  const [isFocused, setFocused] = useState(false)
  const state = useRef<Typed>({ text, saved: value, saving: null, timer: 0 })
  const how = useRef({ check, save })
  useEffect(() => {
    how.current = { check, save }
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
    if (refusal) return setError(refusal)
    const save = async (): Promise<void> => {
      try {
        await how.current.save(sent)
        now.saved = sent
        if (now.text === sent) dropDraft(field)
        setError(null)
      } catch (failure) {
        keepDraft(field, now.text)
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

  const type = (typed: string) => {
    const now = state.current
    now.text = typed
    setText(typed)
    if (typed === now.saved) dropDraft(field)
    else if (typed.length <= cheapDraftLength) keepDraft(field, typed)
    clearTimeout(now.timer)
    now.timer = window.setTimeout(() => void flush(), restMs)
  }

  // What the library says counts as long as nothing typed here waits to be saved.
  useEffect(() => {
    const now = state.current
    if (isFocused || now.saving !== null || now.text !== now.saved) return
    now.text = value
    now.saved = value
    setText(value)
  }, [value, isFocused])

  useEffect(() => {
    const leave = () => void flush()
    window.addEventListener('pagehide', leave)
    const forgetSaver = saveWhenAsked(flush)
    void flush()
    return () => {
      forgetSaver()
      window.removeEventListener('pagehide', leave)
      leave()
      dropRefused(field, state.current.text, how.current.check)
    }
  }, [flush, field])

  return {
    text,
    error,
    type,
    flush,
    enter: () => setFocused(true),
    leave: () => {
      setFocused(false)
      void flush()
    },
  }
}

/** A name that was refused and then left behind is not put before the game master again. */
function dropRefused(field: string, text: string, check: AutoSave['check']): void {
  const refusal = check?.(text)
  if (refusal && errorActions[toReport(refusal).code] === 'fix-field') dropDraft(field)
}
