import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import type { CastSelection, CharacterFilter } from '../../shared/character'
import { usePreferences } from '../app/preferences'
import { CastGrid } from './cast-grid'
import { NoCast } from './no-cast'
import { pageOf } from './use-cast'
import { WallToolbar } from './wall-toolbar'

const typingRestMs = 80

interface WallProps {
  readonly campaignId: number
  /** What scrolls the wall, header and all. */
  readonly scroller: HTMLElement
  /** The header in one line, once it is out of sight. */
  readonly mark: ReactNode
}

/** The cast as a wall of portraits, with its search, filter and order always at hand. */
export function Wall({ campaignId, scroller, mark }: WallProps) {
  const [preferences] = usePreferences()
  const [search, setSearch] = useState('')
  const [filter, setFilter] = useState<CharacterFilter>('all')
  const [sessionId, setSessionId] = useState<number | undefined>()
  const [searched] = useDebouncedValue(search.trim(), typingRestMs, { leading: true })
  const selection: CastSelection = {
    campaignId,
    search: searched,
    sort: preferences.sort,
    filter,
    sessionId,
  }
  const isNarrowed = searched !== '' || filter !== 'all' || sessionId !== undefined
  const showAll = () => {
    setSearch('')
    setFilter('all')
    setSessionId(undefined)
  }
  const { data: firstPage } = useQuery(pageOf(selection, 0))
  const key = `${searched}|${filter}|${sessionId}|${preferences.sort}`
  useTopOnChange(key, scroller)
  return (
    <>
      <WallToolbar
        campaignId={campaignId}
        mark={mark}
        search={search}
        onSearch={setSearch}
        filter={filter}
        sessionId={sessionId}
        onFilter={(chosen, session) => {
          setFilter(chosen)
          setSessionId(session)
        }}
        found={isNarrowed ? firstPage?.total : undefined}
      />
      <CastGrid
        selection={selection}
        scroller={scroller}
        whenEmpty={
          <NoCast
            campaignId={campaignId}
            isNarrowed={isNarrowed}
            search={searched}
            onShowAll={showAll}
          />
        }
      />
    </>
  )
}

/** Another search, filter or order is read from its beginning; the header stays where it was. */
function useTopOnChange(key: string, scroller: HTMLElement): void {
  const [shown, setShown] = useState(key)
  useEffect(() => {
    if (key === shown) return
    setShown(key)
    const header = scroller.firstElementChild
    if (header && scroller.scrollTop > header.clientHeight) scroller.scrollTop = header.clientHeight
  }, [key, shown, scroller])
}
