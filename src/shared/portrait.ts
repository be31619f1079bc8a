import { z } from 'zod'
import { idSchema, type Subject, subjectSchema } from './subject'

/** What a stored portrait can be; anything else is turned into PNG before it is stored. */
export const portraitFormats = ['png', 'jpeg', 'webp'] as const
export type PortraitFormat = (typeof portraitFormats)[number]

/** What the file behind a portrait row was found to be when it was last read. */
export type PortraitFileState = 'sound' | 'missing' | 'unreadable' | 'damaged'

/** Where a portrait came from. An avatar is drawn here and is never called generated. */
export type PortraitSource = 'generated' | 'avatar' | 'own-file' | 'pasted' | 'copied' | 'imported'

/** The portrait a subject shows now, as cards need it. */
export interface CurrentPortrait {
  readonly id: number
  readonly state: PortraitFileState
  readonly source: PortraitSource
}

/** One portrait: a row and a file that agree. Times are ISO in UTC. */
export interface Portrait {
  readonly id: number
  /** Null for an unassigned one. */
  readonly subject: Subject | null
  /** Below the user data folder, with forward slashes: `static/portraits/characters/character_7.png`. */
  readonly path: string
  readonly sha256: string
  readonly bytes: number
  readonly format: PortraitFormat
  readonly widthPx: number
  readonly heightPx: number
  readonly state: PortraitFileState
  readonly source: PortraitSource
  readonly originalName: string | null
  /** Of the bytes as they came; null where that is not known. */
  readonly receivedSha256: string | null
  readonly provider: string | null
  readonly model: string | null
  readonly prompt: string | null
  readonly parameters: Readonly<Record<string, string | number>>
  readonly costUsd: number | null
  readonly createdAt: string
  readonly trashedAt: string | null
  /** No limit of the history takes it. */
  readonly isStarred: boolean
}

/** What had to be changed in a picture before it was stored, as reported to the game master. */
export const pictureNotices = [
  'place-removed',
  'author-removed',
  'camera-removed',
  'unreadable-removed',
  'tail-removed',
  'first-frame-only',
  'converted-to-png',
  'original-kept',
] as const
export type PictureNotice = (typeof pictureNotices)[number]

export interface AddedPortrait {
  readonly portrait: Portrait
  readonly notices: readonly PictureNotice[]
  /** What was shown before; null for the avatar. */
  readonly formerId: number | null
  /** Older portraits that a limit of the history moved to the trash for it. */
  readonly wentToTrash: readonly number[]
}

/** What came of putting a portrait into the trash. */
export interface AfterTrash {
  readonly subject: Subject | null
  readonly wasCurrent: boolean
  /** What the subject shows afterwards; null for its avatar. */
  readonly shownId: number | null
}

/** What a limit of the history would move to the trash. */
export interface HistorySurplus {
  readonly portraits: number
  /** Of how many campaigns and characters. */
  readonly subjects: number
  readonly bytes: number
}

/** How many portraits of each a history can be limited to. */
export const historyLengths = [1, 3, 5, 10, 20, 50] as const

const idsSchema = z.array(idSchema).max(100_000)

/** One change of a face, with what is needed to take it back. */
export const faceChangeSchema = z.strictObject({
  subject: subjectSchema,
  /** What the change left shown; null for the avatar. */
  shownId: idSchema.nullable(),
  /** What was shown before it. */
  formerId: idSchema.nullable(),
  /** Portraits that came with the change and go to the trash with it. */
  added: idsSchema.default([]),
  /** Portraits that the change moved to the trash and that come back. */
  wentToTrash: idsSchema.default([]),
})
export type FaceChange = z.output<typeof faceChangeSchema>

/** `another-chosen`: the face was changed again since, and that choice stays. */
export type RevertedFace = 'done' | 'another-chosen' | 'former-gone'

/** Widths and heights in pixels of the square box a thumbnail fits into. */
export const thumbnailSizes = [128, 256, 512] as const
export type ThumbnailSize = (typeof thumbnailSizes)[number]

/** Largest own picture, and largest one from the network, in bytes. */
export const maximumOwnPictureBytes = 64 * 1024 * 1024
/** Longest data URL of such a picture, in UTF-16 units: percent-encoding takes three signs for a byte. */
export const longestDataUrl = 3 * maximumOwnPictureBytes + 1_000
export const maximumDownloadBytes = 32 * 1024 * 1024
/** Largest picture that is decoded at all, in pixels. */
export const maximumPixels = 64_000_000

export interface PortraitUrlOptions {
  /** The portrait to show; null or 0 shows the subject's avatar. */
  readonly portraitId: number | null
  readonly size?: ThumbnailSize
  /** How often the library was replaced by a backup since the start: an id may mean another picture since. */
  readonly restores?: number
}

/**
 * The address of a portrait of this subject; null means an unassigned one, which then needs its id. Contains
 * the portrait's id, so it can be cached for ever.
 */
export function portraitUrl(
  subject: Subject | null,
  { portraitId, size, restores = 0 }: PortraitUrlOptions,
): string {
  const version = restores === 0 ? `v=${portraitId ?? 0}` : `v=${portraitId ?? 0}&r=${restores}`
  const query = size === undefined ? version : `size=${size}&${version}`
  const place = subject === null ? `loose/${portraitId ?? 0}` : `${subject.kind}/${subject.id}`
  return `app://portraits/${place}?${query}`
}

/** DiceBear styles offered in the app, the default first. All are drawn offline. */
/** The style that is drawn by Castkeeper itself, and what a new character shows until there is a portrait. */
export const bustStyle = 'bust'
export const avatarStyles = [bustStyle, 'adventurer', 'lorelei', 'notionists', 'pixel-art'] as const
export type AvatarStyle = (typeof avatarStyles)[number]
/** Drawn where a style is unknown; records of before name it. */
export const defaultAvatarStyle: AvatarStyle = 'adventurer'
