import { useSyncExternalStore } from 'react'
import type { ArtStyle, GenerationOrder, Mood, ProviderId } from '../../shared/generation'
import type { AvatarStyle } from '../../shared/portrait'
import type { Language } from '../../shared/preferences'
import { type Subject, subjectKey } from '../../shared/subject'
import { type DockPlace, openDock } from './dock'

/** The choices for a subject's next portrait; kept while the window is open. */
export interface Draft {
  /** Null until one was chosen: then the preferred one. */
  readonly provider: ProviderId | null
  readonly artStyle: ArtStyle
  readonly mood: Mood
  readonly wish: string
  /** Null until one was chosen: then the language of the window. */
  readonly language: Language | null
  /** The prompt as edited by hand, or null while it is the one written by Castkeeper. */
  readonly edited: string | null
  /** The choices an edited prompt was made under, once they have moved on from there. */
  readonly editedUnder: string | null
  readonly quality: GenerationOrder['quality']
  readonly shape: GenerationOrder['shape']
  readonly count: number
  /** Null until chosen: then the current avatar of this subject. */
  readonly avatarStyle: AvatarStyle | null
  readonly avatarSeed: string | null
}

/** What a draft begins with. */
export const blankDraft: Draft = {
  provider: null,
  artStyle: 'realistic-fantasy',
  mood: 'neutral',
  wish: '',
  language: null,
  edited: null,
  editedUnder: null,
  quality: 'medium',
  shape: 'tall',
  count: 1,
  avatarStyle: null,
  avatarSeed: null,
}

/** The field the prompt is edited in, to go there from an error about it. */
export const promptFieldId = 'portrait-prompt'

const drafts = new Map<string, Draft>()
const watchers = new Set<() => void>()

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

function change(key: string, changes: Partial<Draft>): void {
  drafts.set(key, { ...(drafts.get(key) ?? blankDraft), ...changes })
  for (const watcher of watchers) watcher()
}

/** The draft for this face, and the way to change it. It outlives the dock. */
export function useDraft(subject: Subject): [Draft, (changes: Partial<Draft>) => void] {
  return useDraftOf(subjectKey(subject))
}

/** The draft for several faces at once, the same for any of them. */
export function useDraftForSeveral(): [Draft, (changes: Partial<Draft>) => void] {
  return useDraftOf('several')
}

function useDraftOf(key: string): [Draft, (changes: Partial<Draft>) => void] {
  const draft = useSyncExternalStore(watch, () => drafts.get(key) ?? blankDraft)
  return [draft, (changes) => change(key, changes)]
}

/** The choices a written prompt follows from. */
export type PromptChoices = Pick<Draft, 'artStyle' | 'mood' | 'wish' | 'language'>

function choicesKey({ artStyle, mood, wish, language }: PromptChoices): string {
  return JSON.stringify([artStyle, mood, wish, language])
}

/** Other choices for the prompt; an edited one is kept, and known to be behind them. */
export function withChoices(draft: Draft, choices: Partial<PromptChoices>): Partial<Draft> {
  if (draft.edited === null) return choices
  return { ...choices, editedUnder: draft.editedUnder ?? choicesKey(draft) }
}

/** Whether the choices have moved on since the prompt was edited by hand. */
export function isBehindChoices(draft: Draft): boolean {
  const { edited, editedUnder } = draft
  return edited !== null && editedUnder !== null && editedUnder !== choicesKey(draft)
}

/** Opens the dock for this face, with an earlier prompt or provider if given. */
export function openGenerate(
  subject: Subject,
  start: {
    readonly provider?: ProviderId
    readonly prompt?: string
    readonly place?: DockPlace
  } = {},
): void {
  const { provider, prompt, place } = start
  change(subjectKey(subject), {
    ...(provider === undefined ? {} : { provider }),
    ...(prompt === undefined ? {} : { edited: prompt, editedUnder: null }),
  })
  openDock([subject], place)
}
