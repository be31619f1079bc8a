import { useWindowEvent } from '@mantine/hooks'
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useLayoutEffect,
  useState,
} from 'react'
import { greatestPanelWidthPx, leastPanelWidthPx } from '../../shared/preferences'
import { useWords } from './i18n'
import { usePreferences } from './preferences'
import classes from './side-panel.module.css'

const stepPx = 24
/** What the rail and the wall keep for themselves. */
const leastBesidePx = 520

/** How wide the panel may be in this window, and how wide it is while no one has chosen. */
export function panelLimits(windowPx: number) {
  const greatestPx = Math.max(
    leastPanelWidthPx,
    Math.min(greatestPanelWidthPx, windowPx - leastBesidePx),
  )
  return { greatestPx, usualPx: Math.min(greatestPx, Math.max(372, Math.round(windowPx * 0.27))) }
}

/** The width of the panel beside the wall, as it was chosen and as the window allows, and how to change it. */
function usePanelWidth() {
  const [{ panelWidthPx }, change] = usePreferences()
  const [windowPx, setWindow] = useState(innerWidth)
  const [draggedPx, drag] = useState<number | null>(null)
  useWindowEvent('resize', () => setWindow(innerWidth))
  const { greatestPx, usualPx } = panelLimits(windowPx)
  const clamp = (px: number) => Math.round(Math.min(greatestPx, Math.max(leastPanelWidthPx, px)))
  return {
    widthPx: clamp(draggedPx ?? panelWidthPx ?? usualPx),
    greatestPx,
    isDragged: draggedPx !== null,
    drag: (px: number) => drag(clamp(px)),
    keep: (px: number | null) => {
      drag(null)
      void change({ panelWidthPx: px === null ? null : clamp(px) })
    },
  }
}

interface SidePanelProps {
  readonly label: string
  readonly children: ReactNode
}

/** What stands at the right of the wall, as wide as the game master likes it. */
export function SidePanel({ label, children }: SidePanelProps) {
  const panel = usePanelWidth()
  const { widthPx } = panel
  useLayoutEffect(() => {
    // The window's grid and the toasts, which are drawn elsewhere, both read it.
    document.documentElement.style.setProperty('--ck-panel', `${widthPx}px`)
  }, [widthPx])
  return (
    <aside className={classes.panel} aria-label={label}>
      <PanelEdge panel={panel} />
      {children}
    </aside>
  )
}

/** The edge between wall and panel: it is dragged, moved by the arrow keys, and let back by a double click. */
function PanelEdge({ panel }: { readonly panel: ReturnType<typeof usePanelWidth> }) {
  const t = useWords()
  const { widthPx, greatestPx, isDragged, drag, keep } = panel
  const press = (event: KeyboardEvent) => {
    const wantedPx = widthFor(event.key, widthPx, greatestPx)
    if (wantedPx === null || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    keep(wantedPx)
  }
  const isDragging = ({ currentTarget, pointerId }: PointerEvent<HTMLElement>) =>
    currentTarget.hasPointerCapture(pointerId)
  const draggedTo = ({ clientX }: PointerEvent) => innerWidth - clientX
  return (
    <hr
      className={classes.edge}
      aria-orientation="vertical"
      aria-label={t('app.panelEdge')}
      aria-valuenow={widthPx}
      aria-valuemin={leastPanelWidthPx}
      aria-valuemax={greatestPx}
      tabIndex={0}
      onKeyDown={press}
      onDoubleClick={() => keep(null)}
      onPointerDown={(event) => {
        if (event.button === 0) event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => {
        if (isDragging(event)) drag(draggedTo(event))
      }}
      onPointerUp={(event) => {
        if (isDragging(event) && isDragged) keep(draggedTo(event))
      }}
    />
  )
}

/** The panel is at the right: the left arrow makes it wider. */
function widthFor(key: string, widthPx: number, greatestPx: number): number | null {
  if (key === 'ArrowLeft') return widthPx + stepPx
  if (key === 'ArrowRight') return widthPx - stepPx
  if (key === 'Home') return leastPanelWidthPx
  if (key === 'End') return greatestPx
  return null
}
