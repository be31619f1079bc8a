import { IconPhotoOff, IconUser } from '@tabler/icons-react'
import { useState } from 'react'
import classes from './row-face.module.css'

interface RowFaceProps {
  /** Null where the row has no picture to show. */
  readonly url: string | null
  /** Something is the matter with the portrait that was named. */
  readonly isLost: boolean
}

/** The small picture of a row that is not one of our portraits yet, beside its name. */
export function RowFace({ url, isLost }: RowFaceProps) {
  const [failed, setFailed] = useState<string | null>(null)
  const isShown = url !== null && url !== failed
  return (
    <span className={classes.frame}>
      {isShown ? (
        <img
          className={classes.face}
          src={url}
          alt=""
          draggable={false}
          loading="lazy"
          decoding="async"
          onError={() => setFailed(url)}
        />
      ) : isLost ? (
        <IconPhotoOff size={20} stroke={1.5} aria-hidden />
      ) : (
        <IconUser size={20} stroke={1.5} aria-hidden />
      )}
    </span>
  )
}
