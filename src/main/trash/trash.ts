import type { Database } from 'better-sqlite3'
import {
  type RemovalPlan,
  type Removed,
  type TrashChoice,
  type TrashItem,
  type TrashKind,
  type TrashPage,
  type TrashSummary,
  trashKinds,
} from '../../shared/trash'
import type { Clock } from '../core/clock'
import type { FileSystem } from '../core/disk/file-system'
import type { Thumbnails } from '../portraits/thumbnails/thumbnails'
import { createTrashEntries } from './entries'
import { inTrash } from './in-trash'
import { createTrashRemoval } from './remove'
import { createRemovedFiles } from './removed-files'
import { createTrashRestore, type TrashRestoreOptions } from './restore'
import { createTrashWatch, type ExpiryCheck } from './watch'

/** As many faces as a question shows. */
const facesShown = 8

export interface TrashOptions extends TrashRestoreOptions {
  readonly database: Database
  /** The user data folder. */
  readonly dataFolder: string
  readonly fileSystem: FileSystem
  readonly clock: Clock
  readonly thumbnails: Pick<Thumbnails, 'forget'>
  /** False while a backup reads files of rows it has copied before they were removed. */
  readonly mayRemoveFiles: () => boolean
}

export interface TrashListing {
  readonly kind: TrashKind | 'all'
  readonly offset: number
  readonly limit: number
}

export type Trash = ReturnType<typeof createTrash>

/** Everything that can still come back, the way back, and the way out for good. */
export function createTrash(options: TrashOptions) {
  const { database, clock } = options
  const watch = createTrashWatch({ database, clock })
  const removal = createTrashRemoval({ database })
  const files = createRemovedFiles({ ...options, mayRemove: options.mayRemoveFiles })
  const readEntries = createTrashEntries(database)
  const restoring = createTrashRestore(options)
  const select = database.prepare<TrashListing, TrashItem>(
    `SELECT kind, id FROM (${inTrash}) WHERE :kind = 'all' OR kind = :kind
     ORDER BY trashed_at DESC, kind, id DESC LIMIT :limit OFFSET :offset`,
  )
  const count = database.prepare<[], { kind: TrashKind; count: number }>(
    `SELECT kind, count(*) AS count FROM (${inTrash}) GROUP BY kind`,
  )

  function countKinds(): Record<TrashKind, number> {
    const counts = noneOfAnyKind()
    for (const row of count.all()) counts[row.kind] = row.count
    return counts
  }

  function leavingOf(days: number | null): (item: TrashItem) => string | null {
    if (days === null) return () => null
    const leaving = watch.leaving(days)
    return ({ kind, id }) => {
      const at = leaving.get(`${kind}:${id}`)
      return at === undefined ? null : new Date(at).toISOString()
    }
  }

  /** What leaves on the day on which the first of them does. */
  function nextOf(days: number | null): TrashSummary['next'] {
    if (days === null) return null
    const leaving = [...watch.leaving(days)]
    if (leaving.length === 0) return null
    const first = leaving.reduce((least, [, at]) => Math.min(least, at), Number.POSITIVE_INFINITY)
    const day = new Date(first).toDateString()
    const entries = noneOfAnyKind()
    for (const [key, at] of leaving) {
      const kind = trashKinds.find((known) => key.startsWith(`${known}:`))
      if (kind !== undefined && new Date(at).toDateString() === day) entries[kind] += 1
    }
    return { at: new Date(first).toISOString(), entries }
  }

  return {
    /** `days` after which things leave, as the game master set it; null for never. */
    list(listing: TrashListing, days: number | null): TrashPage {
      const counts = countKinds()
      const { kind, offset } = listing
      const total =
        kind === 'all' ? trashKinds.reduce((sum, one) => sum + counts[one], 0) : counts[kind]
      return { total, offset, entries: readEntries(select.all(listing), leavingOf(days)) }
    },

    summary(days: number | null): TrashSummary {
      return { entries: countKinds(), holds: removal.plan('all').takes, next: nextOf(days) }
    },

    restore: restoring.restore,
    putBack: restoring.putBack,

    plan(choice: TrashChoice, days: number | null): RemovalPlan {
      const { items, ...plan } = removal.plan(choice)
      const chosen = trashKinds.flatMap((kind) => items.filter((item) => item.kind === kind))
      return { ...plan, faces: readEntries(chosen.slice(0, facesShown), leavingOf(days)) }
    },

    /** Throws AppError `trash-changed` when the plan would be another one by now. */
    remove: (choice: TrashChoice, mark: string): Promise<Removed> => removal.remove(choice, mark),

    /** Takes note of what is in the trash. Answers what is to be announced and what is due. */
    checkExpiry: (days: number | null): ExpiryCheck => watch.check(days),

    removeDue: (items: readonly TrashItem[]): Promise<Removed> => removal.removeDue(items),

    /** Removes files whose rows are gone. */
    workOff: files.workOff,

    stop: files.stop,
  }
}

function noneOfAnyKind(): Record<TrashKind, number> {
  return { campaign: 0, character: 0, portrait: 0, session: 0 }
}
