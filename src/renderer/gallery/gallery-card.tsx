import { IconStarFilled } from '@tabler/icons-react'
import { memo } from 'react'
import type { GalleryEntry as Card } from '../../shared/gallery'
import { joinFacts } from '../../shared/isolate'
import { momentOf } from '../../shared/moment'
import type { ThumbnailSize } from '../../shared/portrait'
import { statusWord } from '../../shared/status-words'
import { translator, useWords } from '../app/i18n'
import { sourceName } from '../portrait/facts'
import { PortraitImage, type PortraitSubject } from '../ui/portrait-image'
import { StatusMark } from '../ui/status-mark'
import { CardTick } from '../wall/card-tick'
import type { CardActions } from '../wall/use-selectable-wall'
import { nameOf } from './gallery-actions'
import classes from './gallery-card.module.css'

interface GalleryCardProps {
  readonly card: Card
  readonly index: number
  readonly isSmall: boolean
  readonly isOpen: boolean
  readonly isSelected: boolean
  readonly thumbnail: ThumbnailSize
  readonly tabIndex: number
  readonly actions: CardActions<Card>
}

/** The subject of a portrait that may be unassigned. */
export function subjectOfCard(card: Card): PortraitSubject {
  const { owner } = card
  return {
    id: owner?.subject.id ?? card.id,
    name: nameOf(card),
    portrait: card,
    avatarStyle: owner?.avatarStyle ?? '',
    avatarSeed: owner?.avatarSeed ?? '',
  }
}

const days = new Map<string, Intl.DateTimeFormat>()

/** A short date; making one of these takes longer than using it on a whole wall. */
function dayIn(language: string): Intl.DateTimeFormat {
  const known = days.get(language) ?? new Intl.DateTimeFormat(language, { dateStyle: 'short' })
  days.set(language, known)
  return known
}

/** Its source and date; for an unassigned one, the name of its file instead of the source. */
function factsOf({ source, owner, originalName, createdAt }: Card): string {
  const { t, language } = translator
  const day = dayIn(language).format(momentOf(createdAt))
  const origin =
    source === 'imported' ? t('gallery.imported') : sourceName(t, { source, provider: null })
  return joinFacts([owner === null && originalName !== null ? originalName : origin, day])
}

/** One portrait in the gallery: owner, source and marks. */
export const GalleryCard = memo(function GalleryCard(props: GalleryCardProps) {
  const { card, index, isSmall, isOpen, isSelected, thumbnail, actions } = props
  const t = useWords()
  const name = nameOf(card)
  const facts = factsOf(card)
  const status = card.owner?.status ?? null
  const title = status === null ? facts : joinFacts([statusWord(t, status), facts])
  return (
    <div className={classes.place} data-selected={isSelected || undefined}>
      <button
        type="button"
        className={classes.card}
        tabIndex={props.tabIndex}
        aria-current={isOpen}
        data-small={isSmall || undefined}
        data-portrait-id={card.id}
        onFocus={() => actions.reach(index)}
        onClick={(event) => actions.click(event, index, card)}
        onContextMenu={(event) => actions.ask(event, index, card)}
        onKeyDown={(event) => actions.press(event, index, card)}
      >
        <span className={classes.picture}>
          <PortraitImage
            kind={card.owner?.subject.kind ?? 'unowned'}
            portrayed={subjectOfCard(card)}
            size={thumbnail}
            decorative
            className={classes.face}
          />
          {card.isStarred && (
            <span className={classes.star} role="img" aria-label={t('gallery.isStarred')}>
              <IconStarFilled size={14} aria-hidden />
            </span>
          )}
        </span>
        <span className={classes.plate}>
          <span className={classes.name} dir="auto" title={name}>
            {name}
          </span>
          <span className={classes.facts} title={title}>
            {card.isShown && (
              <span className={classes.lamp} role="img" aria-label={t('gallery.isShown')} />
            )}
            {status !== null && (
              <>
                <StatusMark status={status} />
                {' · '}
              </>
            )}
            {facts}
          </span>
        </span>
      </button>
      <CardTick isSelected={isSelected} onTick={(event) => actions.tick(event, index, card)} />
    </div>
  )
})
