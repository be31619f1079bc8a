import { z } from 'zod'
import { characterIdsSchema } from './character'
import type { ErrorReport } from './errors'
import { type CurrentPortrait, faceChangeSchema, type PictureNotice } from './portrait'
import { idSchema, type Subject, subjectSchema } from './subject'

/**
 * What to do with many pictures: make each a new character of a campaign, match each to the character of a campaign that
 * its file is named after, add all to one subject, or leave them unassigned.
 */
export const pictureChoiceSchema = z.discriminatedUnion('way', [
  z.strictObject({ way: z.literal('new'), campaignId: idSchema }),
  z.strictObject({ way: z.literal('match'), campaignId: idSchema }),
  z.strictObject({ way: z.literal('subject'), subject: subjectSchema }),
  z.strictObject({ way: z.literal('keep') }),
])
export type PictureChoice = z.infer<typeof pictureChoiceSchema>

/**
 * The outcome of one picture: it made a character, was added to an existing one, is unassigned, was in the library
 * before, or cannot be stored.
 */
export const pictureOutcomes = ['added', 'matched', 'kept', 'same', 'refused'] as const
export type PictureOutcome = (typeof pictureOutcomes)[number]

export interface AddedPictureRow {
  /** Its path below what was chosen, with forward slashes. */
  readonly file: string
  readonly outcome: PictureOutcome
  /** Whose it is, or was before; null for an unassigned one. */
  readonly subject: Subject | null
  readonly name: string | null
  readonly portraitId: number | null
  /** Why it was refused. */
  readonly error: ErrorReport | null
  /** For one that was to be matched and is unassigned: how many characters have its name. */
  readonly namesakes: 'none' | 'several' | null
  readonly notices: readonly PictureNotice[]
}

const idsSchema = z.array(idSchema).max(100_000)

/** Everything that adding pictures has created and changed, so that it can be undone as a whole. */
export const addedPicturesChangeSchema = z.strictObject({
  characterIds: idsSchema,
  /** Portraits that are unassigned. */
  portraitIds: idsSchema,
  faces: z.array(faceChangeSchema).max(100_000),
})
export type AddedPicturesChange = z.output<typeof addedPicturesChangeSchema>

export interface AddedPictures {
  readonly rows: readonly AddedPictureRow[]
  /** Pictures that were not read, because the task was cancelled or failed. */
  readonly notReached: number
  readonly isCancelled: boolean
  /** Why the task failed. */
  readonly error: ErrorReport | null
  /** Files that systems leave in folders. */
  readonly passedOver: number
  /** Links, devices and the like. */
  readonly leftOut: number
  readonly change: AddedPicturesChange
}

/** What was dropped or pasted, before anything is done with it. */
export interface PictureOffer {
  /** By which it is added; another offer takes its place. */
  readonly id: number
  readonly what: 'pictures' | 'old-library' | 'nothing'
  /** How many files it has. */
  readonly count: number
  /** What the first would be called as a character. */
  readonly firstName: string
}

/** How many of an offer's files have the name of one character of a campaign. */
export interface PictureMatches {
  readonly matched: number
  /** How many characters those files are named after. */
  readonly people: number
  readonly total: number
}

/** Whose faces are asked for: everyone of a campaign who has no portrait, or these characters, with or without one. */
export const faceSubjectsSchema = z.union([
  z.strictObject({ campaignId: idSchema }),
  z.strictObject({ ids: characterIdsSchema }),
])
export type FaceSubjects = z.infer<typeof faceSubjectsSchema>

/** A character, with the unassigned pictures that may be theirs, the likeliest first. */
export interface SuggestedFaces {
  readonly id: number
  readonly name: string
  readonly campaignId: number
  readonly campaignName: string
  readonly avatarStyle: string
  readonly avatarSeed: string
  /** What they show now. */
  readonly portrait: CurrentPortrait | null
  readonly suggestions: readonly number[]
}
