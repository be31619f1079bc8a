import { z } from 'zod'
import {
  type AssignedPortrait,
  type FacetCounts,
  fewPortraits,
  type GalleryEntry,
  type GalleryPage,
  type GalleryPortrait,
  galleryQuerySchema,
  gallerySelectionSchema,
  type ManyPortraitsChanged,
  type PortraitsChanged,
  portraitChangeSchema,
  portraitsIn,
} from '../gallery'
import { idSchema, type Subject, subjectSchema } from '../subject'
import { answers, changesPortraits, editsPortraits, mayChangePortraits } from './request-definition'

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
  /** A few, all of them or none. */
  'library:change': answers<PortraitsChanged>()(
    portraitChangeSchema.refine((change) => portraitsIn(change) <= fewPortraits),
    editsPortraits,
  ),
  /** Any number, as a task; what is done stays. */
  'library:change-many': answers<ManyPortraitsChanged>()(portraitChangeSchema, mayChangePortraits),
  /** Assigns a copy of the portrait to a subject and shows it; an unassigned original goes to the trash. */
  'library:give': answers<AssignedPortrait>()(
    z.strictObject({ portraitId: idSchema, to: subjectSchema }),
    changesPortraits,
  ),
} as const
