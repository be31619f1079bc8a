import { z } from 'zod'
import type { PortraitFormat } from './portrait'
import type { PortraitInNeed } from './quarantine'
import { idSchema, type Subject } from './subject'

/** How pictures are stored: byte for byte as they came, or as WebP where that is smaller and looks the same. */
export const storageWays = ['as-received', 'webp-lossless', 'webp'] as const
export type StorageWay = (typeof storageWays)[number]

/** Qualities of WebP that are offered; below the first one little passes the comparison. */
export const leastQuality = 60
export const greatestQuality = 98
export const usualQuality = 90

/** How pictures are made smaller. The quality is heeded by `webp` alone. */
export const compressionSettingsSchema = z.strictObject({
  way: z.enum(['webp-lossless', 'webp']),
  quality: z.number().int().min(leastQuality).max(greatestQuality),
})
export type CompressionSettings = z.infer<typeof compressionSettingsSchema>

/** As what new portraits are to be stored; null: as they are. */
export function readStorage(preferences: {
  readonly newPortraits: StorageWay
  readonly webpQuality: number
}): CompressionSettings | null {
  const { newPortraits: way, webpQuality: quality } = preferences
  return way === 'as-received' ? null : { way, quality }
}

/** The settings as they are written down: `lossless`, or `lossy-90`. */
export function settingsKey({ way, quality }: CompressionSettings): string {
  return way === 'webp-lossless' ? 'lossless' : `lossy-${quality}`
}

/** The settings that were written down, or null when they are none. */
export function readSettingsKey(key: string): CompressionSettings | null {
  if (key === 'lossless') return { way: 'webp-lossless', quality: usualQuality }
  const [, quality] = /^lossy-(\d+)$/.exec(key) ?? []
  return compressionSettingsSchema.safeParse({ way: 'webp', quality: Number(quality) }).data ?? null
}

/** How much a picture looks like its original, both laid out upright in sRGB. Decibels; 99 stands for equal. */
export interface Likeness {
  /** PSNR of the luma (BT.601) of the whole picture. */
  readonly lumaDb: number
  /** PSNR of red, green and blue together. */
  readonly colourDb: number
  /** PSNR of the luma of the worst square of 32 pixels. */
  readonly worstBlockDb: number
  /** Largest difference of any sample, in steps of 255. */
  readonly greatestStep: number
  /** Every pixel is exactly as see-through as it was. */
  readonly isAlphaEqual: boolean
}

/** What the likeness must reach, so that a lossy picture counts as visually the same. */
export const leastLikeness = { lumaDb: 38, colourDb: 33, worstBlockDb: 28 } as const

/** Rounding of half-transparent colours; opaque ones come back exactly. */
export const greatestLosslessStep = 1

/** True when the picture may take the place of its original. */
export function isSame(likeness: Likeness, way: CompressionSettings['way']): boolean {
  if (!likeness.isAlphaEqual) return false
  if (way === 'webp-lossless') return likeness.greatestStep <= greatestLosslessStep
  return (
    likeness.lumaDb >= leastLikeness.lumaDb &&
    likeness.colourDb >= leastLikeness.colourDb &&
    likeness.worstBlockDb >= leastLikeness.worstBlockDb
  )
}

/** Why a portrait is left as it is. */
export const leftReasons = [
  'avatar',
  'tiny',
  'already-webp',
  'animated',
  'sixteen-bit',
  'wide-gamut',
  'cmyk',
  'too-long',
  'not-sound',
  'undecodable',
  'larger',
  'not-same',
  'put-back',
] as const
export type LeftReason = (typeof leftReasons)[number]

/** One portrait beside what it would become. */
export interface CompressionPreview {
  readonly portraitId: number
  readonly originalBytes: number
  readonly originalFormat: PortraitFormat
  readonly widthPx: number
  readonly heightPx: number
  /** The WebP; null when it was not even tried. */
  readonly picture: Uint8Array | null
  readonly likeness: Likeness | null
  /** Null when it would take the place of the original. */
  readonly left: LeftReason | null
}

/** A portrait that can be shown beside what it would become. */
export interface PreviewCandidate {
  readonly portraitId: number
  readonly subject: Subject
  readonly name: string
  readonly bytes: number
  readonly format: PortraitFormat
}

export type LeftCounts = Readonly<Partial<Record<LeftReason, number>>>

/** The expected result of compressing the library, estimated from a sample. */
export interface CompressionEstimate {
  /** Portraits that would be looked at, and their bytes. */
  readonly portraits: number
  readonly bytes: number
  /** How many of them were tried. */
  readonly sampled: number
  /** About how many bytes would be saved. */
  readonly savedBytes: number
  /** Roughly how much room it takes until the originals are deleted, in bytes. */
  readonly neededBytes: number
  /** About how long it would take, in milliseconds. */
  readonly durationMs: number
  /** Of the sample: why some would stay as they are. */
  readonly left: LeftCounts
}

export const compressionStates = ['running', 'done', 'cancelled', 'interrupted'] as const
export type CompressionState = (typeof compressionStates)[number]

/** A run over the library. Portraits restored since still count as compressed in it. */
export interface CompressionJob {
  readonly id: number
  readonly settings: CompressionSettings
  readonly state: CompressionState
  readonly startedAt: string
  readonly endedAt: string | null
  /** Portraits made smaller, what they took before, and what they take now. */
  readonly compressed: number
  readonly bytesBefore: number
  readonly bytesAfter: number
  readonly left: LeftCounts
  /** Portraits it has not come to yet. */
  readonly remaining: number
}

export interface CompressionOverview {
  /** The newest run; null while there was none. */
  readonly job: CompressionJob | null
  /** The stored originals, in number and bytes. */
  readonly originals: { readonly count: number; readonly bytes: number }
}

/** The result of deleting the originals. */
export interface DeletedOriginals {
  /** How many went, and what they took. */
  readonly count: number
  readonly bytes: number
  /** Portraits whose own file is damaged: their originals stay, and can be restored. */
  readonly stayed: readonly PortraitInNeed[]
  readonly overview: CompressionOverview
}

/** A portrait that was made smaller and can be put back. */
export interface CompressedPortrait {
  readonly portraitId: number
  readonly name: string
  readonly originalBytes: number
  readonly originalFormat: PortraitFormat
  readonly bytes: number
}

export interface CompressedPage {
  readonly total: number
  readonly portraits: readonly CompressedPortrait[]
}

export const putBackSchema = z.strictObject({
  /** These alone; left out: all of them. */
  portraitIds: z.array(idSchema).min(1).max(1_000).optional(),
})

export interface PutBack {
  readonly count: number
  /** Names of the portraits whose original is lost or damaged. */
  readonly lost: readonly string[]
}
