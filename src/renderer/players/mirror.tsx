import type { PlayersFace, PlayersState } from '../../shared/players'
import { faceKey } from '../../shared/players'
import { portraitUrl, type ThumbnailSize } from '../../shared/portrait'
import { useRestores } from '../ui/restores'
import classes from './mirror.module.css'

/** A face of the stage or the queue, as small as it is drawn here. */
export function PlayersFacePicture({
  face,
  size = 128,
}: {
  readonly face: PlayersFace
  readonly size?: ThumbnailSize
}) {
  const restores = useRestores()
  const { subject, portraitId } = face
  return <img src={portraitUrl(subject, { portraitId, size, restores })} alt="" draggable={false} />
}

/** What the players' page has painted, small: black with the faces on it. */
export function Mirror({ seen }: Pick<PlayersState, 'seen'>) {
  const { faces, areNamesShown } = seen
  return (
    <span className={classes.mirror} data-count={faces.length}>
      {faces.map((face) => (
        <span key={faceKey(face)} className={classes.face}>
          <PlayersFacePicture face={face} size={256} />
          {areNamesShown && face.name !== null && (
            <span className={classes.name} dir="auto">
              {face.name}
            </span>
          )}
        </span>
      ))}
    </span>
  )
}
