import type { Database } from 'better-sqlite3'
import { AppError } from '../../../shared/errors'
import type {
  LimitChanges,
  LimitKind,
  LimitState,
  SpendingLimits,
  SpendingMonth,
} from '../../../shared/spending'
import type { Clock } from '../../core/clock'
import { roundUsd } from './amounts'
import { createLimits, type Limits } from './limits'
import { type Attempt, createLines, type Lines } from './lines'

export type Spending = ReturnType<typeof createSpending>

/** From this part of a limit on the game master is warned. */
const nearPart = 0.8

interface Context {
  readonly lines: Lines
  readonly limits: Limits
  readonly database: Database
}

/** What image services cost, and the limits that no order passes. Throws the database's AppErrors. */
export function createSpending(options: { readonly database: Database; readonly clock: Clock }) {
  const lines = createLines(options)
  const limits = createLimits(options)
  const context: Context = { lines, limits, database: options.database }
  return {
    /**
     * Reserves what a request can cost at most; answers the id of its line. Belongs into the transaction that marks its
     * order as sent, so that of several processes none passes a limit. Throws AppError `spending-limit` and
     * `price-unknown`; then nothing is written and nothing may be sent.
     */
    reserve(attempt: Attempt): string {
      requireWithin(context, attempt)
      return lines.add(attempt, lines.today())
    },

    /** Throws what `reserve` throws, and writes nothing. */
    requireWithin: (attempt: Attempt) => requireWithin(context, attempt),

    settleAnswer: lines.settleAnswer,
    settleRefused: lines.settleRefused,
    costOf: lines.costOf,

    /** How far each limit is used up today: of the day, of the month, and of this campaign. */
    states: (campaignId: number | null): LimitState[] =>
      statesOf(context, campaignId).map(({ state }) => state),

    limits: (): SpendingLimits => limits.read(),

    /** Throws AppError `not-found` for a campaign that is not there. */
    setLimits: (changes: LimitChanges) => setLimits(context, changes),

    /** What was spent in a month, `YYYY-MM`, by default in the current one. */
    month: (month?: string) => readMonth(context, month),
  }
}

interface Checked {
  readonly state: LimitState
  /** The day on which it begins again. */
  readonly freesOn: string
}

function statesOf({ lines, limits }: Context, campaignId: number | null): Checked[] {
  const today = lines.today()
  const month = today.slice(0, 7)
  const { dayUsd, monthUsd, campaigns } = limits.read()
  const campaignUsd = campaigns.find((one) => one.campaignId === campaignId)?.monthUsd ?? null
  const whole = [`${month}-01`, `${month}-31`] as const
  // The one that is free again last comes first.
  const kinds: readonly (readonly [LimitKind, number | null, readonly [string, string]])[] = [
    ['month', monthUsd, whole],
    ['campaign', campaignUsd, whole],
    ['day', dayUsd, [today, today]],
  ]
  return kinds.flatMap(([which, limitUsd, [from, to]]) => {
    if (limitUsd === null) return []
    const { spentUsd, openUsd } = lines.total(from, to, which === 'campaign' ? campaignId : null)
    const used = roundUsd(spentUsd + openUsd)
    const leftUsd = Math.max(0, roundUsd(limitUsd - used))
    const isNear = used >= limitUsd * nearPart
    const freesOn = which === 'day' ? dayAfter(today) : firstOfNextMonth(today)
    return [{ state: { which, limitUsd, spentUsd, openUsd, leftUsd, isNear }, freesOn }]
  })
}

function requireWithin(context: Context, attempt: Attempt): void {
  const { subject, worst, host, maxCostUsd } = attempt
  const { usd } = worst
  if (usd !== null && maxCostUsd !== null && usd > maxCostUsd) {
    throw new AppError('spending-limit', {
      which: 'order',
      limitUsd: maxCostUsd,
      spentUsd: 0,
      openUsd: 0,
      wouldCostUsd: usd,
      context: 'order',
    })
  }
  const states = statesOf(context, context.lines.campaignOf(subject))
  if (states.length > 0 && usd === null) throw new AppError('price-unknown', { host })
  for (const { state, freesOn } of states) {
    const { which, limitUsd, spentUsd, openUsd } = state
    const after = roundUsd(spentUsd + openUsd + (usd ?? 0))
    // What costs nothing passes no limit, also where one was lowered below what is spent.
    if (usd === 0 || after <= limitUsd) continue
    throw new AppError('spending-limit', {
      which,
      limitUsd,
      spentUsd,
      openUsd,
      wouldCostUsd: usd,
      freesOn,
      context: which,
    })
  }
}

function setLimits({ limits, database }: Context, changes: LimitChanges): SpendingLimits {
  const { campaign } = changes
  if (campaign !== undefined) {
    const found = database.prepare('SELECT 1 FROM campaign WHERE id = ?').get(campaign.id)
    if (found === undefined) throw new AppError('not-found', { kind: 'campaign', id: campaign.id })
  }
  limits.change(changes)
  return limits.read()
}

function readMonth(context: Context, asked?: string): SpendingMonth {
  const { lines, limits } = context
  const present = lines.today().slice(0, 7)
  const month = asked ?? present
  const [from, to] = [`${month}-01`, `${month}-31`]
  const known = lines.months()
  const months = known.includes(present) ? known : [present, ...known].toSorted().toReversed()
  return {
    month,
    ...lines.total(from, to),
    limits: limits.read(),
    rows: lines.between(from, to),
    months,
    states: statesOf(context, null).map(({ state }) => state),
  }
}

/** The day after a day. Reckoned at noon in UTC, where every day has 24 hours. */
function dayAfter(day: string): string {
  const noon = new Date(`${day}T12:00:00.000Z`)
  noon.setUTCDate(noon.getUTCDate() + 1)
  return noon.toISOString().slice(0, 10)
}

function firstOfNextMonth(day: string): string {
  const first = new Date(`${day.slice(0, 7)}-01T12:00:00.000Z`)
  first.setUTCMonth(first.getUTCMonth() + 1)
  return first.toISOString().slice(0, 10)
}
