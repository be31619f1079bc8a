import type { ReactNode } from 'react'
import type { CastSelection } from '../../shared/character'
import { useWords } from '../app/i18n'
import { openCharacter, usePlace } from '../app/navigation'
import { ErrorNotice } from '../ui/error-notice'
import { CardsOnWall } from './card-wall'
import { CastCard, WaitingCard } from './cast-card'
import classes from './cast-grid.module.css'
import { useCardWall, usePagesAtRest } from './use-card-wall'
import { pageSize, useCast } from './use-cast'
import { useOpenCard } from './use-open-card'

interface CastGridProps {
  readonly selection: CastSelection
  readonly scroller: HTMLElement
  readonly whenEmpty: ReactNode
}

/** A campaign's cast as cards. */
export function CastGrid({ selection, scroller, whenEmpty }: CastGridProps) {
  const t = useWords()
  const { characterId } = usePlace()
  const [pages, showRange] = usePagesAtRest(pageSize)
  const cast = useCast(selection, pages)
  const wall = useCardWall({
    scroller,
    total: cast.total,
    hasFailed: cast.error !== null,
    onSight: showRange,
    open: (index) => {
      const card = cast.cardAt(index)
      if (card) openCharacter(card.id, card.campaignId)
    },
  })
  const { columns, keepInSight, keys, thumbnail } = wall
  useOpenCard({ selection, cast, columns, keepInSight, ...keys })

  return (
    <div className={classes.wall}>
      {cast.error !== null && (
        <div className={classes.notice}>
          <ErrorNotice error={cast.error} handlers={{ retry: cast.retry }} />
        </div>
      )}
      {cast.total === 0 && whenEmpty}
      <CardsOnWall wall={wall} label={t('wall.label')} keyAt={(index) => cast.cardAt(index)?.id}>
        {(index) => {
          const card = cast.cardAt(index)
          return card ? (
            <CastCard
              card={card}
              isSmall={wall.isSmall}
              thumbnail={thumbnail}
              isOpen={card.id === characterId}
              {...keys.card(index)}
            />
          ) : (
            <WaitingCard />
          )
        }}
      </CardsOnWall>
    </div>
  )
}
