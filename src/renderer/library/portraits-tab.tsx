import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { queries } from '../api'
import { useRestores } from '../components/restores'
import { useShortcut } from '../keys/shortcuts'
import { usePreferences } from '../preferences'
import { usePagesInSight } from '../wall/use-card-wall'
import { CompareDialog } from './compare-dialog'
import { FilterLine } from './filter-line'
import { GiveDialog } from './give-dialog'
import { idsBetween } from './library-deeds'
import { LibraryDetails } from './library-details'
import { LibraryGrid } from './library-grid'
import { type AskedMenu, LibraryMenu } from './library-menu'
import { LibraryToolbar } from './library-toolbar'
import { NoPortraits } from './no-portraits'
import classes from './portraits-tab.module.css'
import { SelectionBar } from './selection-bar'
import { useLibrary } from './use-library'
import { forgetPortraits, select, selectionOf, useLibraryView } from './view'

const typingRestMs = 80

/** Every portrait of everybody on one wall, with its search and filters, and the details beside it. */
export function PortraitsTab() {
  const view = useLibraryView()
  const { openId, dialog } = view
  const [preferences] = usePreferences()
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const [asked, setAsked] = useState<AskedMenu | null>(null)
  const [searched] = useDebouncedValue(view.search.trim(), typingRestMs)
  const selection = { ...selectionOf(view), search: searched }
  const { search, filters } = selection
  const [pages, onPages] = usePagesInSight()
  const cards = useLibrary(selection, pages)
  const { data: counts } = useQuery({
    ...queries.portraitCounts({ search, filters }),
    placeholderData: keepPreviousData,
  })
  const { total } = cards
  useShortcut('select-all', () => {
    if (total) void idsBetween(0, total - 1).then((ids) => select(ids))
  })
  useForgetting()
  useTopOnChange(JSON.stringify(selection), scroller)
  return (
    <div className={classes.tab} data-details={openId !== null || undefined}>
      <div className={classes.room}>
        <LibraryToolbar counts={counts} />
        <FilterLine counts={counts} total={total} />
        <div className={classes.scroller} ref={setScroller}>
          {scroller && (
            <LibraryGrid
              cards={cards}
              density={preferences.density}
              scroller={scroller}
              onPages={onPages}
              onMenu={setAsked}
              whenEmpty={
                <NoPortraits isNarrowed={search !== '' || Object.keys(filters).length > 0} />
              }
            />
          )}
        </div>
        <SelectionBar />
      </div>
      {openId !== null && <LibraryDetails id={openId} />}
      <LibraryMenu asked={asked} onClose={() => setAsked(null)} />
      {dialog?.kind === 'compare' && <CompareDialog ids={dialog.ids} />}
      {dialog?.kind === 'give' && <GiveDialog id={dialog.id} />}
    </div>
  )
}

/** After a restore the same ids may be other portraits. */
function useForgetting(): void {
  const restores = useRestores()
  const known = useRef(restores)
  useEffect(() => {
    if (known.current === restores) return
    known.current = restores
    forgetPortraits()
  }, [restores])
}

/** Another search, filter or order is read from its beginning. */
function useTopOnChange(key: string, scroller: HTMLElement | null): void {
  const shown = useRef(key)
  useLayoutEffect(() => {
    if (key === shown.current || scroller === null) return
    shown.current = key
    scroller.scrollTop = 0
  }, [key, scroller])
}
