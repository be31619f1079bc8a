import { z } from 'zod'
import type { ManyChangeResult } from './character'
import { type Portrait, portraitFormats } from './portrait'
import { statusSchema } from './status'
import { idSchema, type Subject, subjectSchema } from './subject'
import { tagFilterSchema } from './tag'

/** The orders of the gallery. */
export const gallerySorts = ['newest', 'oldest', 'name', 'largest', 'smallest'] as const
export type GallerySort = (typeof gallerySorts)[number]

/** The owner of a portrait: a game master, a character, or none. */
export const galleryOwners = ['campaign', 'character', 'unassigned'] as const

/** Sizes of a file on disk, each below its bound in bytes and not below the one before. */
export const sizeBounds = {
  small: 256 * 1024,
  medium: 1024 * 1024,
  large: 5 * 1024 * 1024,
  huge: Number.POSITIVE_INFINITY,
} as const
export const gallerySizes = ['small', 'medium', 'large', 'huge'] as const

/** Ages of a portrait in days: at most so many, except for the last, which is above all of them. */
export const ageBounds = { day: 1, week: 7, month: 30, year: 365 } as const
export const galleryAges = ['day', 'week', 'month', 'year', 'older'] as const

const nameInRow = z.string().max(2_000)

/** What a portrait can be filtered by; what is left out lets every portrait through. */
export const galleryFiltersSchema = z
  .strictObject({
    /** The portraits of its game master and of its characters. */
    campaign: idSchema,
    owner: z.enum(galleryOwners),
    /** Those of one character, or of the game master of one campaign. */
    subject: subjectSchema,
    source: z.enum(['generated', 'avatar', 'own-file', 'pasted', 'copied', 'imported']),
    provider: nameInRow,
    model: nameInRow,
    format: z.enum(portraitFormats),
    size: z.enum(gallerySizes),
    age: z.enum(galleryAges),
    /** Whether its subject shows it now. */
    use: z.enum(['shown', 'unused']),
    file: z.enum(['sound', 'missing', 'unreadable', 'damaged']),
    star: z.enum(['starred', 'plain']),
    /** The status of its character. */
    status: statusSchema,
    /** The portrait's own tags and those of its character together. */
    tags: tagFilterSchema,
  })
  .partial()
export type GalleryFilters = z.infer<typeof galleryFiltersSchema>

/** Which of all portraits outside the trash are shown, and in which order. */
export const gallerySelectionSchema = z.strictObject({
  search: z.string().max(10_000).default(''),
  sort: z.enum(gallerySorts).default('newest'),
  filters: galleryFiltersSchema.default({}),
})
export type GallerySelection = z.infer<typeof gallerySelectionSchema>

/** One window into such a selection. */
export const galleryQuerySchema = gallerySelectionSchema.extend({
  offset: z.number().int().min(0).max(10_000_000).default(0),
  limit: z.number().int().min(1).max(500).default(120),
})
export type GalleryQuery = z.infer<typeof galleryQuerySchema>

/** What can be counted: everything there is a filter for, but the portraits of one person. */
export const galleryFacets = [
  'campaign',
  'owner',
  'source',
  'provider',
  'model',
  'format',
  'size',
  'age',
  'use',
  'file',
  'star',
  'status',
] as const
export type GalleryFacet = (typeof galleryFacets)[number]

/**
 * How many portraits each value of a filter would leave, the other filters and the search being as they
 * are. A value that is not there would leave none.
 */
export type FacetCounts = Readonly<Record<GalleryFacet, Readonly<Record<string, number>>>>

/** The owner of a portrait, as on its card. */
export interface PortraitOwner {
  readonly subject: Subject
  readonly name: string
  readonly campaignId: number
  readonly campaignName: string
  readonly avatarStyle: string
  readonly avatarSeed: string
  /** What a character is to the players. */
  readonly status: string | null
}

/** A portrait as a card on the library's wall. Times are ISO in UTC. */
export interface GalleryEntry
  extends Pick<
    Portrait,
    | 'id'
    | 'state'
    | 'source'
    | 'originalName'
    | 'format'
    | 'bytes'
    | 'widthPx'
    | 'heightPx'
    | 'createdAt'
    | 'isStarred'
  > {
  /** Null for an unassigned one. */
  readonly owner: PortraitOwner | null
  /** Whether its owner shows it now. */
  readonly isShown: boolean
}

export interface GalleryPage {
  readonly total: number
  readonly offset: number
  readonly cards: readonly GalleryEntry[]
}

/** Everything that is known of one portrait. */
export interface GalleryPortrait {
  readonly card: GalleryEntry
  readonly portrait: Portrait
  /** Other portraits outside the trash with the same bytes. */
  readonly twins: number
}

/** A portrait that went to the trash, with what is needed to restore it as it was. */
export interface TrashedPortrait {
  readonly id: number
  readonly wasCurrent: boolean
}

/** As many as are changed at once; more are a task. */
export const fewPortraits = 100

const manyPortraitsSchema = z.array(idSchema).min(1).max(200_000)
export const trashedPortraitsSchema = z
  .array(z.strictObject({ id: idSchema, wasCurrent: z.boolean() }))
  .min(1)
  .max(200_000)

export const portraitChangeSchema = z.discriminatedUnion('change', [
  z.strictObject({ change: z.literal('trash'), ids: manyPortraitsSchema }),
  /** Those that a change has moved to the trash, as it has answered them. */
  z.strictObject({ change: z.literal('restore'), portraits: trashedPortraitsSchema }),
  z.strictObject({
    change: z.literal('star'),
    ids: manyPortraitsSchema,
    isStarred: z.boolean(),
  }),
])
/** What is to be done to any number of portraits. */
export type PortraitChange = z.infer<typeof portraitChangeSchema>

/** How many portraits it names. */
export function portraitsIn(change: PortraitChange): number {
  return change.change === 'restore' ? change.portraits.length : change.ids.length
}

/** What became of it. */
export interface PortraitsChanged {
  /**
   * Those it has changed, in the order in which they are restored: one that had the star already is not among those
   * starred. Of one that went to the trash, whether it was shown.
   */
  readonly portraits: readonly TrashedPortrait[]
}

/** What became of it as a task. */
export interface ManyPortraitsChanged extends PortraitsChanged, ManyChangeResult {}

/** A portrait that was assigned, and what its new subject showed before. */
export interface AssignedPortrait {
  readonly portraitId: number
  readonly formerId: number | null
  /** False when they had this very picture already. */
  readonly wasMade: boolean
}
