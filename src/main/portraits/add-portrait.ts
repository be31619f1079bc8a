import type { CompressionSettings } from '../../shared/compression'
import { beginningOf, codePoints } from '../../shared/cut'
import { AppError } from '../../shared/errors'
import {
  type AddedPortrait,
  type PictureNotice,
  type PortraitFormat,
  portraitFormats,
} from '../../shared/portrait'
import type { Subject } from '../../shared/subject'
import { singleLine } from '../../shared/text'
import { sha256 } from '../core/disk/sha256'
import type { Developed, ImageSandbox, PictureFormat } from '../image-sandbox/image-sandbox'
import { cleanPicture, convertedNotices, needsOriginal } from './clean'
import { holdsTexts } from './formats/texts'
import { inspectPicture, type PictureFacts } from './inspect'
import { makeSmaller } from './make-smaller'
import type { Portraits } from './portraits'
import type { PortraitProvenance } from './provenance'
import type { Thumbnails } from './thumbnails/thumbnails'

/** The one size made on the way in; cards show it. Others are made when they are first asked for. */
const firstThumbnailSize = 256

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

interface Stored {
  readonly bytes: Uint8Array
  readonly sha256: string
  readonly format: PortraitFormat
  readonly notices: readonly PictureNotice[]
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
    const facts = inspectPicture(bytes)
    const { format } = facts
    const cleaned = cleanPicture(bytes, facts)
    const keptFormat = storableFormat(format)
    const [developed, hash] = await Promise.all([
      imageSandbox.develop({
        bytes: cleaned.bytes,
        format,
        thumbnailSizes: [firstThumbnailSize],
        asPng: keptFormat === null,
      }),
      keptFormat === null ? null : sha256(cleaned.bytes),
    ])
    const sound: Stored =
      keptFormat !== null && hash !== null
        ? { ...cleaned, sha256: hash, format: keptFormat }
        : await asPng(developed, facts, cleaned.notices)
    // Our own drawings are made again from a few letters; nothing is to be saved there.
    const settings = provenance.source === 'avatar' ? null : storage()
    const stored = settings === null ? sound : await asWebp(imageSandbox, sound, settings)
    const originalName = storableName(provenance.originalName)
    const losesSomething =
      needsOriginal(sound.notices) || (stored !== sound && holdsTexts(sound.bytes, sound.format))
    const assign = losesSomething
      ? await keepOriginal({ subject, sha256: stored.sha256, bytes, format, originalName })
      : null
    const change = { formerId: null as number | null, wentToTrash: [] as readonly number[] }
    const [portrait] = await Promise.all([
      portraits.add(
        {
          ...stored,
          subject,
          widthPx: developed.widthPx,
          heightPx: developed.heightPx,
          provenance: { ...provenance, originalName },
          makeCurrent,
        },
        (_, formerId) => {
          change.formerId = formerId
          change.wentToTrash = makeRoom?.(subject, formerId) ?? []
        },
      ),
      thumbnails.keep(stored.sha256, developed.thumbnails),
    ])
    await assign?.(portrait.id)
    const notices: readonly PictureNotice[] =
      assign === null ? stored.notices : [...stored.notices, 'original-kept']
    return { portrait, notices, ...change }
  }
}

async function asPng(
  { png }: Developed,
  facts: PictureFacts,
  notices: readonly PictureNotice[],
): Promise<Stored> {
  if (png === null) throw new AppError('picture-damaged', { format: facts.format })
  const said = convertedNotices(facts, notices)
  return { bytes: png, sha256: await sha256(png), format: 'png', notices: said }
}

/** The picture as WebP where that is smaller and looks the same; else as it was. */
async function asWebp(
  imageSandbox: ImageSandbox,
  sound: Stored,
  settings: CompressionSettings,
): Promise<Stored> {
  try {
    const { left, bytes } = await makeSmaller(imageSandbox, sound.bytes, settings)
    if (left !== null) return sound
    return { ...sound, bytes, sha256: await sha256(bytes), format: 'webp' }
  } catch (error) {
    // It was proved sound before, and must not be lost because it could not be made smaller.
    if (error instanceof AppError) return sound
    throw error
  }
}

function storableFormat(format: PictureFormat): PortraitFormat | null {
  return portraitFormats.find((known) => known === format) ?? null
}

// Only ever shown, never part of a path.
function storableName(name: string | null | undefined): string | null {
  if (name === null || name === undefined) return null
  return beginningOf(singleLine(name), 255, codePoints)
}
