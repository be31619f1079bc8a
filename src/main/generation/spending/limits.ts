import type { Database } from 'better-sqlite3'
import type { LimitChanges, LimitKind, SpendingLimits } from '../../../shared/spending'
import { type Clock, timestamp } from '../../core/clock'
import { databaseError } from '../../core/database/database-error'

interface LimitRow {
  readonly which: LimitKind
  readonly campaign_id: number | null
  readonly usd: number
}

export type Limits = ReturnType<typeof createLimits>

/** What may be spent. Throws the database's AppErrors. */
export function createLimits({
  database,
  clock,
}: {
  readonly database: Database
  readonly clock: Clock
}) {
  const all = database.prepare<[], LimitRow>(
    'SELECT which, campaign_id, usd FROM spending_limit ORDER BY which, campaign_id',
  )
  const remove = database.prepare(
    'DELETE FROM spending_limit WHERE which = :which AND campaign_id IS :campaignId',
  )
  const insert = database.prepare(
    `INSERT INTO spending_limit (which, campaign_id, usd, updated_at)
     VALUES (:which, :campaignId, :usd, :now)`,
  )

  function set(which: LimitKind, campaignId: number | null, usd: number | null): void {
    remove.run({ which, campaignId })
    if (usd !== null) insert.run({ which, campaignId, usd, now: timestamp(clock) })
  }

  const change = database.transaction(({ dayUsd, monthUsd, campaign }: LimitChanges) => {
    if (dayUsd !== undefined) set('day', null, dayUsd)
    if (monthUsd !== undefined) set('month', null, monthUsd)
    if (campaign !== undefined) set('campaign', campaign.id, campaign.monthUsd)
  })

  return {
    read(): SpendingLimits {
      const rows = attempt(() => all.all())
      const usdOf = (which: LimitKind) => rows.find((row) => row.which === which)?.usd ?? null
      return {
        dayUsd: usdOf('day'),
        monthUsd: usdOf('month'),
        campaigns: rows.flatMap(({ campaign_id: campaignId, usd: monthUsd }) =>
          campaignId === null ? [] : [{ campaignId, monthUsd }],
        ),
      }
    },

    change: (changes: LimitChanges): void => attempt(() => change.immediate(changes)),
  }
}

function attempt<Value>(work: () => Value): Value {
  try {
    return work()
  } catch (error) {
    throw databaseError(error)
  }
}
