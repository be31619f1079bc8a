import { useEffect, useRef } from 'react'
import type { CharacterCard } from '../../shared/character'
import { joinFacts } from '../../shared/isolate'
import { useWords } from '../app/i18n'
import { SmallFace } from '../portrait/small-face'
import classes from './mention-text.module.css'

interface MentionListProps {
  readonly id: string
  readonly people: readonly CharacterCard[]
  readonly reached: number
  /** Of the `@`, in the field. */
  readonly place: { readonly topPx: number; readonly leftPx: number }
  /** True where the list takes room of its own below the field instead of lying over what is there. */
  readonly isBelow: boolean
  readonly fieldTopPx: number
  readonly onReach: (index: number) => void
  readonly onTake: (person: CharacterCard) => void
}

/** Those of the cast who may be meant, with their faces. The keyboard stays in the text. */
export function MentionList(props: MentionListProps) {
  const { id, people, reached, place, isBelow, fieldTopPx, onReach, onTake } = props
  const t = useWords()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => list.current?.scrollIntoView({ block: 'nearest' }), [])
  const style = {
    top: fieldTopPx + place.topPx + 4,
    insetInlineStart: `min(${Math.max(0, place.leftPx - 12)}px, calc(100% - 280px))`,
  }
  return (
    <div
      id={id}
      role="listbox"
      tabIndex={-1}
      aria-label={t('sessions.cast')}
      ref={list}
      className={classes.list}
      data-below={isBelow || undefined}
      style={isBelow ? undefined : style}
    >
      {people.map((person, index) => (
        <Person
          key={person.id}
          id={`${id}-${index}`}
          person={person}
          isReached={index === reached}
          onReach={() => onReach(index)}
          onTake={() => onTake(person)}
        />
      ))}
    </div>
  )
}

interface PersonProps {
  readonly id: string
  readonly person: CharacterCard
  readonly isReached: boolean
  readonly onReach: () => void
  readonly onTake: () => void
}

function Person({ id, person, isReached, onReach, onTake }: PersonProps) {
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isReached}
      className={classes.person}
      onMouseMove={onReach}
      // The field would lose the keyboard before the click arrives.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onTake}
      onKeyDown={(event) => event.key === 'Enter' && onTake()}
    >
      <SmallFace kind="character" portrayed={person} />
      <span className={classes.words}>
        <span className={classes.name} dir="auto">
          {person.name}
        </span>
        <span className={classes.facts} dir="auto">
          {joinFacts([person.race, person.class])}
        </span>
      </span>
    </div>
  )
}
