import { useElementSize } from '@mantine/hooks'
import { type PointerEvent, useRef, type WheelEvent } from 'react'
import type { GalleryEntry } from '../../shared/gallery'
import { portraitUrl } from '../../shared/portrait'
import { translator, useWords } from '../app/i18n'
import { formatMoment, sourceName } from '../portrait/facts'
import { StarButton } from '../portrait/star-button'
import { useRestores } from '../ui/restores'
import classes from './compare-dialog.module.css'
import { nameOf } from './gallery-actions'
import { offsetFor, type Point, panBy } from './pan'

interface ComparePaneProps {
  readonly card: GalleryEntry
  readonly isWhole: boolean
  /** The place in the picture that both sides show in their middle. */
  readonly point: Point
  readonly onPoint: (change: (known: Point) => Point) => void
}

/** One of two portraits that are compared; dragging it moves the other one, too. */
export function ComparePane({ card, isWhole, point, onPoint }: ComparePaneProps) {
  const t = useWords()
  const restores = useRestores()
  const { ref, width, height } = useElementSize()
  const held = useRef<Point | null>(null)
  const { id, owner } = card
  const name = nameOf(card)
  // One pixel of the picture on one of the screen, however the system or the window is magnified.
  const widthPx = card.widthPx / window.devicePixelRatio
  const heightPx = card.heightPx / window.devicePixelRatio
  const left = offsetFor(point.x, widthPx, width)
  const top = offsetFor(point.y, heightPx, height)
  const moveBy = (x: number, y: number) =>
    onPoint((known) => panBy(known, { x: x / widthPx, y: y / heightPx }))

  const grab = (event: PointerEvent<HTMLElement>) => {
    if (isWhole || event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    held.current = { x: event.clientX, y: event.clientY }
  }
  const drag = ({ clientX, clientY }: PointerEvent) => {
    if (held.current === null) return
    moveBy(held.current.x - clientX, held.current.y - clientY)
    held.current = { x: clientX, y: clientY }
  }
  const endPan = () => {
    held.current = null
  }
  const scroll = ({ deltaX, deltaY, shiftKey }: WheelEvent) => {
    if (isWhole) return
    if (shiftKey) moveBy(deltaY, 0)
    else moveBy(deltaX, deltaY)
  }

  return (
    <figure className={classes.side}>
      <div
        ref={ref}
        className={classes.frame}
        data-whole={isWhole || undefined}
        onPointerDown={grab}
        onPointerMove={drag}
        onPointerUp={endPan}
        onPointerCancel={endPan}
        onWheel={scroll}
      >
        <img
          className={classes.picture}
          src={portraitUrl(owner?.subject ?? null, { portraitId: id, restores })}
          alt={t('portrait.of', { name })}
          draggable={false}
          style={
            isWhole
              ? undefined
              : {
                  width: widthPx,
                  height: heightPx,
                  transform: `translate(${Math.round(left)}px, ${Math.round(top)}px)`,
                }
          }
        />
      </div>
      <figcaption className={classes.caption}>
        <div className={classes.words}>
          <bdi className={classes.name}>{name}</bdi>
          <span className={classes.facts}>
            {[
              t('portrait.sizeText', {
                width: card.widthPx,
                height: card.heightPx,
                format: card.format.toUpperCase(),
                size: card.bytes,
              }),
              sourceName(t, { source: card.source, provider: null }),
              formatMoment(card.createdAt, translator.language, true),
            ].join(' · ')}
          </span>
        </div>
        <StarButton id={id} isStarred={card.isStarred} />
      </figcaption>
    </figure>
  )
}
