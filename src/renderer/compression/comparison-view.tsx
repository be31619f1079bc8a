import { Group, SegmentedControl, Text } from '@mantine/core'
import { type RefObject, useId, useLayoutEffect, useRef, useState } from 'react'
import { useWords } from '../app/i18n'
import classes from './compression.module.css'

const zooms = [50, 100, 200, 400] as const
type Zoom = (typeof zooms)[number]

interface ComparisonViewProps {
  readonly original: string
  readonly originalFacts: string
  /** Null while there is none. */
  readonly result: string | null
  readonly resultFacts: string
  readonly isWorking: boolean
}

/** Where the middle of a pane is, as a share of the picture. A face is above the middle. */
const faceAt = { x: 0.5, y: 0.3 }

interface Size {
  readonly widthPx: number
  readonly heightPx: number
}

/** Until the size is known neither is seen, so that the first frame of both is the same place. */
const hidden = { visibility: 'hidden' } as const

function sizeAt({ widthPx, heightPx }: Size, zoom: Zoom) {
  const scale = zoom / 100 / window.devicePixelRatio
  return { width: widthPx * scale, height: heightPx * scale }
}

type Pane = RefObject<HTMLDivElement | null>

/** Keeps the panes at one place of the picture; answers what to do when one of them was scrolled. */
function useInStep(panes: readonly [Pane, Pane], isSized: boolean) {
  const middle = useRef(faceAt)
  useLayoutEffect(() => {
    if (!isSized) return
    for (const { current: pane } of panes) {
      if (pane === null) continue
      pane.scrollLeft = middle.current.x * pane.scrollWidth - pane.clientWidth / 2
      pane.scrollTop = middle.current.y * pane.scrollHeight - pane.clientHeight / 2
    }
  })
  return (moved: HTMLDivElement) => {
    // A pane that lost its picture jumps to the start; the other must not follow.
    if (!isSized || moved.querySelector('img') === null) return
    const { scrollLeft, scrollTop } = moved
    middle.current = {
      x: (scrollLeft + moved.clientWidth / 2) / moved.scrollWidth,
      y: (scrollTop + moved.clientHeight / 2) / moved.scrollHeight,
    }
    for (const { current: pane } of panes) {
      if (pane === null || pane === moved) continue
      // Setting it to what it is would not end: each would follow the other.
      if (Math.abs(pane.scrollLeft - scrollLeft) >= 1) pane.scrollLeft = scrollLeft
      if (Math.abs(pane.scrollTop - scrollTop) >= 1) pane.scrollTop = scrollTop
    }
  }
}

/** Two pictures of the same size side by side, which move and grow together. At 100 % a pixel is a pixel. */
export function ComparisonView(props: ComparisonViewProps) {
  const t = useWords()
  const labelId = useId()
  const [zoom, setZoom] = useState<Zoom>(100)
  // Of the original, in its own pixels: the result is as large, and is shown so before it has been decoded.
  // Of the result only where the original cannot be shown.
  const [natural, setNatural] = useState<Size | null>(null)
  const [isLost, setLost] = useState(false)
  const panes = [useRef<HTMLDivElement>(null), useRef<HTMLDivElement>(null)] as const
  const follow = useInStep(panes, natural !== null)
  const shownSize = natural === null ? hidden : sizeAt(natural, zoom)
  const isClose = zoom >= 200
  const sides = [
    { what: t('compression.preview.original'), url: props.original, facts: props.originalFacts },
    { what: t('compression.preview.result'), url: props.result, facts: props.resultFacts },
  ] as const
  return (
    <>
      <Group justify="space-between" gap="sm">
        <Text className={`${classes.note} ${classes.hint}`}>{t('compression.preview.hint')}</Text>
        <Group gap="sm">
          <Text id={labelId} className={classes.lineTitle}>
            {t('compression.preview.zoom')}
          </Text>
          <SegmentedControl
            aria-labelledby={labelId}
            value={String(zoom)}
            onChange={(value) => setZoom(zooms.find((one) => String(one) === value) ?? 100)}
            data={zooms.map((percent) => ({
              value: String(percent),
              label: t('compression.preview.zoomLevel', { percent }),
            }))}
          />
        </Group>
      </Group>
      <div className={classes.twins}>
        {sides.map(({ what, url, facts }, side) => (
          <figure key={what} className={classes.twin}>
            <figcaption className={classes.caption}>
              <span className={classes.lineTitle}>{what}</span>
              <span className={classes.quiet}>{facts}</span>
            </figcaption>
            <div
              ref={panes[side]}
              className={classes.pane}
              onScroll={({ currentTarget }) => follow(currentTarget)}
            >
              {url === null ? (
                <div className={classes.waiting}>
                  {props.isWorking && t('compression.preview.working')}
                </div>
              ) : (
                <button
                  type="button"
                  className={classes.look}
                  data-close={isClose || undefined}
                  aria-label={t(
                    isClose ? 'compression.preview.wider' : 'compression.preview.closer',
                    { what },
                  )}
                  onClick={() => setZoom(isClose ? 100 : 200)}
                >
                  <img
                    src={url}
                    alt=""
                    draggable={false}
                    style={shownSize}
                    onError={() => url === props.original && setLost(true)}
                    onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
                      if (url !== props.original && !isLost) return
                      setNatural({ widthPx: naturalWidth, heightPx: naturalHeight })
                    }}
                  />
                </button>
              )}
            </div>
          </figure>
        ))}
      </div>
    </>
  )
}
