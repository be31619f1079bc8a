import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { PromptWish } from '../../shared/generation'
import type { Subject } from '../../shared/subject'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { type Draft, isBehindChoices } from './draft'

const restMs = 250

interface Prompt {
  /** What will be sent: as written by Castkeeper, or as edited by hand. */
  readonly text: string
  readonly isEdited: boolean
  readonly isBehind: boolean
  readonly error: unknown
}

/** What main writes a prompt from. */
function wishOf(subject: Subject, draft: Draft): PromptWish {
  const language = draft.language ?? (translator.language === 'fr' ? 'fr' : 'en')
  const { artStyle, mood, wish } = draft
  return { subject, artStyle, mood, wish, language }
}

/** The prompt to send for this draft: as edited by hand, or written from what the draft says now. */
export async function promptToSend(subject: Subject, draft: Draft): Promise<string> {
  return draft.edited ?? (await request('generation:prompt', wishOf(subject, draft)))
}

/** The prompt for this draft. Main writes it again whenever the facts or the choices change. */
export function usePrompt(subject: Subject, draft: Draft): Prompt {
  const [wish] = useDebouncedValue(draft.wish, restMs)
  const input = wishOf(subject, { ...draft, wish })
  const { data, error } = useQuery({
    // Below `library`, because the facts about the subject are part of it.
    queryKey: ['library', 'prompt', input],
    queryFn: () => request('generation:prompt', input),
    placeholderData: keepPreviousData,
  })
  return {
    text: draft.edited ?? data ?? '',
    isEdited: draft.edited !== null,
    isBehind: isBehindChoices(draft),
    error,
  }
}
