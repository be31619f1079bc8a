import type { CompressionSettings } from '../../shared/compression'
import { beginningOf, codePoints } from '../../shared/cut'
import type { AddedPortrait, PictureNotice } from '../../shared/portrait'
import type { Subject } from '../../shared/subject'
import { singleLine } from '../../shared/text'
import type { ImageSandbox, PictureFormat } from '../image-sandbox/image-sandbox'
import type { Portraits } from './portraits'
import { preparePortrait } from './prepare-portrait'
import type { PortraitProvenance } from './provenance'
import type { Thumbnails } from './thumbnails/thumbnails'

export interface NewPicture {
  readonly subject: Subject
  /** Whatever came from outside; the bytes alone decide what it is. */
  readonly bytes: Uint8Array
  readonly provenance: PortraitProvenance
  readonly makeCurrent: boolean
}

/**
 * Turns bytes from outside into a stored portrait. Throws AppError `picture-…` and `darkroom-…` when
 * they are no picture we can trust, and what Portraits.add throws; the current portrait then stays.
 */
export type AddPortrait = (order: NewPicture) => Promise<AddedPortrait>

export interface OriginalPicture {
  readonly subject: Subject | null
  /** Of what is stored in its place. */
  readonly sha256: string
  /** As they came. */
  readonly bytes: Uint8Array
  readonly format: PictureFormat
  readonly originalName: string | null
}

/**
 * Keeps a picture as it came; resolves once it is on the disk, with the way to say which portrait was made of
 * it. Throws AppErrors of the disk.
 */
export type KeepOriginal = (
  original: OriginalPicture,
) => Promise<(portraitId: number) => Promise<void>>

export interface AddPortraitOptions {
  readonly portraits: Portraits
  readonly imageSandbox: ImageSandbox
  readonly thumbnails: Pick<Thumbnails, 'keep'>
  /** Whatever cannot be stored as it came goes there first. */
  readonly keepOriginal: KeepOriginal
  /** As what pictures are to be stored that come in now; null: as they are. */
  readonly storage?: () => CompressionSettings | null
  /** Moves to the trash what a limit of the history no longer keeps, inside the transaction. */
  readonly makeRoom?: (subject: Subject, formerId: number | null) => readonly number[]
}

/** The one way into the library: picked, dropped, pasted, generated or drawn. */
export function createAddPortrait(options: AddPortraitOptions): AddPortrait {
  const {
    portraits,
    imageSandbox,
    thumbnails,
    keepOriginal,
    makeRoom,
    storage = () => null,
  } = options
  return async ({ subject, bytes, provenance, makeCurrent }) => {
    // Our own drawings are made again from a few letters; nothing is to be saved there.
    const settings = provenance.source === 'avatar' ? null : storage()
    const { thumbnails: made, ...prepared } = await preparePortrait(imageSandbox, bytes, settings)
    const { sha256, receivedSha256, receivedFormat: format } = prepared
    const originalName = storableName(provenance.originalName)
    const assign = prepared.needsOriginal
      ? await keepOriginal({ subject, sha256, bytes, format, originalName })
      : null
    const change = { formerId: null as number | null, wentToTrash: [] as readonly number[] }
    const [portrait] = await Promise.all([
      portraits.add(
        {
          ...prepared,
          subject,
          provenance: { ...provenance, originalName, receivedSha256 },
          makeCurrent,
        },
        (_, formerId) => {
          change.formerId = formerId
          change.wentToTrash = makeRoom?.(subject, formerId) ?? []
        },
      ),
      thumbnails.keep(sha256, made),
    ])
    await assign?.(portrait.id)
    const notices: readonly PictureNotice[] =
      assign === null ? prepared.notices : [...prepared.notices, 'original-kept']
    return { portrait, notices, ...change }
  }
}

/** The name of a file as a row may hold it: one line, cut where it is too long. It is only ever shown. */
export function storableName(name: string | null | undefined): string | null {
  if (name === null || name === undefined) return null
  return beginningOf(singleLine(name), 255, codePoints)
}
