import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import {
  type RemovalPlan,
  type Removed,
  type TrashChoice,
  type TrashCounts,
  type TrashItem,
  trashKinds,
} from '../../shared/trash'
import { databaseError } from '../core/database/database-error'
import { sha256OfText } from '../core/disk/sha256'
import { inTrash } from './in-trash'
import { createRowRemoval } from './remove-rows'
import { asJson, createScopes, type RemovalScope, type Scope } from './scope'

/** Things removed in one transaction: some ten milliseconds. A campaign has one of its own. */
const itemsAtOnce = 500

const nothing: TrashCounts = {
  campaigns: 0,
  characters: 0,
  portraits: 0,
  sessions: 0,
  messages: 0,
  bytes: 0,
}

export type TrashRemoval = ReturnType<typeof createTrashRemoval>

/** Removes for good what lies in the trash: rows here, their files later. Throws the database's AppErrors. */
export function createTrashRemoval({ database }: { readonly database: Database }) {
  const scopes = createScopes({ database })
  const removeRows = createRowRemoval(database)
  const selectAll = database.prepare<[], TrashItem & { trashed_at: string }>(
    `SELECT * FROM (${inTrash}) ORDER BY kind, id`,
  )
  const count = database.prepare<
    { campaigns: string; portraits: string },
    { messages: number; bytes: number }
  >(
    `SELECT (SELECT count(*) FROM message
         WHERE campaign_id IN (SELECT value FROM json_each(:campaigns))) AS messages,
       (SELECT coalesce(sum(bytes), 0) FROM portrait
         WHERE id IN (SELECT value FROM json_each(:portraits))) AS bytes`,
  )

  function inTransaction<Value>(work: () => Value): Value {
    try {
      return database.transaction(work).immediate()
    } catch (error) {
      throw databaseError(error)
    }
  }

  function itemsOf(choice: TrashChoice): readonly TrashItem[] {
    return choice === 'all' ? selectAll.all().map(({ kind, id }) => ({ kind, id })) : choice
  }

  function countsOf(scope: Scope): TrashCounts {
    const { campaigns, portraits } = asJson(scope)
    const { messages = 0, bytes = 0 } = count.get({ campaigns, portraits }) ?? {}
    return {
      campaigns: scope.campaigns.length,
      characters: scope.characters.length,
      portraits: scope.portraits.length,
      sessions: scope.sessions.length,
      messages,
      bytes,
    }
  }

  function planOf(choice: TrashChoice) {
    const scope = scopes.ofRemoval(itemsOf(choice))
    const takes = countsOf(scope)
    return { scope, takes, mark: markOf(scope, takes) }
  }

  /** Looked through once more inside its own transaction, as everything may have changed since. */
  function removeSome(items: readonly TrashItem[]): Removed {
    return inTransaction(() => {
      const scope = scopes.ofRemoval(items)
      const takes = countsOf(scope)
      removeRows(scope)
      return { ...takes, stayed: scope.stays.length }
    })
  }

  async function removeAll(items: readonly TrashItem[]): Promise<Removed> {
    let removed: Removed = { ...nothing, stayed: 0 }
    for (const batch of inBatches(items)) {
      removed = add(removed, removeSome(batch))
      await nextTurn()
    }
    return removed
  }

  return {
    /** What removing these would take, and which things those are. Changes nothing. */
    plan(choice: TrashChoice): Omit<RemovalPlan, 'faces'> & { items: readonly TrashItem[] } {
      return inTransaction(() => {
        const { scope, takes, mark } = planOf(choice)
        const stays = { 'in-use': 0, 'order-open': 0 }
        for (const { why } of scope.stays) stays[why] += 1
        return { takes, stays, mark, items: scope.items }
      })
    },

    /**
     * Removes what was planned. Killed in between, it has removed some things whole and left the others
     * in the trash. Throws AppError `trash-changed` when the plan would be another one by now.
     */
    async remove(choice: TrashChoice, mark: string): Promise<Removed> {
      const items = inTransaction(() => {
        const plan = planOf(choice)
        if (plan.mark !== mark) throw new AppError('trash-changed')
        return [...plan.scope.items, ...plan.scope.stays.map(({ item }) => item)]
      })
      return removeAll(items)
    },

    /** The same for what leaves by itself. */
    removeDue: removeAll,
  }
}

/** Equal for the very same rows. */
function markOf(scope: RemovalScope, { messages }: TrashCounts) {
  const { campaigns, characters, portraits, sessions } = scope
  const rows = [campaigns, characters, portraits, sessions].map((ids) =>
    ids.toSorted((a, b) => a - b),
  )
  return sha256OfText(JSON.stringify([...rows, messages]))
}

/** Sessions and portraits first, then characters, then campaigns, which take along what is left of theirs. */
function* inBatches(items: readonly TrashItem[]): Generator<readonly TrashItem[]> {
  for (const kind of trashKinds.toReversed()) {
    const ofKind = items.filter((item) => item.kind === kind)
    const atOnce = kind === 'campaign' ? 1 : itemsAtOnce
    for (let start = 0; start < ofKind.length; start += atOnce) {
      yield ofKind.slice(start, start + atOnce)
    }
  }
}

function add(one: Removed, other: Removed): Removed {
  return {
    campaigns: one.campaigns + other.campaigns,
    characters: one.characters + other.characters,
    portraits: one.portraits + other.portraits,
    sessions: one.sessions + other.sessions,
    messages: one.messages + other.messages,
    bytes: one.bytes + other.bytes,
    stayed: one.stayed + other.stayed,
  }
}
