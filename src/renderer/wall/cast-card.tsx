import type { KeyboardEvent } from 'react'
import type { CharacterCard } from '../../shared/character'
import { joinFacts } from '../../shared/isolate'
import type { ThumbnailSize } from '../../shared/portrait'
import { useWords } from '../app/i18n'
import { DropTarget } from '../portrait/drop-target'
import { PortraitImage } from '../ui/portrait-image'
import classes from './cast-card.module.css'

interface CastCardProps {
  readonly card: CharacterCard
  readonly isSmall: boolean
  readonly isOpen: boolean
  readonly thumbnail: ThumbnailSize
  readonly tabIndex: number
  readonly cardRef: (element: HTMLElement | null) => void
  readonly onReach: () => void
  readonly onOpen: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** One of the cast on the wall: the face, and below it the name and what they are. */
export function CastCard(props: CastCardProps) {
  const { card, isSmall, isOpen, thumbnail, tabIndex, cardRef, onReach, onOpen, onKeyDown } = props
  const t = useWords()
  const level = card.level === null ? '' : t('wall.level', { level: card.level })
  const facts = joinFacts([card.race, card.class, level])
  return (
    <DropTarget subject={{ kind: 'character', id: card.id }} name={card.name}>
      <button
        type="button"
        ref={cardRef}
        className={classes.card}
        tabIndex={tabIndex}
        aria-current={isOpen}
        data-small={isSmall || undefined}
        onFocus={onReach}
        onClick={onOpen}
        onKeyDown={onKeyDown}
      >
        <span className={classes.picture}>
          <PortraitImage
            kind="character"
            portrayed={card}
            size={thumbnail}
            className={classes.face}
          />
        </span>
        <span className={classes.plate}>
          <span className={classes.name} dir="auto" title={card.name}>
            {card.name}
          </span>
          {facts && (
            <span className={classes.facts} dir="auto" title={facts}>
              {facts}
            </span>
          )}
        </span>
      </button>
    </DropTarget>
  )
}

/** The placeholder of a card that is loading. */
export function WaitingCard() {
  return (
    <div className={classes.waiting} aria-hidden>
      <span className={`${classes.picture} ${classes.pale}`} />
      <span className={classes.pale} data-line="name" />
      <span className={classes.pale} data-line="facts" />
    </div>
  )
}
