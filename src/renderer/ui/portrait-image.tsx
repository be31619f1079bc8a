import { IconPhotoOff } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import {
  bustStyle,
  type CurrentPortrait,
  portraitUrl,
  type ThumbnailSize,
} from '../../shared/portrait'
import type { SubjectKind } from '../../shared/subject'
import { useWords } from '../app/i18n'
import classes from './portrait-image.module.css'
import { useRestores } from './restores'
import { holdThumbnail } from './thumbnail-memory'
import { HoverTooltip } from './tooltip'

/** Who is in the picture: a campaign (its game master) or a character. */
export interface PortraitSubject {
  readonly id: number
  readonly name: string
  readonly portrait: CurrentPortrait | null
  readonly avatarStyle: string
  readonly avatarSeed: string
}

interface PortraitImageProps {
  /** `unowned` for a portrait that belongs to no one. */
  readonly kind: SubjectKind | 'unowned'
  readonly portrayed: PortraitSubject
  /** The thumbnail to load; without it the full picture. */
  readonly size?: ThumbnailSize
  /** Hidden from screen readers, where the name stands beside it. */
  readonly decorative?: boolean
  /** False where another element says what is wrong with the file. */
  readonly marked?: boolean
  readonly className?: string
}

/**
 * A face, never a broken picture. A new portrait develops in place of the one before it; an avatar
 * is called an avatar; a file that cannot be shown leaves a small mark.
 */
export function PortraitImage(props: PortraitImageProps) {
  const { kind, portrayed, size, decorative = false, marked = true, className } = props
  const t = useWords()
  const restores = useRestores()
  const { id, portrait, name } = portrayed
  const subject = kind === 'unowned' ? null : { kind, id }
  const url = portraitUrl(subject, { portraitId: portrait?.id ?? null, size, restores })
  const isDrawnNow = portrait === null || portrait.state !== 'sound'
  const isAvatar = isDrawnNow || portrait.source === 'avatar'
  const alt = isAvatar
    ? t(portrait?.state === 'sound' ? 'portrait.avatarOf' : 'portrait.avatarFor', { name })
    : t('portrait.of', { name })
  // A placeholder keeps one address whatever it looks like, so another avatar needs a new element.
  const face =
    portrait?.state === 'sound' ? url : `${url}:${portrayed.avatarStyle}:${portrayed.avatarSeed}`
  const lost = marked && portrait !== null && portrait.state !== 'sound' ? portrait.state : null
  return (
    <span
      className={`${classes.frame} ${className ?? ''}`}
      data-face
      data-avatar={isAvatar || undefined}
      data-bust={(isDrawnNow && portrayed.avatarStyle === bustStyle) || undefined}
    >
      <Face
        key={`${face}:${portrait?.state}`}
        url={url}
        alt={decorative ? '' : alt}
        develops={useChanged(face)}
        isSmall={size !== undefined}
        keeps={size !== undefined && portrait?.state === 'sound'}
      />
      {lost && (
        <HoverTooltip label={t(`portrait.${lost}`)}>
          <span className={classes.mark} role="img" aria-label={t(`portrait.${lost}`)}>
            <IconPhotoOff size={16} aria-hidden />
          </span>
        </HoverTooltip>
      )}
    </span>
  )
}

function useChanged(face: string): boolean {
  const first = useRef(face)
  const [changed, setChanged] = useState(false)
  useEffect(() => {
    if (face !== first.current) setChanged(true)
  }, [face])
  return changed
}

interface FaceProps {
  readonly url: string
  readonly alt: string
  readonly develops: boolean
  /** One of many on a wall: it is there at once, for dozens of them that fade in hold up a wall that is scrolled. */
  readonly isSmall: boolean
  /** True for a thumbnail of an intact portrait, which never changes. */
  readonly keeps: boolean
}

function Face({ url, alt, develops, isSmall, keeps }: FaceProps) {
  const [state, setState] = useState<'loading' | 'shown' | 'failed'>('loading')
  return (
    <>
      {state === 'loading' && !isSmall && <span className={classes.waiting} />}
      <img
        className={classes.face}
        src={url}
        alt={alt}
        draggable={false}
        decoding="async"
        data-state={state}
        data-small={isSmall || undefined}
        data-develops={develops || undefined}
        onLoad={() => {
          setState('shown')
          if (keeps) holdThumbnail(url)
        }}
        onError={() => setState('failed')}
      />
    </>
  )
}
