import { requests } from '../../shared/contract'
import { AppError } from '../../shared/errors'
import type { LimitChanges, SpendingLimits, SpendingRow } from '../../shared/spending'
import { readUsd } from '../../shared/spending'
import { type Command, type CommandContext, checkedInput, readSubject, readWords } from './command'

/** What image services have cost in a month, one line for each request that was sent. */
export const spending: Command = {
  changesLibrary: false,
  usage: 'spending [--month YYYY-MM] [--json]',
  run(words, { library, translate }) {
    const { values, positionals } = readWords(words, {
      json: { type: 'boolean' },
      month: { type: 'string' },
    })
    const input = requests['spending:month'].input
    if (positionals.length > 0 || !input.safeParse({ month: values.month }).success) {
      throw new AppError('command-misused', { reason: positionals.join(' ') || '--month' })
    }
    const { month, spentUsd, openUsd, limits, rows } = library.spending.month(values.month)
    const { dayUsd, monthUsd } = limits
    const sums = translate('commandLine.spent', { month, spent: spentUsd, open: openUsd })
    return {
      json: { month, spentUsd, openUsd, limits: { dayUsd, monthUsd }, rows: rows.map(jsonOf) },
      text: [...rows.map(lineOf), sums].join('\n'),
    }
  },
}

/** Shows what may be spent, or changes it. */
export const limit: Command = {
  changesLibrary: true,
  usage: 'limit [--day USD|none] [--month USD|none] [--campaign ID] [--json]',
  async run(words, context) {
    const { values, positionals } = readWords(words, {
      json: { type: 'boolean' },
      day: { type: 'string' },
      month: { type: 'string' },
      campaign: { type: 'string' },
    })
    const dayUsd = amountOf(values.day, '--day')
    const monthUsd = amountOf(values.month, '--month')
    // A campaign has a limit for each month, and no other.
    const isUnclear =
      values.campaign !== undefined && (monthUsd === undefined || dayUsd !== undefined)
    if (positionals.length > 0 || isUnclear) {
      throw new AppError('command-misused', { reason: positionals.join(' ') || '--campaign' })
    }
    const changes: LimitChanges =
      values.campaign === undefined || monthUsd === undefined
        ? { dayUsd, monthUsd }
        : { campaign: { id: readSubject('campaign', values.campaign).id, monthUsd } }
    const { library } = context
    if (Object.values(changes).some((change) => change !== undefined)) {
      const checked = checkedInput(requests['spending:set-limits'].input, changes)
      await library.commitOffThread(() => library.spending.setLimits(checked))
    }
    const limits = library.spending.limits()
    return { json: { limits }, text: textOf(limits, context) }
  },
}

/** Undefined for none given, null for no limit. */
function amountOf(typed: string | undefined, option: string): number | null | undefined {
  if (typed === undefined) return undefined
  if (typed === 'none') return null
  const usd = readUsd(typed)
  if (usd == null) throw new AppError('command-misused', { reason: option })
  return usd
}

function jsonOf(row: SpendingRow) {
  const { at, kind, service, model, pictures, reservedUsd, settledUsd, basis } = row
  return { at, kind, service, model, pictures, reservedUsd, settledUsd, basis }
}

function lineOf(row: SpendingRow): string {
  const { at, service, model, pictures, subjectName, campaignName, basis } = row
  const usd = basis === 'up-to' ? row.reservedUsd : row.settledUsd
  return [at, service, model, campaignName, subjectName, pictures, usd ?? '?', basis].join('\t')
}

function textOf(limits: SpendingLimits, { translate, library }: CommandContext): string {
  const none = translate('spending.noLimit')
  return [
    `${translate('spending.day')}\t${limits.dayUsd ?? none}`,
    `${translate('spending.month')}\t${limits.monthUsd ?? none}`,
    ...limits.campaigns.map(
      ({ campaignId, monthUsd }) => `${library.campaigns.read(campaignId).name}\t${monthUsd}`,
    ),
  ].join('\n')
}
