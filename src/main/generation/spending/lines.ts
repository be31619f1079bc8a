import { randomBytes } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import type { SpendingBasis, SpendingRow } from '../../../shared/spending'
import type { Subject } from '../../../shared/subject'
import { type Clock, dayOf, timestamp } from '../../core/clock'
import { databaseError } from '../../core/database/database-error'
import { roundUsd } from './amounts'
import type { WorstCase } from './prices'
import {
  type AnswerCost,
  notBilled,
  type Reservation,
  type Settlement,
  settlementOf,
} from './settle'

/** A request that is about to be sent. */
export interface Attempt {
  readonly subject: Subject
  readonly service: string
  readonly host: string
  readonly model: string
  readonly pictures: number
  readonly worst: WorstCase
  /** What the game master allows for it, in USD. */
  readonly maxCostUsd: number | null
}

/** What several requests have cost together, in USD. */
export interface Cost {
  readonly usd: number
  /** True when it may be less. */
  readonly isAtMost: boolean
}

/** What was spent in some days. */
export interface Total {
  readonly spentUsd: number
  /** Reserved for requests that are not settled. */
  readonly openUsd: number
  readonly unknown: number
}

export interface LineRow {
  readonly id: string
  readonly at: string
  readonly day: string
  readonly kind: string
  readonly service: string
  readonly host: string
  readonly model: string
  readonly campaign_id: number | null
  readonly campaign_name: string
  readonly subject_name: string
  readonly pictures: number
  readonly reserved_usd: number | null
  readonly reserved_by: Reservation['by']
  readonly usd: number | null
  readonly basis: Exclude<SpendingBasis, 'up-to'> | null
}

const select = `SELECT spending.*, usd, basis FROM spending
  LEFT JOIN spending_settlement ON spending_id = spending.id`

function prepare(database: Database) {
  const whose = {
    campaign: database.prepare<[number], Whose>(
      'SELECT id AS campaignId, name AS campaignName, name AS subjectName FROM campaign WHERE id = ?',
    ),
    character: database.prepare<[number], Whose>(
      `SELECT campaign.id AS campaignId, campaign.name AS campaignName,
         character.name AS subjectName
       FROM character JOIN campaign ON campaign.id = campaign_id WHERE character.id = ?`,
    ),
  }
  return {
    whose,
    one: database.prepare<[string], LineRow>(`${select} WHERE spending.id = ?`),
    between: database.prepare<[string, string], LineRow>(
      `${select} WHERE day BETWEEN ? AND ? ORDER BY at DESC, spending.id`,
    ),
    months: database
      .prepare<[], string>('SELECT DISTINCT substr(day, 1, 7) FROM spending ORDER BY 1 DESC')
      .pluck(),
    newestDay: database.prepare<[], string | null>('SELECT max(day) FROM spending').pluck(),
    insert: database.prepare(
      `INSERT INTO spending (id, at, day, kind, service, host, model, campaign_id, campaign_name,
         subject_name, pictures, reserved_usd, reserved_by)
       VALUES (:id, :at, :day, 'portrait', :service, :host, :model, :campaignId, :campaignName,
         :subjectName, :pictures, :usd, :by)`,
    ),
    settle: database.prepare(
      'INSERT INTO spending_settlement (spending_id, at, usd, basis) VALUES (?, ?, ?, ?)',
    ),
    total: database.prepare<{ from: string; to: string; campaignId: number | null }, Sums>(
      `SELECT coalesce(sum(usd), 0) AS spent,
         coalesce(sum(iif(basis IS NULL, reserved_usd, 0)), 0) AS open,
         count(*) FILTER (WHERE iif(basis IS NULL, reserved_usd, usd) IS NULL) AS unknown
       FROM spending LEFT JOIN spending_settlement ON spending_id = spending.id
       WHERE day BETWEEN :from AND :to AND (:campaignId IS NULL OR campaign_id = :campaignId)`,
    ),
  }
}

interface Whose {
  readonly campaignId: number
  readonly campaignName: string
  readonly subjectName: string
}

interface Sums {
  readonly spent: number
  readonly open: number
  readonly unknown: number
}

export type Lines = ReturnType<typeof createLines>

/** The lines of what was spent, which are only ever added to. Throws the database's AppErrors. */
export function createLines({
  database,
  clock,
}: {
  readonly database: Database
  readonly clock: Clock
}) {
  const context = { ...prepare(database), clock }
  return {
    /** The campaign a portrait is for; null once it is gone. */
    campaignOf: ({ kind, id }: Subject): number | null =>
      attempt(() => context.whose[kind].get(id))?.campaignId ?? null,

    /**
     * The day that what is sent now counts for, where the game master is. A clock that was set back frees nothing: it is
     * never before the newest line.
     */
    today(): string {
      const now = dayOf(clock())
      return [now, attempt(() => context.newestDay.get()) ?? now].toSorted().at(-1) ?? now
    },

    /** Writes a request down before it is sent; answers its id. Belongs into the transaction that marks it sent. */
    add: (sent: Attempt, day: string): string => add(context, sent, day),

    /** The request was refused before any work. The first settlement of a line counts. */
    settleRefused: (id: string): void => settle(context, id, notBilled),

    /** An answer came to it. */
    settleAnswer(id: string, answer: AnswerCost): void {
      const row = attempt(() => context.one.get(id))
      if (row === undefined) return
      const { reserved_usd: usd, reserved_by: by } = row
      settle(context, id, settlementOf({ ...row, usd, by }, answer))
    },

    /** What these requests cost together; null when nothing was billed, or nothing is known. */
    costOf: (ids: readonly string[]): Cost | null => costOf(context, ids),

    /** What was spent from one day to another, both included, for one campaign or for all. */
    total(from: string, to: string, campaignId: number | null = null): Total {
      const found = attempt(() => context.total.get({ from, to, campaignId }))
      return {
        spentUsd: roundUsd(found?.spent ?? 0),
        openUsd: roundUsd(found?.open ?? 0),
        unknown: found?.unknown ?? 0,
      }
    },

    /** The lines of these days, the newest first. */
    between: (from: string, to: string): SpendingRow[] =>
      attempt(() => context.between.all(from, to).map(toSpendingRow)),

    /** The months with lines, the newest first. */
    months: (): string[] => attempt(() => context.months.all()),
  }
}

type Context = ReturnType<typeof prepare> & { readonly clock: Clock }

function attempt<Value>(work: () => Value): Value {
  try {
    return work()
  } catch (error) {
    throw databaseError(error)
  }
}

function add(context: Context, sent: Attempt, day: string): string {
  const { whose, insert, clock } = context
  const { subject, worst, service, host, model, pictures } = sent
  const id = randomBytes(16).toString('hex')
  const known = attempt(() => whose[subject.kind].get(subject.id))
  const { campaignId = null, campaignName = '', subjectName = '' } = known ?? {}
  const names = { campaignId, campaignName, subjectName }
  const asked = { service, host, model, pictures, ...worst }
  attempt(() => insert.run({ id, at: timestamp(clock), day, ...names, ...asked }))
  return id
}

function settle({ settle, clock }: Context, id: string, { usd, basis }: Settlement): void {
  attempt(() => settle.run(id, timestamp(clock), usd, basis))
}

function costOf({ one }: Context, ids: readonly string[]): Cost | null {
  let usd = 0
  let isAtMost = false
  let isBilled = false
  for (const id of ids) {
    const row = attempt(() => one.get(id))
    const cost = row === undefined || row.basis !== null ? row?.usd : row.reserved_usd
    if (row === undefined || row.basis === 'not-billed' || cost == null) continue
    usd += cost
    isBilled = true
    if (row.basis === null || row.basis === 'at-most' || row.basis === 'list-price') isAtMost = true
  }
  return isBilled ? { usd: roundUsd(usd), isAtMost } : null
}

function toSpendingRow(row: LineRow): SpendingRow {
  return {
    id: row.id,
    at: row.at,
    day: row.day,
    kind: row.kind,
    service: row.service,
    host: URL.canParse(row.host) ? new URL(row.host).host || row.host : row.host,
    model: row.model,
    campaignId: row.campaign_id,
    campaignName: row.campaign_name,
    subjectName: row.subject_name,
    pictures: row.pictures,
    reservedUsd: row.reserved_usd,
    settledUsd: row.usd,
    basis: row.basis ?? 'up-to',
  }
}
