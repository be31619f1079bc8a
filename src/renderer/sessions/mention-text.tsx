import { Textarea, type TextareaProps } from '@mantine/core'
import {
  type ChangeEvent,
  type KeyboardEvent,
  type RefObject,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import type { CharacterCard } from '../../shared/character'
import { type NameOf, shownText, storedText, withMention } from '../../shared/mentions'
import { useWords } from '../app/i18n'
import { caretPlace } from './caret-place'
import { MentionList } from './mention-list'
import classes from './mention-text.module.css'
import { type TypedMention, typedMentionAt } from './typed-mention'
import { useMentionSuggestions } from './use-mention-suggestions'

interface MentionTextProps
  extends Omit<TextareaProps, 'value' | 'onChange' | 'onKeyDown' | 'onSelect'> {
  readonly campaignId: number
  /** As it is stored, with mentions by id; the field shows them as `@` and the name. */
  readonly text: string
  readonly onText: (text: string) => void
  readonly nameOf: NameOf
  /** Of a field of one line: what Enter does. */
  readonly onEnter?: () => void
}

/** A text field in which `@` offers the cast: arrows choose, Enter or Tab takes, Escape closes the list. */
export function MentionText(props: MentionTextProps) {
  const { campaignId, text, onText, nameOf, onEnter, ...look } = props
  const t = useWords()
  const listId = useId()
  const box = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const placeCaret = useCaret(field)
  const [asked, setAsked] = useState<TypedMention | null>(null)
  const [chosen, setChosen] = useState(0)
  const people = useMentionSuggestions(campaignId, asked?.name ?? null)
  const shown = shownText(text, nameOf)
  const isOpen = asked !== null && people.length > 0
  const reached = Math.min(chosen, people.length - 1)
  const ask = (name: TypedMention | null) => {
    if (name?.name !== asked?.name) setChosen(0)
    setAsked(name)
  }
  const take = (person: CharacterCard | undefined) => {
    if (asked === null || person === undefined) return
    onText(withMention(text, asked, person, nameOf))
    placeCaret(asked.from + 1 + person.name.length)
    ask(null)
  }
  const type = ({ currentTarget }: ChangeEvent<HTMLTextAreaElement>) => {
    const { value, selectionStart } = currentTarget
    const stored = storedText(text, value, nameOf)
    onText(stored)
    ask(typedMentionAt(value, selectionStart, { text: stored, nameOf }))
  }
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return
    const { key } = event
    if (isOpen && (key === 'ArrowDown' || key === 'ArrowUp')) {
      const step = key === 'ArrowDown' ? 1 : people.length - 1
      setChosen((reached + step) % people.length)
    } else if (isOpen && (key === 'Tab' || (key === 'Enter' && !event.shiftKey))) {
      take(people[reached])
    } else if (isOpen && key === 'Escape') ask(null)
    else if (key === 'Enter' && onEnter) onEnter()
    else return
    event.preventDefault()
  }
  const follow = () => {
    const at = field.current?.selectionStart ?? 0
    if (asked !== null && at !== asked.to) ask(typedMentionAt(shown, at, { text, nameOf }))
  }
  return (
    <div ref={box} className={classes.field}>
      <Textarea
        {...look}
        ref={field}
        value={shown}
        dir="auto"
        aria-autocomplete="list"
        aria-controls={isOpen ? listId : undefined}
        aria-activedescendant={isOpen ? `${listId}-${reached}` : undefined}
        // Escape closes the list, and only then the dialog around it.
        data-mantine-stop-propagation={isOpen || undefined}
        onChange={type}
        onKeyDown={press}
        onSelect={follow}
        onBlur={(event) => {
          ask(null)
          look.onBlur?.(event)
        }}
      />
      {isOpen && field.current && (
        <MentionList
          id={listId}
          people={people}
          reached={reached}
          place={caretPlace(field.current, asked.from)}
          isBelow={onEnter !== undefined}
          fieldTopPx={topIn(box.current, field.current)}
          onReach={setChosen}
          onTake={take}
        />
      )}
      <div className={classes.announced} role="status">
        {isOpen && t('sessions.offered', { count: people.length, name: people[reached]?.name })}
      </div>
    </div>
  )
}

function topIn(box: HTMLElement | null, field: HTMLElement): number {
  return field.getBoundingClientRect().top - (box?.getBoundingClientRect().top ?? 0)
}

/** Puts the caret somewhere once the text it belongs to is drawn. */
function useCaret(field: RefObject<HTMLTextAreaElement | null>): (index: number) => void {
  const wanted = useRef<number | null>(null)
  useLayoutEffect(() => {
    if (wanted.current === null) return
    field.current?.setSelectionRange(wanted.current, wanted.current)
    wanted.current = null
  })
  return (index) => {
    wanted.current = index
  }
}
