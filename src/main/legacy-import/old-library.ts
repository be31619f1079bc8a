import type { ErrorDetails } from '../../shared/errors'
import type {
  ImportSource,
  OldGeneration,
  OldKind,
  OldPortraitClass,
  OldPortraitForm,
  OldPortraitReason,
  OldUser,
} from '../../shared/legacy-import'
import type { AllocateBytes } from '../core/disk/file-system'
import type { PictureFormat } from '../image-sandbox/image-sandbox'

/** An old message's text as it is kept: what no text may hold is left out. */
export const messageText = ({ content }: Pick<OldMessage, 'content'>): string =>
  content.replaceAll('\u0000', '').toWellFormed()

/** An old campaign, its columns read by name; what its generation did not have is null. */
export interface OldCampaign {
  readonly id: number
  readonly userId: number | null
  readonly name: string
  readonly themes: readonly string[]
  readonly language: string | null
  readonly aiModel: string | null
  readonly portraitValue: string | null
  /** ISO in UTC, or null when there was none or it was no time. */
  readonly createdAt: string | null
  readonly updatedAt: string | null
  readonly isArchived: boolean
}

export interface OldCharacter {
  readonly id: number
  readonly userId: number | null
  /** The value in the row; it may point at nothing, or at another user's campaign. */
  readonly campaignId: number | null
  readonly name: string
  readonly class: string | null
  readonly race: string | null
  readonly gender: string | null
  readonly level: number | null
  readonly description: string | null
  readonly portraitValue: string | null
  readonly createdAt: string | null
  readonly isArchived: boolean
}

export interface OldMessage {
  readonly id: number
  readonly userId: number | null
  readonly campaignId: number | null
  readonly characterId: number | null
  readonly role: string
  readonly content: string
  readonly writtenAt: string | null
}

/** A part of the database that could not be read. */
export interface Unreadable {
  readonly table: string
  /** Which rows, as the report says it: an id, or a range of ids. */
  readonly what: string
}

/** Everything an old database holds, in the order of the ids. Passwords are never read. */
export interface OldLibrary {
  readonly generation: OldGeneration
  readonly users: readonly Pick<OldUser, 'id' | 'email'>[]
  readonly campaigns: readonly OldCampaign[]
  readonly characters: readonly OldCharacter[]
  readonly messageCount: number
  /** How many messages name each user and each campaign, by id. */
  readonly messagesOfUser: ReadonlyMap<number, number>
  readonly messagesOfCampaign: ReadonlyMap<number, number>
  /** Read from the private copy each time, a few at a time. */
  messages(): Iterable<OldMessage>
  readonly unreadable: readonly Unreadable[]
  close(): void
}

/** A picture file below the portraits folder: looked at by head and tail, or proved whole. */
export interface OldFile {
  /** From the portraits folder on, with forward slashes: `characters/character_7.png`. */
  readonly path: string
  readonly bytes: number
  readonly modifiedAt: Date
  readonly format: PictureFormat | null
  /** Why it holds no usable picture; null when it is intact. */
  readonly harm: OldPortraitReason | null
}

/** What an old row's portrait value is, and what can be had from it. */
export interface OldPortrait {
  readonly kind: OldKind
  readonly originId: number
  readonly class: OldPortraitClass
  readonly form: OldPortraitForm
  readonly reason: OldPortraitReason | null
  readonly details: ErrorDetails
  /** The intact file that is the portrait, or that recovers a lost one (`isRecovery`). */
  readonly file: OldFile | null
  readonly isRecovery: boolean
  /** `<kind>_<id>.png` on the disk for a row that names no portrait: offered, not taken by itself. */
  readonly offeredFile: OldFile | null
  /** Secret: may hold a signature. Never shown, stored or logged; only its host is. */
  readonly url: string | null
  /** The picture itself, when the value held it. */
  readonly embedded: Uint8Array | null
  /** Drawn offline, for a placeholder. */
  readonly avatar: { readonly style: string; readonly seed: string } | null
}

/** The result of scanning an old library: nothing was written, no server was contacted. */
export interface OldFindings {
  readonly source: ImportSource
  /** Null for a folder of portraits without a database. */
  readonly library: OldLibrary | null
  /** One for each campaign, then one for each character, in the order of `library`. */
  readonly portraits: readonly OldPortrait[]
  /** Files that no row names and that are pictures. */
  readonly looseFiles: readonly OldFile[]
  /** Files that no row names, called like pictures, of which none can be had. */
  readonly damagedFiles: readonly OldFile[]
  /** How many files and folders that a system left beside the pictures were passed over. */
  readonly passedOver: number
  /** Values that lead outside the folder, as they were written; they were not read. */
  readonly refused: readonly string[]
  /**
   * Reads a file of the source whole, into `place` where one is given; never through a link, never outside.
   * Throws Node's errors.
   */
  readFile(file: OldFile, place?: AllocateBytes): Promise<Uint8Array>
  /** Keeps what was read of the database in this folder, for a look that begins from there. */
  keepCopy(folder: string): Promise<void>
  /** Removes the private copy. */
  close(): Promise<void>
}
