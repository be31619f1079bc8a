import { z } from 'zod'
import type { CurrentPortrait } from './portrait'
import { idSchema } from './subject'
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

/** What is written as a level: nothing at all says that there is none. NaN for what is no number. */
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
  readonly createdAt: string
  readonly updatedAt: string
  readonly trashedAt: string | null
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
>

/** A character found by searching everywhere. */
export interface CharacterHit extends CharacterCard {
  readonly campaignName: string
}

export const characterSorts = ['name', 'newest', 'changed', 'level'] as const
export const characterFilters = ['all', 'with-portrait', 'avatar-only', 'needs-attention'] as const

/** Who of a campaign's cast is shown, and in which order. `search` matches the beginnings of words, diacritics folded. */
export const castSelectionSchema = z.strictObject({
  campaignId: idSchema,
  search: z.string().max(10_000).default(''),
  sort: z.enum(characterSorts).default('name'),
  filter: z.enum(characterFilters).default('all'),
})

/** One window into such a selection. */
export const castQuerySchema = castSelectionSchema.extend({
  offset: z.number().int().min(0).max(10_000_000).default(0),
  limit: z.number().int().min(1).max(500).default(200),
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
