import { memo } from 'react'
import type { CharacterCard } from '../../shared/character'
import { joinFacts } from '../../shared/isolate'
import type { ThumbnailSize } from '../../shared/portrait'
import { statusWord } from '../../shared/status-words'
import { useWords } from '../app/i18n'
import { DropTarget } from '../portrait/drop-target'
import { PortraitImage } from '../ui/portrait-image'
import { StatusMark } from '../ui/status-mark'
import { CardTick } from './card-tick'
import classes from './cast-card.module.css'
import type { CardActions } from './use-selectable-wall'

interface CastCardProps {
  readonly card: CharacterCard
  readonly index: number
  readonly isSmall: boolean
  readonly isOpen: boolean
  readonly isSelected: boolean
  readonly thumbnail: ThumbnailSize
  readonly tabIndex: number
  readonly actions: CardActions<CharacterCard>
}

/** One of the cast on the wall: the face, and below it the name and what they are. */
export const CastCard = memo(function CastCard(props: CastCardProps) {
  const { card, index, isSmall, isOpen, isSelected, thumbnail, tabIndex, actions } = props
  const t = useWords()
  const level = card.level === null ? '' : t('wall.level', { level: card.level })
  const facts = joinFacts([card.race, card.class, level])
  const status = card.status === null ? '' : statusWord(t, card.status)
  const title = status === '' ? facts : [status, facts].filter((one) => one !== '').join(' · ')
  return (
    <DropTarget subject={{ kind: 'character', id: card.id }} name={card.name}>
      <button
        type="button"
        className={classes.card}
        tabIndex={tabIndex}
        aria-current={isOpen}
        data-small={isSmall || undefined}
        data-selected={isSelected || undefined}
        onFocus={() => actions.reach(index)}
        onClick={(event) => actions.click(event, index, card)}
        onContextMenu={(event) => actions.ask(event, index, card)}
        onKeyDown={(event) => actions.press(event, index, card)}
      >
        <span className={classes.picture} data-status={card.status ?? undefined}>
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
          {(card.status !== null || facts !== '') && (
            <span className={classes.facts} dir="auto" title={title}>
              {card.status !== null && <StatusMark status={card.status} />}
              {card.status !== null && facts !== '' && ' · '}
              {facts}
            </span>
          )}
        </span>
      </button>
      <CardTick isSelected={isSelected} onTick={(event) => actions.tick(event, index, card)} />
    </DropTarget>
  )
})

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
