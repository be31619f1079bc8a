import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import type { CastSelection } from '../../shared/character'
import { usePreferences } from '../app/preferences'
import { CastGrid } from './cast-grid'
import { NoCast } from './no-cast'
import { pageOf } from './use-cast'
import { type ShownCast, wholeCast } from './wall-filter'
import { rememberSelection } from './wall-selection'
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
  const [shown, setShown] = useState<ShownCast>(wholeCast)
  const [searched] = useDebouncedValue(search.trim(), typingRestMs, { leading: true })
  const selection: CastSelection = {
    campaignId,
    search: searched,
    sort: preferences.sort,
    ...shown,
  }
  const { filter, status, sessionId, tags } = shown
  const isNarrowed =
    searched !== '' ||
    filter !== 'all' ||
    status !== undefined ||
    sessionId !== undefined ||
    tags !== undefined
  useEffect(() => {
    rememberSelection(isNarrowed ? selection : null)
    return () => rememberSelection(null)
  })
  const showAll = () => {
    setSearch('')
    setShown(wholeCast)
  }
  const { data: firstPage } = useQuery(pageOf(selection, 0))
  const key = `${searched}|${JSON.stringify(shown)}|${preferences.sort}`
  useTopOnChange(key, scroller)
  return (
    <>
      <WallToolbar
        campaignId={campaignId}
        mark={mark}
        search={search}
        onSearch={setSearch}
        shown={shown}
        onShown={setShown}
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
