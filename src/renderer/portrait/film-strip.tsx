import { ScrollArea } from '@mantine/core'
import { IconPhotoOff, IconStarFilled } from '@tabler/icons-react'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { flushSync } from 'react-dom'
import type { Portrait } from '../../shared/portrait'
import type { Subject } from '../../shared/subject'
import { translator, useWords } from '../app/i18n'
import { PortraitImage, type PortraitSubject } from '../ui/portrait-image'
import { formatMoment, sourceName } from './facts'
import classes from './film-strip.module.css'

/** One frame of the strip: a portrait, or the avatar (null). */
export type FrameId = number | null

interface FilmStripProps {
  readonly subject: Subject
  readonly portrayed: PortraitSubject
  /** Newest first. */
  readonly history: readonly Portrait[]
  readonly looksAt: FrameId
  readonly onLook: (frame: FrameId) => void
  readonly onChoose: (frame: FrameId) => void
  readonly onTrash: (portraitId: number) => void
  readonly onStar: (portrait: Portrait) => void
}

const frameWidthPx = 54
const gapPx = 8
const edgePx = 4
const framesBeyondSight = 4

/** All portraits of a character or game master, newest first, and last the avatar. */
export function FilmStrip(props: FilmStripProps) {
  const { subject, portrayed, history, looksAt, onLook, onChoose, onTrash, onStar } = props
  const t = useWords()
  const viewport = useRef<HTMLDivElement>(null)
  const frames: readonly (Portrait | null)[] = [...history, null]
  const currentId = portrayed.portrait?.id ?? null
  // A portrait that has just become current may not be in the history yet: it will be the first.
  const lookedAt = frames.findIndex((frame) => idOf(frame) === looksAt)
  const at = Math.max(0, lookedAt)
  // Not VirtualList: it is a column of rows, and the strip is a row that centres the shown frame.
  const virtualizer = useVirtualizer({
    horizontal: true,
    count: frames.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => frameWidthPx + gapPx,
    overscan: framesBeyondSight,
    // The frame that is looked at holds the focus, so it is there even while it is out of sight.
    rangeExtractor: (range) => withIndex(defaultRangeExtractor(range), at),
    paddingStart: edgePx,
    paddingEnd: edgePx - gapPx,
  })

  useEffect(() => virtualizer.scrollToIndex(at, { align: 'center' }), [virtualizer, at])
  const lookAt = (to: number) => {
    const frame = frames[to]
    if (frame === undefined) return
    flushSync(() => onLook(idOf(frame)))
    viewport.current
      ?.querySelector<HTMLElement>(`[data-index="${to}"]`)
      ?.focus({ preventScroll: true })
  }
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const seen = history.find(({ id }) => id === looksAt)
    const to = destination(event.key, at, frames.length)
    if (to !== undefined) lookAt(to)
    else if (event.key === 'Enter' || event.key === ' ') onChoose(looksAt)
    else if (event.key === 'Delete' && looksAt !== null) onTrash(looksAt)
    else if (event.key.toLowerCase() === 's' && seen) onStar(seen)
    else if (event.key === 'Escape' && looksAt !== currentId) onLook(currentId)
    else if (event.key === 'Escape') event.currentTarget.blur()
    else return
    event.preventDefault()
  }

  return (
    <ScrollArea viewportRef={viewport} type="auto" scrollbarSize={8} offsetScrollbars="x">
      <div
        className={classes.strip}
        style={{ width: virtualizer.getTotalSize() }}
        role="listbox"
        tabIndex={-1}
        aria-label={t('portrait.strip')}
        aria-description={t('portrait.stripHint')}
        aria-orientation="horizontal"
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const frame = frames[index] ?? null
          const id = idOf(frame)
          return (
            <Frame
              key={id ?? 'avatar'}
              subject={subject}
              portrayed={portrayed}
              frame={frame}
              index={index}
              count={frames.length}
              startPx={start}
              isCurrent={id === currentId}
              isLookedAt={id === looksAt}
              onLook={() => onLook(id)}
              onChoose={() => onChoose(id)}
              onKeyDown={press}
            />
          )
        })}
      </div>
    </ScrollArea>
  )
}

interface FrameProps {
  readonly subject: Subject
  readonly portrayed: PortraitSubject
  readonly frame: Portrait | null
  readonly index: number
  readonly count: number
  readonly startPx: number
  readonly isCurrent: boolean
  readonly isLookedAt: boolean
  readonly onLook: () => void
  readonly onChoose: () => void
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
}

function Frame(props: FrameProps) {
  const { subject, portrayed, frame, index, count, startPx, isCurrent, isLookedAt } = props
  const id = idOf(frame)
  return (
    <div
      className={classes.frame}
      style={{ left: startPx }}
      role="option"
      aria-posinset={index + 1}
      aria-setsize={count}
      data-index={index}
      tabIndex={isLookedAt ? 0 : -1}
      aria-selected={isLookedAt}
      aria-current={isCurrent || undefined}
      aria-label={frameLabel(frame, isCurrent)}
      data-portrait-id={id ?? 'avatar'}
      onClick={props.onLook}
      onDoubleClick={props.onChoose}
      onKeyDown={props.onKeyDown}
    >
      <PortraitImage
        kind={subject.kind}
        portrayed={{ ...portrayed, portrait: frame }}
        size={128}
        decorative
        marked={false}
        className={classes.picture}
      />
      {frame !== null && frame.state !== 'sound' && (
        <IconPhotoOff size={14} className={classes.lost} aria-hidden />
      )}
      {frame?.isStarred && <IconStarFilled size={12} className={classes.star} aria-hidden />}
    </div>
  )
}

function withIndex(indexes: readonly number[], index: number): number[] {
  return [...new Set([...indexes, index])].sort((one, other) => one - other)
}

function idOf(frame: Portrait | null): FrameId {
  return frame?.id ?? null
}

function frameLabel(frame: Portrait | null, isCurrent: boolean): string {
  const { t, language } = translator
  if (frame === null) return t(isCurrent ? 'portrait.placeholderCurrent' : 'portrait.placeholder')
  const marks = [
    ...(frame.isStarred ? [t('gallery.isStarred')] : []),
    ...(frame.state === 'sound' ? [] : [t(`portrait.${frame.state}`)]),
  ]
  const facts = {
    source: [sourceName(t, frame), ...marks].join(', '),
    date: formatMoment(frame.createdAt, language, true),
  }
  return t(isCurrent ? 'portrait.inStripCurrent' : 'portrait.inStrip', facts)
}

function destination(key: string, at: number, count: number): number | undefined {
  if (key === 'ArrowRight' || key === 'ArrowDown') return Math.min(at + 1, count - 1)
  if (key === 'ArrowLeft' || key === 'ArrowUp') return Math.max(at - 1, 0)
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  return undefined
}
