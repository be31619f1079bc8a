import { z } from 'zod'
import {
  type AddedPortrait,
  type AfterTrash,
  faceChangeSchema,
  longestDataUrl,
  maximumOwnPictureBytes,
  type Portrait,
  type RevertedFace,
} from '../portrait'
import {
  type AddedLink,
  type CheckedLink,
  type LinkUpdate,
  linkUrlSchema,
  type PortraitLink,
} from '../portrait-link'
import { idSchema, subjectSchema } from '../subject'
import { answers, changesPortraits, editsPortraits } from './request-definition'

const onlyId = z.strictObject({ id: idSchema })
const bytesSchema = z
  .instanceof(Uint8Array)
  .refine((bytes) => bytes.byteLength <= maximumOwnPictureBytes, {
    error: 'picture-too-many-bytes',
  })

/** The part of the contract about portraits, avatars and pictures with an address. */
export const portraitRequests = {
  /** Newest first, without those in the trash. */
  'portraits:history': answers<readonly Portrait[]>()(z.strictObject({ subject: subjectSchema })),
  /** `portraitId` null shows the avatar again without removing anything. */
  'portraits:make-current': answers<void>()(
    z.strictObject({ subject: subjectSchema, portraitId: idSchema.nullable() }),
    editsPortraits,
  ),
  'portraits:trash': answers<AfterTrash>()(onlyId, editsPortraits),
  /** Undoes one change of the shown portrait; the portrait it added goes to the trash. */
  'portraits:revert-face': answers<RevertedFace>()(faceChangeSchema, editsPortraits),
  'portraits:restore': answers<void>()(
    z.strictObject({ id: idSchema, makeCurrent: z.boolean() }),
    editsPortraits,
  ),
  /** Dropped on a card or pasted; the bytes decide what it is. */
  'portraits:add': answers<AddedPortrait>()(
    z.strictObject({
      subject: subjectSchema,
      name: z.string().max(1_000),
      bytes: bytesSchema,
      how: z.enum(['dropped', 'pasted']),
    }),
    changesPortraits,
  ),
  /** Opens the system's file picker; null when it was closed without a choice. */
  'portraits:pick-file': answers<AddedPortrait | null>()(
    z.strictObject({ subject: subjectSchema }),
    { ...changesPortraits, hasChanged: (added) => added !== null },
  ),
  'portraits:draw-avatar': answers<AddedPortrait>()(
    z.strictObject({
      subject: subjectSchema,
      style: z.string().max(60),
      seed: z.string().max(400),
    }),
    changesPortraits,
  ),
  /** The avatar as SVG text, for a preview before it is drawn. */
  'avatars:preview': answers<string>()(
    z.strictObject({ style: z.string().max(60), seed: z.string().max(400) }),
  ),
  /**
   * Sets the placeholder that is shown while there is no portrait. Also takes a DiceBear address as `seed`.
   */
  'avatars:set-fallback': answers<void>()(
    z.strictObject({
      subject: subjectSchema,
      style: z.string().max(60),
      seed: z.string().max(2_000),
    }),
    editsPortraits,
  ),

  /** Which server an address would contact, and whether it is temporary. Contacts none. */
  'links:check': answers<CheckedLink>()(z.strictObject({ url: linkUrlSchema })),
  /** Fetches the picture once and stores it as a portrait like any other. */
  'links:add': answers<AddedLink>()(
    z.strictObject({ subject: subjectSchema, url: linkUrlSchema }),
    changesPortraits,
  ),
  /** Stores the picture inside a data URL that was dropped or pasted; no server is contacted. */
  'links:add-data-url': answers<AddedPortrait>()(
    z.strictObject({
      subject: subjectSchema,
      url: z.string().max(longestDataUrl, 'picture-too-many-bytes'),
      how: z.enum(['dropped', 'pasted']),
    }),
    changesPortraits,
  ),
  /** The address a portrait came from, when it is a lasting one. */
  'links:read': answers<PortraitLink | null>()(z.strictObject({ portraitId: idSchema })),
  /** Asks that address whether its picture is another one by now; a new one is stored beside. */
  'links:find-update': answers<LinkUpdate>()(z.strictObject({ portraitId: idSchema }), {
    ...changesPortraits,
    hasChanged: ({ state }) => state === 'new',
  }),
} as const
