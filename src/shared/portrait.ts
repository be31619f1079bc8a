import type { Subject } from './subject'

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
  /** Null for a loose one, a picture that an import found and nobody owns. */
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

/** What had to be changed in a picture before it was stored, said to the game master. */
export type PictureNotice =
  | 'location-removed'
  | 'tail-removed'
  | 'first-frame-only'
  | 'converted-to-png'

export interface TakenIn {
  readonly portrait: Portrait
  readonly notices: readonly PictureNotice[]
}

/** Widths and heights in pixels of the square box a thumbnail fits into. */
export const thumbnailSizes = [128, 256, 512] as const
export type ThumbnailSize = (typeof thumbnailSizes)[number]

/** Largest own picture, and largest one from the network, in bytes. */
export const maximumOwnPictureBytes = 64 * 1024 * 1024
export const maximumDownloadBytes = 32 * 1024 * 1024
/** Largest picture that is decoded at all, in pixels. */
export const maximumPixels = 64_000_000

export interface PortraitUrlOptions {
  /** The portrait to show; null or 0 shows the subject's avatar. */
  readonly portraitId: number | null
  readonly size?: ThumbnailSize
  /** How often the library was replaced by a backup meanwhile: an id may mean another picture since. */
  readonly restores?: number
}

/**
 * The address of a portrait of this subject, or of a loose one for null, which then needs its id. It
 * holds the portrait's id, so it can be cached for ever.
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
export const avatarStyles = ['adventurer', 'lorelei', 'notionists', 'pixel-art'] as const
export type AvatarStyle = (typeof avatarStyles)[number]
export const defaultAvatarStyle: AvatarStyle = 'adventurer'
