import type { Subject } from '../../shared/subject'
import type { Handlers } from '../core/answer'
import type { CommitAside } from '../core/database/commit-aside'
import { createEdit } from '../core/database/edit'
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
    readonly commitAside: CommitAside
    readonly portraits: Portraits
    readSubject(subject: Subject): unknown
    readonly campaigns: AvatarKeeper
    readonly characters: AvatarKeeper
  }
  readonly onPortrait: () => void
  /** Asks for a picture file; null when the dialog was closed without one. */
  readonly choosePicture: () => Promise<string | null>
}

/** Answers every request about portraits and the avatars that stand in for them. */
export function createPortraitHandlers({
  library,
  onPortrait,
  choosePicture,
}: PortraitHandlersOptions): Pick<Handlers, PortraitRequest> {
  async function changed<Value>(change: Promise<Value>): Promise<Value> {
    const value = await change
    onPortrait()
    return value
  }

  const edited = createEdit({ library, onEdited: onPortrait })

  async function pickFile(subject: Subject) {
    library().readSubject(subject)
    const path = await choosePicture()
    return path === null ? null : changed(library().addPictureFile(subject, path))
  }

  return {
    'portraits:history': ({ subject }) => library().portraits.history(subject),
    'portraits:make-current': ({ subject, portraitId }) =>
      edited(() => library().portraits.makeCurrent(subject, portraitId)),
    'portraits:trash': ({ id }) => edited(() => library().portraits.trash(id)),
    'portraits:take-back': (change) => edited(() => library().portraits.takeBack(change)),
    'portraits:restore': async ({ id, makeCurrent }) => {
      await edited(() => library().portraits.restore(id, { makeCurrent }))
    },
    'portraits:take-in': ({ subject, name, bytes, how }) =>
      changed(
        library().addOwnPicture(subject, bytes, how === 'pasted' ? 'pasted' : 'own-file', name),
      ),
    'portraits:pick-file': ({ subject }) => pickFile(subject),
    'portraits:draw-avatar': ({ subject, style, seed }) =>
      changed(library().drawAvatar(subject, style, seed)),
    'avatars:preview': ({ style, seed }) => drawAvatar({ style, seed }),
    'avatars:stand-in': ({ subject, style, seed }) => {
      const { campaigns, characters } = library()
      const records = subject.kind === 'campaign' ? campaigns : characters
      return edited(() => records.setAvatar(subject.id, style, seed))
    },
  }
}
