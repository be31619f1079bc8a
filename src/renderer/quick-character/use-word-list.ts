import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Campaign } from '../../shared/campaign'
import {
  readWordList,
  toPastedText,
  type WordList,
  type WordListKind,
  wordListTextSchema,
} from '../../shared/word-lists'
import { queries } from '../app/api'
import { dropDraft, keepDraft, readDraft } from '../app/drafts'
import { saveWhenAsked } from '../app/unsaved'
import { checkWith } from '../ui/use-auto-save'
import { changeWordLists } from './word-list-edit'

const check = checkWith(wordListTextSchema)

interface Typed {
  readonly text: string
  /** What the library holds since it was saved; null while it is not. */
  readonly savedAs: string | null
}

export interface WordListField {
  readonly text: string
  /** Whether the library holds something else. */
  readonly isUnsaved: boolean
  readonly error: unknown
  readonly type: (text: string) => void
  /** Answers whether this text would be too long for a field to bear; then the field stays and says so. */
  readonly refuseTooLong: (text: string) => boolean
  /** Saves what is typed; a text that is refused stays in the field. */
  readonly save: () => Promise<void>
}

/**
 * The text of a list: as it is typed until it is saved, on leaving the field and with the window, as one step of undo.
 * Lines that were left out stay in sight until then, and as long as the library holds what was made of them.
 */
export function useWordList(campaign: Campaign, kind: WordListKind, list: WordList): WordListField {
  const client = useQueryClient()
  const draft = `campaign:${campaign.id}:words:${kind}`
  const saved = toPastedText(list).text
  const [typed, setTyped] = useState<Typed | null>(() => {
    const text = readDraft(draft)
    return text === null ? null : { text, savedAs: null }
  })
  const [failure, setFailure] = useState<unknown>(null)
  const shown = typed?.savedAs === null || typed?.savedAs === saved ? typed : null
  const text = shown?.text ?? saved
  const isUnsaved = shown?.savedAs === null
  const refusal = check(text)

  const newest = useRef({ text, isUnsaved, refusal, saved, campaign })
  useEffect(() => {
    newest.current = { text, isUnsaved, refusal, saved, campaign }
  })
  const save = useCallback(async () => {
    const { text, isUnsaved, refusal, saved, campaign } = newest.current
    if (!isUnsaved || refusal !== null) return
    const savedAs = readWordList(text).entries.join('\n')
    newest.current = { ...newest.current, isUnsaved: false }
    try {
      if (savedAs !== saved) await changeWordLists(campaign, { [kind]: { text } })
      dropDraft(draft)
      await client.invalidateQueries(queries.wordLists(campaign.id))
      // What was typed meanwhile is not saved yet.
      setTyped((now) => (now?.text === text ? { text, savedAs } : now))
      setFailure(null)
    } catch (error) {
      newest.current = { ...newest.current, isUnsaved: true }
      setFailure(error)
    }
  }, [client, draft, kind])

  useEffect(() => {
    const leave = () => void save()
    window.addEventListener('pagehide', leave)
    const forgetSaver = saveWhenAsked(save)
    return () => {
      forgetSaver()
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [save])

  return {
    text,
    isUnsaved,
    error: refusal ?? failure,
    type: (next) => {
      keepDraft(draft, next)
      setFailure(null)
      setTyped({ text: next, savedAs: null })
    },
    refuseTooLong: (next) => {
      const refusal = check(next)
      if (refusal?.code !== 'word-list-too-long') return false
      setFailure(refusal)
      return true
    },
    save,
  }
}
