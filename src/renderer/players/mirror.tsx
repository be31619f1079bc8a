import { useState } from 'react'
import type { PlayersFace, PlayersState } from '../../shared/players'
import { faceKey } from '../../shared/players'
import { portraitUrl, type ThumbnailSize } from '../../shared/portrait'
import { gridTemplate } from '../players-page/arrange'
import { useRestores } from '../ui/restores'
import classes from './mirror.module.css'

interface PlayersFacePictureProps {
  readonly face: PlayersFace
  readonly size?: ThumbnailSize
  /** Called with its width over its height once it is there. */
  readonly onShape?: (shape: number) => void
}

/** A face of the stage or the queue, as small as it is drawn here. */
export function PlayersFacePicture({ face, size = 128, onShape }: PlayersFacePictureProps) {
  const restores = useRestores()
  const { subject, portraitId } = face
  return (
    <img
      src={portraitUrl(subject, { portraitId, size, restores })}
      alt=""
      draggable={false}
      onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
        onShape?.(naturalWidth / naturalHeight || 1)
      }
    />
  )
}

/** A screen that is taller than wide must not push everything else out of the rail. */
const highestPx = 200

/** Of a portrait whose picture has not been loaded here yet. */
const usualFaceShape = 3 / 4

/** What the players' page has painted, small: of its shape, with the faces where they are there. */
export function Mirror({ seen }: Pick<PlayersState, 'seen'>) {
  const { faces, areNamesShown, fit, shape } = seen
  const [shapes, setShapes] = useState<Readonly<Record<string, number>>>({})
  const grid = gridTemplate(
    faces.map((face) => shapes[faceKey(face)] ?? usualFaceShape),
    { screenShape: shape, fit },
  )
  return (
    <span className={classes.frame}>
      <span
        className={classes.mirror}
        style={{ aspectRatio: shape, width: `min(100%, ${highestPx * shape}px)` }}
      >
        <span
          className={classes.scene}
          data-several={faces.length > 1 || undefined}
          data-fit={fit}
          style={faces.length === 0 ? undefined : { gridTemplate: grid }}
        >
          {faces.map((face) => (
            <span key={faceKey(face)} className={classes.face}>
              <PlayersFacePicture
                face={face}
                size={256}
                onShape={(one) => setShapes((known) => ({ ...known, [faceKey(face)]: one }))}
              />
              {areNamesShown && face.name !== null && (
                <span className={classes.name} dir="auto">
                  {face.name}
                </span>
              )}
            </span>
          ))}
        </span>
      </span>
    </span>
  )
}
