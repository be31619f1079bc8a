import type { Database } from 'better-sqlite3'

type Row = Readonly<Record<string, unknown>>

/** What was spent in a library, and its limits. */
export interface SpendingCopy {
  readonly lines: readonly Row[]
  readonly settlements: readonly Row[]
  readonly limits: readonly TheirLimit[]
}

/** Reads all of it. Throws what SQLite throws. */
export function copySpending(from: Database): SpendingCopy {
  return {
    lines: from.prepare<[], Row>('SELECT * FROM spending').all(),
    settlements: from.prepare<[], Row>('SELECT * FROM spending_settlement').all(),
    limits: from
      .prepare<[], TheirLimit>(
        `SELECT which, campaign_id AS campaignId, usd, spending_limit.updated_at AS updatedAt,
           created_at AS createdAt
         FROM spending_limit LEFT JOIN campaign ON campaign.id = campaign_id`,
      )
      .all(),
  }
}

/**
 * Adds lines to those of a library, each once, in one transaction; one that is here already stays as it is. Throws what
 * SQLite throws.
 */
export function addSpendingLines(
  into: Database,
  { lines, settlements }: Pick<SpendingCopy, 'lines' | 'settlements'>,
): void {
  // What another program wrote and no line can hold is left out: it must not keep a library from coming back.
  const line = into.prepare<Row>(
    `INSERT OR IGNORE INTO spending (id, at, day, kind, service, host, model, campaign_id,
       campaign_name, subject_name, pictures, reserved_usd, reserved_by)
     VALUES (:id, :at, :day, :kind, :service, :host, :model, :campaign_id,
       :campaign_name, :subject_name, :pictures, :reserved_usd, :reserved_by)`,
  )
  const settlement = into.prepare<Row>(
    `INSERT OR IGNORE INTO spending_settlement (spending_id, at, usd, basis)
     SELECT :spending_id, :at, :usd, :basis
     WHERE EXISTS (SELECT 1 FROM spending WHERE id = :spending_id)`,
  )
  into.transaction(() => {
    for (const row of lines) line.run(row)
    for (const row of settlements) settlement.run(row)
  })()
}

/** The same, and the stricter of each two limits, so that a library that comes back raises none. */
export function addSpending(into: Database, copy: SpendingCopy): void {
  into.transaction(() => {
    addSpendingLines(into, copy)
    addStricterLimits(into, copy.limits)
  })()
}

interface TheirLimit {
  readonly which: string
  readonly campaignId: number | null
  readonly usd: number
  readonly updatedAt: string
  /** Null for a limit that is not of a campaign. */
  readonly createdAt: string | null
}

function addStricterLimits(into: Database, limits: readonly TheirLimit[]): void {
  const here = into.prepare<TheirLimit, number>(
    `SELECT usd FROM spending_limit WHERE which = :which AND campaign_id IS :campaignId`,
  )
  const isSame = into.prepare<TheirLimit>(
    'SELECT 1 FROM campaign WHERE id = :campaignId AND created_at = :createdAt',
  )
  const lower = into.prepare<TheirLimit>(
    `UPDATE spending_limit SET usd = :usd, updated_at = :updatedAt
     WHERE which = :which AND campaign_id IS :campaignId AND usd > :usd`,
  )
  const add = into.prepare<TheirLimit>(
    `INSERT INTO spending_limit (which, campaign_id, usd, updated_at)
     VALUES (:which, :campaignId, :usd, :updatedAt)`,
  )
  for (const limit of limits) {
    // The number may be another campaign's there.
    if (limit.campaignId !== null && isSame.get(limit) === undefined) continue
    if (here.get(limit) === undefined) add.run(limit)
    else lower.run(limit)
  }
}
