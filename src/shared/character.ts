import { z } from 'zod'
import type { ErrorReport } from './errors'
import type { CurrentPortrait } from './portrait'
import { statusSchema } from './status'
import { idSchema } from './subject'
import { tagFilterSchema } from './tag'
import { factSchema, nameSchema, notesSchema } from './text'

export const characterFieldsSchema = z.strictObject({
  name: nameSchema,
  race: factSchema,
  class: factSchema,
  level: z.number().int().min(0, 'level-out-of-range').max(999, 'level-out-of-range').nullable(),
  gender: factSchema,
  description: notesSchema,
  notes: notesSchema,
})

export type CharacterFields = z.infer<typeof characterFieldsSchema>

/** A typed level: null for an empty field, NaN for anything but a number. */
export function levelFromText(text: string): number | null {
  return text.trim() === '' ? null : Number(text)
}

/** A character as its panel shows it. Times are ISO in UTC. */
export interface Character extends Readonly<CharacterFields> {
  readonly id: number
  readonly campaignId: number
  readonly avatarStyle: string
  readonly avatarSeed: string
  readonly portrait: CurrentPortrait | null
  /** A fixed status, the game master's own words, or null for none; and since when. */
  readonly status: string | null
  readonly statusAt: string | null
  readonly createdAt: string
  readonly updatedAt: string
  readonly trashedAt: string | null
}

/** As many as a library is built for. */
const mostCharacters = 100_000

/** The characters that one request is about. */
export const characterIdsSchema = z.array(idSchema).min(1).max(mostCharacters)

/** So many are changed at once, in one transaction; more of them by a task. */
export const maximumIdsAtOnce = 100
export const idsAtOnceSchema = characterIdsSchema.max(maximumIdsAtOnce)

/** Who moves to which campaign. */
export const characterMoveSchema = z.strictObject({ campaignId: idSchema, ids: characterIdsSchema })
export type CharacterMove = z.infer<typeof characterMoveSchema>

/** A change to any number of characters. */
export const manyChangeSchema = z.discriminatedUnion('change', [
  z.strictObject({ change: z.literal('trash'), ids: characterIdsSchema }),
  z.strictObject({ change: z.literal('restore'), ids: characterIdsSchema }),
  z.strictObject({
    change: z.literal('move'),
    moves: z.array(characterMoveSchema).min(1).max(10_000),
  }),
])
export type ManyChange = z.infer<typeof manyChangeSchema>

/** What became of a change to several characters. */
export interface ChangedCharacters {
  /** Those it has changed: one that was in the trash already is not among those moved there. */
  readonly ids: readonly number[]
  /** Those that no longer exist. */
  readonly missing: readonly number[]
}

export interface MovedCharacters extends ChangedCharacters {
  /** The moves that take this one back. */
  readonly back: readonly CharacterMove[]
}

/** How far a change to any number of characters came. */
export interface ManyChangeResult {
  /** How many were not looked at, because it was cancelled or could not go on. */
  readonly notReached: number
  readonly isCancelled: boolean
  /** Why it could not go on. */
  readonly error: ErrorReport | null
}

export interface ManyChanged extends MovedCharacters, ManyChangeResult {}

export interface DuplicatedCharacters extends ManyChangeResult {
  readonly copies: readonly { readonly from: number; readonly id: number }[]
  readonly missing: readonly number[]
}

/** A character as a card on the wall. */
export type CharacterCard = Pick<
  Character,
  | 'id'
  | 'campaignId'
  | 'name'
  | 'race'
  | 'class'
  | 'level'
  | 'portrait'
  | 'avatarStyle'
  | 'avatarSeed'
  | 'status'
>

/** A place in a long text of a character where it was found, or the tags by which it was. */
export interface Snippet {
  readonly in: 'tags' | 'description' | 'notes'
  readonly text: string
}

/** A character found by searching everywhere. */
export interface CharacterHit extends CharacterCard {
  readonly campaignName: string
  /** Null when it was found by its name or facts. */
  readonly snippet: Snippet | null
}

/** The best hits of a search everywhere, and how many there are. */
export interface CharacterHits {
  readonly total: number
  readonly hits: readonly CharacterHit[]
}

export const characterSorts = ['name', 'newest', 'changed', 'level'] as const
export const characterFilters = ['all', 'with-portrait', 'avatar-only', 'needs-attention'] as const

/** Who of a campaign's cast is shown, and in which order. `search` finds words in names, facts,
 * descriptions and notes, inside other words and with a typo. */
export const castSelectionSchema = z.strictObject({
  campaignId: idSchema,
  search: z.string().max(10_000).default(''),
  sort: z.enum(characterSorts).default('name'),
  filter: z.enum(characterFilters).default('all'),
  /** Only who was seen in this session. */
  sessionId: idSchema.optional(),
  /** Null for those without a status. */
  status: statusSchema.nullable().optional(),
  tags: tagFilterSchema.optional(),
})

/** One window into such a selection. */
export const castQuerySchema = castSelectionSchema.extend({
  offset: z.number().int().min(0).max(10_000_000).default(0),
  limit: z.number().int().min(1).max(500).default(200),
})

/** The ids of a stretch of such a selection, all of it unless it says otherwise. */
export const castIdsSchema = castQuerySchema.extend({
  limit: z.number().int().min(1).max(mostCharacters).default(mostCharacters),
})

export type CastSelection = z.infer<typeof castSelectionSchema>
export type CastQuery = z.infer<typeof castQuerySchema>
export type CharacterSort = CastQuery['sort']
export type CharacterFilter = CastQuery['filter']

export interface CastPage {
  readonly total: number
  readonly offset: number
  readonly cards: readonly CharacterCard[]
}
