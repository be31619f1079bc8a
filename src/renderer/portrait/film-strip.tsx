import { ScrollArea } from '@mantine/core'
import { IconPhotoOff } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { Portrait } from '../../shared/portrait'
import type { Subject } from '../../shared/subject'
import { PortraitImage, type Sitter } from '../components/portrait-image'
import { translator, useWords } from '../i18n'
import { formatMoment, sourceName } from './facts'
import classes from './film-strip.module.css'

/** One frame of the strip: a portrait, or the avatar that stands in while there is none (null). */
export type FrameId = number | null

interface FilmStripProps {
  readonly subject: Subject
  readonly sitter: Sitter
  /** Newest first. */
  readonly history: readonly Portrait[]
  readonly looksAt: FrameId
  readonly onLook: (frame: FrameId) => void
  readonly onChoose: (frame: FrameId) => void
  readonly onTrash: (portraitId: number) => void
}

/** All portraits of somebody, newest first, and last the avatar that stands in without one. */
export function FilmStrip(props: FilmStripProps) {
  const { subject, sitter, history, looksAt, onLook, onChoose, onTrash } = props
  const t = useWords()
  const strip = useRef<HTMLDivElement>(null)
  const viewport = useRef<HTMLDivElement>(null)
  const frames: readonly (Portrait | null)[] = [...history, null]
  const currentId = sitter.portrait?.id ?? null
  const at = frames.findIndex((frame) => idOf(frame) === looksAt)

  useEffect(() => {
    const frame = strip.current?.children[at]
    if (frame instanceof HTMLElement && viewport.current) centre(frame, viewport.current)
  }, [at])

  const lookAt = (to: number) => {
    const frame = frames[to]
    if (frame === undefined) return
    onLook(idOf(frame))
    const element = strip.current?.children[to]
    if (element instanceof HTMLElement) element.focus({ preventScroll: true })
  }
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const to = destination(event.key, at, frames.length)
    if (to !== undefined) lookAt(to)
    else if (event.key === 'Enter' || event.key === ' ') onChoose(looksAt)
    else if (event.key === 'Delete' && looksAt !== null) onTrash(looksAt)
    else if (event.key === 'Escape' && looksAt !== currentId) onLook(currentId)
    else if (event.key === 'Escape') event.currentTarget.blur()
    else return
    event.preventDefault()
  }

  return (
    <ScrollArea viewportRef={viewport} type="auto" scrollbarSize={8} offsetScrollbars="x">
      <div
        ref={strip}
        className={classes.strip}
        role="listbox"
        tabIndex={-1}
        aria-label={t('portrait.strip')}
        aria-description={t('portrait.stripHint')}
        aria-orientation="horizontal"
      >
        {frames.map((frame) => {
          const id = idOf(frame)
          return (
            <div
              key={id ?? 'avatar'}
              className={classes.frame}
              role="option"
              tabIndex={id === looksAt ? 0 : -1}
              aria-selected={id === looksAt}
              aria-current={id === currentId || undefined}
              aria-label={frameLabel(frame, id === currentId)}
              data-portrait-id={id ?? 'avatar'}
              onClick={() => onLook(id)}
              onDoubleClick={() => onChoose(id)}
              onKeyDown={press}
            >
              <PortraitImage
                kind={subject.kind}
                sitter={{ ...sitter, portrait: frame }}
                size={128}
                decorative
                marked={false}
                className={classes.picture}
              />
              {frame !== null && frame.state !== 'sound' && (
                <IconPhotoOff size={14} className={classes.lost} aria-hidden />
              )}
            </div>
          )
        })}
      </div>
    </ScrollArea>
  )
}

/** Brings a frame to the middle of the strip, and moves nothing but the strip. */
function centre(frame: HTMLElement, viewport: HTMLElement): void {
  const middle = frame.offsetLeft + frame.offsetWidth / 2
  viewport.scrollTo({ left: middle - viewport.clientWidth / 2 })
}

function idOf(frame: Portrait | null): FrameId {
  return frame?.id ?? null
}

function frameLabel(frame: Portrait | null, isCurrent: boolean): string {
  const { t, language } = translator
  if (frame === null) return t(isCurrent ? 'portrait.standInCurrent' : 'portrait.standIn')
  const lost = frame.state === 'sound' ? [] : [t(`portrait.${frame.state}`)]
  const facts = {
    source: [sourceName(t, frame), ...lost].join(', '),
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
