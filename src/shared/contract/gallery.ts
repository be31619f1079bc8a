import { z } from 'zod'
import {
  type AssignedPortrait,
  type FacetCounts,
  type GalleryEntry,
  type GalleryPage,
  type GalleryPortrait,
  galleryQuerySchema,
  gallerySelectionSchema,
  type TrashedPortrait,
} from '../gallery'
import { idSchema, type Subject, subjectSchema } from '../subject'
import { answers, changesPortraits, editsPortraits } from './request-definition'

/** As many as a library is built for. */
const mostPortraits = 200_000

/** As many as one page has at most. */
const cardIdsSchema = z.array(idSchema).min(1).max(500)
const manySchema = z.array(idSchema).min(1).max(mostPortraits)

/** Requests about all portraits of the library. */
export const galleryRequests = {
  'library:list': answers<GalleryPage>()(galleryQuerySchema),
  'library:counts': answers<FacetCounts>()(gallerySelectionSchema.omit({ sort: true })),
  /** The ids of a stretch of the selection, in its order. */
  'library:ids': answers<readonly number[]>()(
    galleryQuerySchema.extend({ limit: z.number().int().min(1).max(mostPortraits) }),
  ),
  /** The cards of these portraits, in this order, without those in the trash. */
  'library:cards': answers<readonly GalleryEntry[]>()(z.strictObject({ ids: cardIdsSchema })),
  /** Whose these portraits are, each of them once; unassigned ones have no owner. */
  'library:owners': answers<readonly Subject[]>()(z.strictObject({ ids: manySchema })),
  /** Throws AppError `not-found`. */
  'library:read': answers<GalleryPortrait>()(z.strictObject({ id: idSchema })),
  /** All of them, or none. Answers in the order in which `library:restore` takes them back. */
  'library:trash': answers<readonly TrashedPortrait[]>()(
    z.strictObject({ ids: manySchema }),
    editsPortraits,
  ),
  'library:restore': answers<void>()(
    z.strictObject({
      portraits: z
        .array(z.strictObject({ id: idSchema, wasCurrent: z.boolean() }))
        .min(1)
        .max(mostPortraits),
    }),
    editsPortraits,
  ),
  'library:star': answers<void>()(
    z.strictObject({ ids: manySchema, isStarred: z.boolean() }),
    editsPortraits,
  ),
  /** Assigns a copy of the portrait to a subject and shows it; an unassigned original goes to the trash. */
  'library:give': answers<AssignedPortrait>()(
    z.strictObject({ portraitId: idSchema, to: subjectSchema }),
    changesPortraits,
  ),
} as const
