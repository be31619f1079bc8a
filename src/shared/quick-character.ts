import { z } from 'zod'
import type { Character } from './character'
import type { AddedLine } from './session-line'
import { idSchema } from './subject'
import { factSchema, nameSchema } from './text'

/** What a quick character is made of; each part is drawn by itself. */
export const quickParts = ['face', 'name', 'occupation', 'manner', 'wish'] as const
export type QuickPart = (typeof quickParts)[number]

/** The parts that are words: what they do, how they are, what they want. */
export const quickWordParts = ['occupation', 'manner', 'wish'] as const
export type QuickWordPart = (typeof quickWordParts)[number]

const drawSchema = z.number().int().min(0).max(10_000).default(0)

/** How often each part was drawn again: 0 is the first draw of a seed. */
export const quickDrawsSchema = z.strictObject({
  face: drawSchema,
  name: drawSchema,
  occupation: drawSchema,
  manner: drawSchema,
  wish: drawSchema,
})

export type QuickDraws = z.infer<typeof quickDrawsSchema>

/** The first draw of every part. */
export const firstDraws: QuickDraws = { face: 0, name: 0, occupation: 0, manner: 0, wish: 0 }

/** One quick character: the same order in the same campaign always draws the same person. */
export const quickOrderSchema = z.strictObject({
  campaignId: idSchema,
  seed: z.string().min(1).max(200),
  /** Which table of names; null lets the seed choose. */
  sound: z.string().max(100).nullable().default(null),
  draws: quickDrawsSchema.default(firstDraws),
})

export type QuickOrder = z.infer<typeof quickOrderSchema>

/** A person as they were shown when the game master kept them; the name may have been typed. */
export const quickKeepSchema = z.strictObject({
  campaignId: idSchema,
  name: nameSchema,
  words: z.tuple([factSchema, factSchema, factSchema]),
  avatarSeed: z.string().max(300),
  /** The unassigned portrait that becomes theirs; null for the avatar. */
  portraitId: idSchema.nullable(),
})

export type QuickKeep = z.infer<typeof quickKeepSchema>

/** A character that was created, and the line that was added to the open session for it. */
export interface KeptPerson {
  readonly character: Character
  readonly line: AddedLine | null
}

/** A person who was drawn and is not in the library yet. */
export interface QuickPerson {
  readonly campaignId: number
  readonly name: string
  /** Names of the campaign that sound like this one, at most three. */
  readonly soundsLike: readonly string[]
  /** What they do, how they are, what they want. */
  readonly words: readonly [string, string, string]
  readonly seed: string
  readonly sound: string
  readonly avatarSeed: string
  /** The unassigned portrait that is their face; null when it is the avatar of `avatarSeed`. */
  readonly portraitId: number | null
}

/** As many lines of a table are used, of each part of it. */
export const maximumTableLines = 2_000

/**
 * Why a file of tables is left out: it has no usable line, is no text, or cannot be read. Of one that is `cut` only
 * its first lines are used.
 */
export type TableFault = 'empty' | 'binary' | 'unreadable' | 'cut'

export interface TableProblem {
  /** Below the folder of the tables, with forward slashes. */
  readonly file: string
  readonly fault: TableFault
}

/** The sound of the names that a campaign has of its own. */
export const ownSound = 'own'

/** What names can sound like in a campaign, and what is wrong with the tables of them. */
export interface QuickSounds {
  /** The campaign's own first, then those of the tables in the order of the alphabet. */
  readonly sounds: readonly string[]
  readonly problems: readonly TableProblem[]
}
