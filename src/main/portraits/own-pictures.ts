import type { AddedPortrait, PortraitSource } from '../../shared/portrait'
import type { Subject } from '../../shared/subject'
import type { FileSystem } from '../core/disk/file-system'
import type { ImageSandbox } from '../image-sandbox/image-sandbox'
import type { AddPortrait } from './add-portrait'
import { avatarProvenance, drawAvatar } from './avatar'
import { readOwnFile } from './own-file'

/** Width and height in pixels of an avatar drawn as a portrait. */
const avatarPx = 1024

export interface OwnPicturesOptions {
  readonly fileSystem: FileSystem
  readonly imageSandbox: Pick<ImageSandbox, 'rasterise'>
  readonly addPortrait: AddPortrait
  /** Throws the AppError for which no picture may arrive now: another library takes the place of this one. */
  readonly requireStaying: () => void
  /** Throws AppError `not-found` for a subject that is not there. */
  readonly readSubject: (subject: Subject) => unknown
}

export type OwnPictures = ReturnType<typeof createOwnPictures>

/** Adds pictures the game master has, or had drawn, as portraits that are shown at once. */
export function createOwnPictures(options: OwnPicturesOptions) {
  const { fileSystem, imageSandbox, addPortrait, requireStaying, readSubject } = options

  async function addOwnPicture(
    subject: Subject,
    bytes: Uint8Array,
    source: PortraitSource,
    name: string | null,
  ): Promise<AddedPortrait> {
    requireStaying()
    const provenance = { source, originalName: name }
    return addPortrait({ subject, bytes, provenance, makeCurrent: true })
  }

  return {
    /** Adds a picture the game master chose, dropped or pasted. Throws `backup-busy` during a restore or a move, and the AppErrors of `addPortrait`. */
    addOwnPicture,

    /** The same with a file on disk. Throws AppError `file-unreadable` and those of `addPortrait`. */
    async addPictureFile(subject: Subject, path: string): Promise<AddedPortrait> {
      readSubject(subject)
      const { name, bytes } = await readOwnFile(fileSystem, path)
      return addOwnPicture(subject, bytes, 'own-file', name)
    },

    /** Draws an avatar and adds it. It costs nothing and needs no network. */
    async drawAvatar(subject: Subject, style: string, seed: string): Promise<AddedPortrait> {
      readSubject(subject)
      const svg = await drawAvatar({ style, seed })
      const bytes = await imageSandbox.rasterise(svg, avatarPx, avatarPx)
      const provenance = avatarProvenance({ style, seed })
      return addPortrait({ subject, bytes, provenance, makeCurrent: true })
    },
  }
}
