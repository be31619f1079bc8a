import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import type { CastSelection, CharacterCard } from '../../shared/character'
import { request } from '../app/api'
import { useWords } from '../app/i18n'
import { openCharacter, usePlace } from '../app/navigation'
import { trashCharacters } from '../character/character-actions'
import { renameCharacter } from '../character/rename-character'
import { ErrorNotice } from '../ui/error-notice'
import { useRestores } from '../ui/restores'
import { CardsOnWall } from './card-wall'
import { CastBar } from './cast-bar'
import { CastCard, WaitingCard } from './cast-card'
import classes from './cast-grid.module.css'
import { CastMenu } from './cast-menu'
import { castSelection } from './cast-selection'
import { ShownCard } from './shown-card'
import { usePagesAtRest } from './use-card-wall'
import { pageSize, useCast } from './use-cast'
import { useOpenCard } from './use-open-card'
import { type AskedMenu, useSelectableWall } from './use-selectable-wall'

interface CastGridProps {
  readonly selection: CastSelection
  readonly scroller: HTMLElement
  readonly whenEmpty: ReactNode
}

/** A campaign's cast as cards: to open, to select, to act on. */
export function CastGrid({ selection: shown, scroller, whenEmpty }: CastGridProps) {
  const t = useWords()
  const { characterId } = usePlace()
  const { campaignId } = shown
  const [asked, ask] = useState<AskedMenu<CharacterCard> | null>(null)
  const [large, showLarge] = useState<number | null>(null)
  const [pages, showRange] = usePagesAtRest(pageSize)
  const cast = useCast(shown, pages)
  const selection = castSelection(campaignId)
  const { ids: selected } = selection.use()
  useForgetting(shown)
  const followed = useFollowed(characterId)
  const { wall, actions } = useSelectableWall({
    scroller,
    cards: cast,
    selection,
    onSight: showRange,
    idsBetween: (from, to) =>
      request('characters:ids', {
        ...shown,
        offset: Math.min(from, to),
        limit: Math.abs(to - from) + 1,
      }),
    open: (card) => openCharacter(card.id, card.campaignId),
    follow:
      characterId === null
        ? undefined
        : (card) => {
            followed.current = card.id
            openCharacter(card.id, card.campaignId)
          },
    show: showLarge,
    rename: (card) => renameCharacter(card.id, card.campaignId),
    trash: (ids, card) =>
      void trashCharacters({ ids, name: ids.length === 1 ? card.name : null, campaignId }),
    ask,
  })
  const { columns, keepInSight, keys, thumbnail } = wall
  const isFollowing = (id: number) => followed.current === id
  useOpenCard({ selection: shown, cast, columns, keepInSight, isFollowing, ...keys })

  return (
    <div className={classes.wall} data-selecting={selected.size > 0 || undefined}>
      {cast.error !== null && (
        <div className={classes.notice}>
          <ErrorNotice error={cast.error} handlers={{ retry: cast.retry }} />
        </div>
      )}
      {cast.total === 0 && whenEmpty}
      <CardsOnWall
        wall={wall}
        label={t('wall.label')}
        keyAt={(index) => cast.cardAt(index)?.id}
        selected={selected}
      >
        {(index) => {
          const card = cast.cardAt(index)
          if (!card) return <WaitingCard />
          return (
            <CastCard
              card={card}
              index={index}
              isSmall={wall.isSmall}
              isOpen={card.id === characterId}
              isSelected={selected.has(card.id)}
              thumbnail={thumbnail}
              tabIndex={index === keys.tabbable ? 0 : -1}
              actions={actions}
            />
          )
        }}
      </CardsOnWall>
      <CastBar campaignId={campaignId} />
      {asked && <CastMenu asked={asked} onShow={showLarge} onClose={() => ask(null)} />}
      <ShownCard
        wall={wall}
        index={large}
        faceAt={(index) => faceOf(cast.cardAt(index))}
        onShow={showLarge}
      />
    </div>
  )
}

function faceOf(card: CharacterCard | undefined) {
  return card && ({ id: card.id, kind: 'character', name: card.name, portrayed: card } as const)
}

/** The character that was opened last because the arrow keys went to it, as long as it is open. */
function useFollowed(characterId: number | null): RefObject<number | null> {
  const followed = useRef<number | null>(null)
  useEffect(() => {
    if (followed.current !== characterId) followed.current = null
  }, [characterId])
  return followed
}

/**
 * Another search or filter shows others: what was selected might be out of sight, so it is deselected. After a restore
 * the same ids may be other characters.
 */
function useForgetting({ campaignId, search, filter }: CastSelection): void {
  const key = JSON.stringify([search, filter, useRestores()])
  const known = useRef(key)
  useEffect(() => {
    if (known.current === key) return
    known.current = key
    castSelection(campaignId).clear()
  }, [campaignId, key])
  useEffect(() => () => void castSelection(campaignId).clear(), [campaignId])
}
