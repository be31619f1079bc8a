import { z } from 'zod'
import type {
  Moved,
  MovePlan,
  PreviousPutBack,
  PreviousRemoved,
  Rebuilt,
  StoragePlace,
  StorageUsage,
} from '../storage'
import { answers, mayChangePortraits } from './request-definition'

const nothing = z.undefined()
const folder = z.strictObject({ folder: z.string().min(1).max(10_000) })

/** The part of the contract about room on the disk and where the data is. */
export const storageRequests = {
  /** Where the data is, how much is free there, and which previous locations still exist. */
  'storage:place': answers<StoragePlace>()(nothing),
  /** Measures what takes up the room. */
  'storage:usage': answers<StorageUsage>()(nothing),
  'storage:empty-cache': answers<{ readonly removed: number }>()(nothing),
  /** Rebuilds the thumbnails; `task:changed` reports progress, `task:cancel` stops it. */
  'storage:rebuild-cache': answers<Rebuilt>()(nothing),

  /** Asks for the folder the data is to move to; null when the dialog was closed. Nothing is changed. */
  'move:choose': answers<MovePlan | null>()(nothing),
  /** Moves to what was chosen last. The library stays closed until `move:restart`. */
  'move:start': answers<Moved>()(nothing),
  /** Quits, and starts again in the place the data is at now. */
  'move:restart': answers<void>()(nothing),
  'move:open-previous': answers<void>()(folder),
  /** Removes exactly what was copied from a previous location, except what the library in use needs. */
  'move:delete-previous': answers<PreviousRemoved>()(folder),
  /** Restores what the library in use needs from a previous location. */
  'move:restore-previous': answers<PreviousPutBack>()(folder, mayChangePortraits),
  /** Asks where the data is now, when it is not where it was; false when the dialog was closed. */
  'move:find': answers<boolean>()(nothing),
} as const
