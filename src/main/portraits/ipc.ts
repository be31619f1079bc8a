import type { Subject } from '../../shared/subject'
import type { Handlers } from '../core/answer'
import { drawAvatar } from './avatar'
import type { OwnPictures } from './own-pictures'
import type { Portraits } from './portraits'

type PortraitRequest = Extract<keyof Handlers, `portraits:${string}` | `avatars:${string}`>

interface AvatarKeeper {
  setAvatar(id: number, style: string, seed: string): void
}

interface PortraitHandlersOptions {
  /** Throws the reason while the library could not be opened. */
  readonly library: () => OwnPictures & {
    readonly portraits: Portraits
    readSubject(subject: Subject): unknown
    readonly campaigns: AvatarKeeper
    readonly characters: AvatarKeeper
  }
  /** Asks for a picture file; null when the dialog was closed without one. */
  readonly choosePicture: () => Promise<string | null>
}

/** Answers every request about portraits and their avatars. */
export function createPortraitHandlers({
  library,
  choosePicture,
}: PortraitHandlersOptions): Pick<Handlers, PortraitRequest> {
  async function pickFile(subject: Subject) {
    library().readSubject(subject)
    const path = await choosePicture()
    return path === null ? null : library().addPictureFile(subject, path)
  }

  return {
    'portraits:history': ({ subject }) => library().portraits.history(subject),
    'portraits:make-current': ({ subject, portraitId }) =>
      library().portraits.makeCurrent(subject, portraitId),
    'portraits:trash': ({ id }) => library().portraits.trash(id),
    'portraits:revert-face': (change) => library().portraits.revertFace(change),
    'portraits:restore': ({ id, makeCurrent }) => {
      library().portraits.restore(id, { makeCurrent })
    },
    'portraits:add': ({ subject, name, bytes, how }) =>
      library().addOwnPicture(subject, bytes, how === 'pasted' ? 'pasted' : 'own-file', name),
    'portraits:pick-file': ({ subject }) => pickFile(subject),
    'portraits:draw-avatar': ({ subject, style, seed }) =>
      library().drawAvatar(subject, style, seed),
    'avatars:preview': ({ style, seed }) => drawAvatar({ style, seed }),
    'avatars:set-fallback': ({ subject, style, seed }) => {
      const { campaigns, characters } = library()
      const records = subject.kind === 'campaign' ? campaigns : characters
      records.setAvatar(subject.id, style, seed)
    },
  }
}
