import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import type { RestoredFromTrash, TrashItem, TrashKind } from '../../shared/trash'
import type { Campaigns } from '../campaigns/campaigns'
import type { Characters } from '../campaigns/characters'
import { databaseError } from '../core/database/database-error'
import type { Portraits } from '../portraits/portraits'
import type { Sessions } from '../sessions/sessions'

export interface TrashRestoreOptions {
  readonly database: Database
  readonly campaigns: Pick<Campaigns, 'trash' | 'restore'>
  readonly characters: Pick<Characters, 'trash' | 'restore'>
  readonly sessions: Pick<Sessions, 'remove' | 'restore'>
  readonly portraits: Pick<Portraits, 'current' | 'find' | 'makeCurrent' | 'restore' | 'trash'>
}

function prepareTrashedAt(database: Database, table: TrashKind) {
  return database
    .prepare<[number], string | null>(`SELECT trashed_at FROM ${table} WHERE id = ?`)
    .pluck()
}

function createContext(options: TrashRestoreOptions) {
  const { database } = options
  const trashedAt = {
    campaign: prepareTrashedAt(database, 'campaign'),
    character: prepareTrashedAt(database, 'character'),
    portrait: prepareTrashedAt(database, 'portrait'),
    session: prepareTrashedAt(database, 'session'),
  } as const
  const prepareCampaignOf = (table: 'character' | 'session') =>
    database.prepare<[number], number>(`SELECT campaign_id FROM ${table} WHERE id = ?`).pluck()
  const campaignOf = {
    character: prepareCampaignOf('character'),
    session: prepareCampaignOf('session'),
  } as const
  const wasCurrent = database
    .prepare<[number], number>('SELECT was_current FROM portrait WHERE id = ?')
    .pluck()
  return { ...options, trashedAt, campaignOf, wasCurrent }
}

type Context = ReturnType<typeof createContext>

/** Moves many entries out of the trash, or back into it, in one transaction each. */
export function createTrashRestore(options: TrashRestoreOptions) {
  const context = createContext(options)

  return {
    /**
     * Takes these out of the trash with what they belong to: the campaign of a character or a session, a portrait's owner. A
     * portrait that was shown when it went there is shown again; of several the one that went first. Answers
     * everything that came out. Throws AppError `not-found` when one is gone for good; then nothing moves.
     */
    restore: (items: readonly TrashItem[]) => restore(context, items),

    /** Puts back what `restore` took out. What has been changed since keeps its face. */
    putBack: (restoredFromTrash: RestoredFromTrash) => putBack(context, restoredFromTrash),
  }
}

function inTransaction<Value>(context: Context, work: () => Value): Value {
  const { database } = context
  try {
    return database.transaction(work).immediate()
  } catch (error) {
    throw databaseError(error)
  }
}

/** How each kind of record moves into the trash and out of it. */
function recordsOf({ campaigns, characters, sessions }: Context) {
  return {
    campaign: campaigns,
    character: characters,
    session: { ...sessions, trash: sessions.remove },
  }
}

type RecordItem = TrashItem & { readonly kind: keyof ReturnType<typeof recordsOf> }

function isTrashed(context: Context, { kind, id }: TrashItem): boolean {
  const { trashedAt } = context
  const at = trashedAt[kind].get(id)
  if (at === undefined) throw new AppError('not-found', { kind, id })
  return at !== null
}

function restore(context: Context, items: readonly TrashItem[]): RestoredFromTrash {
  const { campaignOf, portraits, wasCurrent, trashedAt } = context
  return inTransaction(context, () => {
    const out: TrashItem[] = []
    const faces: RestoredFromTrash['faces'][number][] = []

    function restoreItem(item: TrashItem): void {
      if (item.kind === 'character' || item.kind === 'session') {
        restoreItem({ kind: 'campaign', id: Number(campaignOf[item.kind].get(item.id)) })
      }
      if (item.kind === 'portrait') restorePortrait(item)
      else restoreRecord({ kind: item.kind, id: item.id })
    }

    function restoreRecord(item: RecordItem): void {
      if (!isTrashed(context, item)) return
      recordsOf(context)[item.kind].restore(item.id)
      out.push(item)
    }

    function restorePortrait(item: TrashItem): void {
      if (!isTrashed(context, item)) return
      const subject = portraits.find(item.id)?.subject ?? null
      if (subject !== null) restoreItem(subject)
      const makeCurrent = wasCurrent.get(item.id) === 1 && subject !== null
      if (makeCurrent) {
        const formerId = portraits.current(subject)?.id ?? null
        faces.push({ subject, formerId, shownId: item.id })
      }
      portraits.restore(item.id, { makeCurrent })
      out.push(item)
    }

    for (const item of items) isTrashed(context, item)
    // Of one face's portraits the first to go was the one shown: it comes back last. Of those that
    // went at the same time it was the newest.
    const wentAt = (item: TrashItem): string => trashedAt[item.kind].get(item.id) ?? ''
    const inOrder = items
      .map((item) => ({ item, at: wentAt(item) }))
      .sort((one, other) => other.at.localeCompare(one.at) || one.item.id - other.item.id)
    for (const { item } of inOrder) restoreItem(item)
    return { items: out, faces }
  })
}

function putBack(context: Context, { items, faces }: RestoredFromTrash): void {
  const { portraits } = context
  inTransaction(context, () => {
    for (const { subject, formerId, shownId } of faces.toReversed()) {
      const isAsLeft = portraits.current(subject)?.id === shownId
      if (!isAsLeft) continue
      portraits.trash(shownId)
      const former = formerId === null ? null : portraits.find(formerId)
      if (former?.trashedAt === null || formerId === null) {
        portraits.makeCurrent(subject, formerId)
      }
    }
    for (const { kind, id } of items.toReversed()) {
      if (isTrashed(context, { kind, id })) continue
      if (kind === 'portrait') portraits.trash(id)
      else recordsOf(context)[kind].trash(id)
    }
  })
}
