import { z } from 'zod'
import { type AddedPortrait, longestDataUrl } from './portrait'
import type { AddedLink, CheckedLink, LinkUpdate, PortraitLink } from './portrait-link'
import { linkUrlSchema } from './portrait-link'
import { answers } from './request-definition'
import type {
  Moved,
  MovePlan,
  PreviousPutBack,
  PreviousRemoved,
  Rebuilt,
  StoragePlace,
  StorageUsage,
} from './storage'
import { idSchema, subjectSchema } from './subject'

const nothing = z.undefined()
const folder = z.strictObject({ folder: z.string().min(1).max(10_000) })

/** The part of the contract about room on the disk, where the data is, and pictures with an address. */
export const storageRequests = {
  /** Where the data is, how much is free there, and which former places are kept. */
  'storage:place': answers<StoragePlace>()(nothing),
  /** Measures what takes up the room. */
  'storage:usage': answers<StorageUsage>()(nothing),
  'storage:empty-cache': answers<{ readonly removed: number }>()(nothing),
  /** Makes the small pictures anew; `backup:progress` tells how far it is, `backup:cancel` stops it. */
  'storage:rebuild-cache': answers<Rebuilt>()(nothing),

  /** Asks for the folder the data is to move to; null when the dialog was closed. Nothing is changed. */
  'move:choose': answers<MovePlan | null>()(nothing),
  /** Moves to what was chosen last. The library stays closed until `move:restart`. */
  'move:start': answers<Moved>()(nothing),
  /** Quits, and starts again in the place the data is at now. */
  'move:restart': answers<void>()(nothing),
  'move:open-former': answers<void>()(folder),
  /** Removes what was copied from a former place, except what the library in use needs, and nothing else there. */
  'move:let-go': answers<PreviousRemoved>()(folder),
  /** Puts back what the library in use needs of a former place. */
  'move:put-back': answers<PreviousPutBack>()(folder),
  /** Asks where the data is now, when it is not where it was; false when the dialog was closed. */
  'move:find': answers<boolean>()(nothing),

  /** Whom an address would contact, and whether it was lent for a while only. Contacts nobody. */
  'links:judge': answers<CheckedLink>()(z.strictObject({ url: linkUrlSchema })),
  /** Fetches the picture once and stores it as a portrait like any other. */
  'links:take-in': answers<AddedLink>()(
    z.strictObject({ subject: subjectSchema, url: linkUrlSchema }),
  ),
  /** Stores the picture inside a data URL that was dropped or pasted; nobody is contacted. */
  'links:take-in-data-url': answers<AddedPortrait>()(
    z.strictObject({
      subject: subjectSchema,
      url: z.string().max(longestDataUrl, 'picture-too-many-bytes'),
      how: z.enum(['dropped', 'pasted']),
    }),
  ),
  /** The address a portrait came from, when it is a lasting one. */
  'links:read': answers<PortraitLink | null>()(z.strictObject({ portraitId: idSchema })),
  /** Asks that address whether its picture is another one by now; a new one is stored beside. */
  'links:look': answers<LinkUpdate>()(z.strictObject({ portraitId: idSchema })),
} as const
