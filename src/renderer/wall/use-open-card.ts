import { useQuery } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useRef } from 'react'
import type { CastSelection } from '../../shared/character'
import { queries } from '../app/api'
import { usePlace } from '../app/navigation'
import type { LoadedCharacters } from './use-cast'
import { clearWallFocus, isFocusFree, useWallFocusTarget } from './wall-focus'

interface OpenCard {
  readonly selection: CastSelection
  readonly cast: LoadedCharacters
  readonly columns: number
  /** The card the arrow keys move from. */
  readonly active: number
  readonly choose: (index: number) => void
  /** The card that Tab leads to. */
  readonly tabbable: number
  /** Chooses it, brings it in sight and puts the focus there. */
  readonly reach: (index: number) => void
  /** The same without any scrolling. */
  readonly focus: (index: number) => void
  /** Whether this character was opened because the arrow keys went to its card. */
  readonly isFollowing: (id: number) => boolean
  /** Scrolls only if the face in this row is out of sight. */
  readonly keepInSight: (row: number) => void
}

/** Keeps the open character's card in sight, wherever its name or the panel moves it, and the keyboard on the wall. */
export function useOpenCard(wall: OpenCard): void {
  const {
    selection,
    cast,
    columns,
    active,
    tabbable,
    choose,
    reach,
    focus,
    keepInSight,
    isFollowing,
  } = wall
  const { characterId } = usePlace()
  const { data, isFetching } = useQuery({
    ...queries.place(selection, characterId ?? 0),
    enabled: characterId !== null,
  })
  // The place known before a change would lead to the previous position.
  const place = isFetching ? undefined : data
  // The wall may still show the previous order; a card that is loading is assumed to be right.
  const there = typeof place === 'number' ? cast.cardAt(place) : undefined
  const isInStep = there === undefined || there.id === characterId
  const isDrawn = typeof place === 'number' && place < (cast.total ?? 0) && isInStep

  const selected = JSON.stringify(selection)
  const followed = useRef<{ id: number; selected: string; place: number } | null>(null)
  useLayoutEffect(() => {
    if (characterId === null) followed.current = null
    if (characterId === null || typeof place !== 'number' || !isDrawn) return
    const previous = followed.current
    followed.current = { id: characterId, selected, place }
    // Another search, filter or order is read from its beginning.
    if (previous?.id === characterId && previous.selected !== selected) return
    if (previous?.id === characterId && previous.place === place) return
    if (isFollowing(characterId)) return
    choose(place)
    keepInSight(Math.floor(place / columns))
  }, [characterId, place, isDrawn, selected, columns, choose, keepInSight, isFollowing])

  const columnsShown = useRef(columns)
  useLayoutEffect(() => {
    // A panel that opens moves the cards into fewer columns.
    if (columnsShown.current === columns) return
    columnsShown.current = columns
    const isOnWall = document.activeElement?.closest('[data-wall]') != null
    if (characterId !== null || isOnWall) keepInSight(Math.floor(active / columns))
  }, [columns, characterId, active, keepInSight])

  const goal = useWallFocusTarget()
  useEffect(() => {
    if (goal === null || cast.total === undefined) return
    if (goal.kind === 'anyone' && goal.notIn === selection.campaignId) return
    if (!isFocusFree()) return clearWallFocus()
    if (cast.total === 0) {
      document.querySelector<HTMLElement>('[data-wall-empty] button')?.focus()
      return clearWallFocus()
    }
    if (goal.kind === 'successor' && cast.cardAt(active)?.id === goal.of) return
    if (goal.kind === 'successor') reach(active)
    else if (goal.kind === 'anyone' || place === null) focus(tabbable)
    else if (isDrawn && goal.id === characterId && place !== undefined) reach(place)
    else return
    clearWallFocus()
  })
}
