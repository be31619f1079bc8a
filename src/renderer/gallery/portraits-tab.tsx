import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { GalleryEntry } from '../../shared/gallery'
import { useRestores } from '../ui/restores'
import { usePagesAtRest } from '../wall/use-card-wall'
import type { AskedMenu } from '../wall/use-selectable-wall'
import { AssignDialog } from './assign-dialog'
import { CompareDialog } from './compare-dialog'
import { FilterLine } from './filter-line'
import { GalleryBar } from './gallery-bar'
import { GalleryDetails } from './gallery-details'
import { GalleryGrid } from './gallery-grid'
import { GalleryMenu } from './gallery-menu'
import { GalleryToolbar } from './gallery-toolbar'
import { closeGalleryDialog, forgetPortraits, useGalleryState } from './gallery-view'
import { NoPortraits } from './no-portraits'
import classes from './portraits-tab.module.css'
import { pageSize, useGallery, useGallerySelection } from './use-gallery'

/** The gallery: every portrait of the library, with search, filters and details. */
export function PortraitsTab() {
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const [asked, setAsked] = useState<AskedMenu<GalleryEntry> | null>(null)
  const selection = useGallerySelection()
  const { search, filters } = selection
  const [pages, showRange] = usePagesAtRest(pageSize)
  const cards = useGallery(selection, pages)
  const { total } = cards
  useForgetting()
  useTopOnChange(JSON.stringify(selection), scroller)
  return (
    <div className={classes.tab}>
      <div className={classes.room}>
        <GalleryToolbar />
        <FilterLine total={total} />
        <div className={classes.scroller} ref={setScroller}>
          {scroller && (
            <GalleryGrid
              cards={cards}
              scroller={scroller}
              onSight={showRange}
              onMenu={setAsked}
              whenEmpty={
                <NoPortraits isNarrowed={search !== '' || Object.keys(filters).length > 0} />
              }
            />
          )}
        </div>
        <GalleryBar />
      </div>
      <GalleryDetails />
      <GalleryMenu asked={asked} onClose={() => setAsked(null)} />
      <GalleryDialogs />
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

/** The dialog in front of the gallery, if any. */
function GalleryDialogs() {
  const { dialog } = useGalleryState()
  if (dialog?.kind === 'compare')
    return <CompareDialog ids={dialog.ids} onClose={closeGalleryDialog} />
  return dialog?.kind === 'assign' ? <AssignDialog id={dialog.id} /> : null
}
