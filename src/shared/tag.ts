import { z } from 'zod'
import { beginningOf, codePoints } from './cut'
import type { ErrorReport } from './errors'
import { foldText } from './search'
import { idSchema } from './subject'
import { isVisible, singleLine } from './text'

/** Kinds of tags, stored by these keys and shown in the reader's language; the game master adds others. */
export const fixedTagKinds = ['faction', 'place', 'role'] as const
export type FixedTagKind = (typeof fixedTagKinds)[number]

/** Colours of tags, stored by these keys; the theme says how they look. */
export const tagColours = [
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'violet',
  'pink',
] as const
export type TagColour = (typeof tagColours)[number]

/** Longest name of a tag, in characters as a reader sees them. */
const maximumTagLength = 60
/** One character a reader sees can be made of many code points; so many are a name still. */
const maximumTagCodePoints = 300
/** Longest name of a kind, in Unicode code points. */
const maximumKindLength = 40
/** What is longer than this is refused before anything is done to it, in UTF-16 units. */
const maximumTypedLength = 20_000

const isShortName = (name: string): boolean =>
  codePoints(name) <= maximumTagCodePoints && beginningOf(name, maximumTagLength) === name

/** The name of a tag as typed, in one line. The issues are error codes. */
export const tagNameSchema = z
  .string()
  .max(maximumTypedLength, 'tag-too-long')
  .transform(singleLine)
  .refine(isVisible, { error: 'tag-empty' })
  .refine(isShortName, { error: 'tag-too-long' })

/** One of the fixed kinds, in whatever case, or the game master's own word. The issues are error codes. */
export const tagKindSchema = z
  .string()
  .max(maximumTypedLength, 'tag-kind-too-long')
  .transform(singleLine)
  .refine(isVisible, { error: 'tag-empty' })
  .refine((kind) => codePoints(kind) <= maximumKindLength, { error: 'tag-kind-too-long' })
  .transform((kind) => fixedTagKinds.find((fixed) => fixed === foldText(kind)) ?? kind)

/** Equal for names that are one tag: they differ only by case, width, accents or spaces. */
export function tagKey(name: string): string {
  const folded = foldText(name).replace(/\s+/gu, ' ').trim()
  return folded === '' ? name : folded
}

export interface Tag {
  readonly id: number
  readonly name: string
  /** A fixed kind, the game master's own word, or null for none. */
  readonly kind: string | null
  readonly colour: TagColour | null
}

/** A tag, and how many characters and portraits outside the trash have it. */
export interface TagSummary extends Tag {
  readonly characters: number
  readonly portraits: number
}

/** A character that has a tag. */
export interface TagMember {
  readonly id: number
  readonly name: string
}

/** What has tags. */
export const taggedSchema = z.strictObject({
  kind: z.enum(['character', 'portrait']),
  id: idSchema,
})
export type Tagged = z.infer<typeof taggedSchema>

/** As many as a library is built for. */
const mostTagged = 1_000_000
/** No more tags than this are created: they could not be listed or distinguished. */
export const mostTags = 20_000
/** So many names are typed at once. */
const mostNames = 1_000

const idsSchema = z.array(idSchema).max(mostTagged)
export const tagNamesSchema = z.array(tagNameSchema).min(1).max(mostNames)
export const taggedManySchema = z.strictObject({
  characters: idsSchema.default([]),
  portraits: idsSchema.default([]),
})
export type TaggedMany = z.infer<typeof taggedManySchema>

/** A tag as it is stored; `createdAt` is ISO in UTC. */
export const storedTagSchema = z.strictObject({
  id: idSchema,
  name: tagNameSchema,
  kind: tagKindSchema.nullable(),
  colour: z.enum(tagColours).nullable(),
  createdAt: z.iso.datetime(),
})
export type StoredTag = z.infer<typeof storedTagSchema>

/** The characters and portraits that get a tag, or lose it. */
const tagLinksSchema = taggedManySchema.extend({ tagId: idSchema })
export type TagLinks = z.infer<typeof tagLinksSchema>

const tagRowsSchema = z.array(storedTagSchema).max(mostTags)
const manyLinksSchema = z.array(tagLinksSchema).max(mostTags)

/** A change to tags in rows, done in this order. Each change is answered with the one that takes it back. */
export const tagChangeSchema = z.strictObject({
  insert: tagRowsSchema,
  update: tagRowsSchema,
  add: manyLinksSchema,
  remove: manyLinksSchema,
  delete: z.array(idSchema).max(mostTags),
})
export type TagChange = z.infer<typeof tagChangeSchema>

/** What can be done to tags. */
export const tagOrderSchema = z.discriminatedUnion('order', [
  /** Names that no tag has become new tags. */
  z.strictObject({ order: z.literal('add'), names: tagNamesSchema, on: taggedManySchema }),
  z.strictObject({ order: z.literal('remove'), names: tagNamesSchema, on: taggedManySchema }),
  /** Refused for a name that another tag has: those are merged. */
  z.strictObject({ order: z.literal('rename'), id: idSchema, name: tagNameSchema }),
  /** Everything that has the one gets the other, and the one is deleted. */
  z.strictObject({ order: z.literal('merge'), id: idSchema, into: idSchema }),
  /** A part of what has the tag gets a new one instead, or one that is there. */
  z.strictObject({
    order: z.literal('split'),
    id: idSchema,
    name: tagNameSchema,
    on: taggedManySchema,
  }),
  z.strictObject({ order: z.literal('kind'), id: idSchema, kind: tagKindSchema.nullable() }),
  z.strictObject({
    order: z.literal('colour'),
    id: idSchema,
    colour: z.enum(tagColours).nullable(),
  }),
  z.strictObject({ order: z.literal('delete'), id: idSchema }),
  /** Takes back, or does again, what an earlier order has answered. */
  z.strictObject({ order: z.literal('apply'), change: tagChangeSchema }),
])
export type TagOrder = z.infer<typeof tagOrderSchema>

/** What became of an order. */
export interface ChangedTags {
  /** The order's tags as they are now; those that were deleted are missing. */
  readonly tags: readonly Tag[]
  /** How many characters and portraits have got a tag or lost one. */
  readonly characters: number
  readonly portraits: number
  /** The characters and portraits that are not there. */
  readonly missing: TaggedMany
  /** The change that takes this one back. */
  readonly back: TagChange
  /** How many steps were not done, because it was cancelled or could not go on. */
  readonly notReached: number
  readonly isCancelled: boolean
  /** Why it could not go on. */
  readonly error: ErrorReport | null
}

/** A change that changes nothing. */
export const noTagChange: TagChange = { insert: [], update: [], add: [], remove: [], delete: [] }

export function isTagChange(change: TagChange): boolean {
  return Object.values(change).some((rows) => rows.length > 0)
}

/** Which tags what is shown must have, or must not have, by their ids. */
export const tagFilterSchema = z
  .strictObject({
    /** All of these. */
    all: z.array(idSchema).max(mostNames),
    /** At least one of these, where there are any. */
    any: z.array(idSchema).max(mostNames),
    /** None of these. */
    none: z.array(idSchema).max(mostNames),
  })
  .partial()
export type TagFilter = z.infer<typeof tagFilterSchema>

export function isFixedTagKind(kind: string): kind is FixedTagKind {
  return fixedTagKinds.some((fixed) => fixed === kind)
}
