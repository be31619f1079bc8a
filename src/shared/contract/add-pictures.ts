import { z } from 'zod'
import {
  type AddedPictures,
  addedPicturesChangeSchema,
  faceSubjectsSchema,
  type PictureMatches,
  pictureChoiceSchema,
  type SuggestedFaces,
} from '../add-pictures'
import { longestDataUrl } from '../portrait'
import { linkUrlSchema } from '../portrait-link'
import { idSchema } from '../subject'
import { answers, editsPortraits, mayChangePortraits } from './request-definition'

/** The part of the contract about many pictures at once, and about those that are unassigned. */
export const addPicturesRequests = {
  'pictures:matches': answers<PictureMatches>()(
    z.strictObject({ offerId: idSchema, campaignId: idSchema }),
  ),
  /** Adds what was offered, or one picture by its address. A part may be added before it is cancelled. */
  'pictures:add': answers<AddedPictures>()(
    z.strictObject({
      from: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('offer'), offerId: idSchema }),
        z.strictObject({ kind: z.literal('address'), url: linkUrlSchema }),
        z.strictObject({
          kind: z.literal('data-url'),
          url: z.string().max(longestDataUrl, 'picture-too-many-bytes'),
        }),
      ]),
      choice: pictureChoiceSchema,
    }),
    mayChangePortraits,
  ),
  /** Takes all of it back; false when a face was changed since and stays. */
  'pictures:undo': answers<{ readonly isWhole: boolean }>()(
    addedPicturesChangeSchema,
    editsPortraits,
  ),
  'pictures:redo': answers<void>()(addedPicturesChangeSchema, editsPortraits),
  /** Those who may get a face, by name, outside the trash. */
  'pictures:suggest-faces': answers<readonly SuggestedFaces[]>()(faceSubjectsSchema),
} as const
