import type { SpendingRow } from '../../shared/spending'

/** What one campaign, service or model took of a month. */
export interface Share {
  readonly key: string
  readonly name: string
  /** The campaign's id; null for anything else. */
  readonly campaignId: number | null
  readonly usd: number
  /** True when it may be less. */
  readonly isAtMost: boolean
  readonly pictures: number
}

/** What a request counts as: its cost, or what is reserved for it; 0 where neither is known. */
export function countedUsd({ basis, reservedUsd, settledUsd }: SpendingRow): number {
  return (basis === 'up-to' ? reservedUsd : settledUsd) ?? 0
}

/** A month's rows put together, the dearest first. What was not billed is left out. */
export function sharesOf(
  rows: readonly SpendingRow[],
  by: 'campaign' | 'service' | 'model',
): readonly Share[] {
  const shares = new Map<string, Share>()
  for (const row of rows) {
    if (row.basis === 'not-billed') continue
    const name = { campaign: row.campaignName, service: row.host, model: row.model }[by]
    const campaignId = by === 'campaign' ? row.campaignId : null
    const key = `${campaignId ?? ''} ${name}`
    const known = shares.get(key)
    shares.set(key, {
      key,
      name,
      campaignId,
      usd: (known?.usd ?? 0) + countedUsd(row),
      isAtMost: (known?.isAtMost ?? false) || isUpperLimit(row),
      pictures: (known?.pictures ?? 0) + row.pictures,
    })
  }
  return [...shares.values()].toSorted((one, other) => other.usd - one.usd)
}

/** Whether a request may have cost less than is counted for it. */
export function isUpperLimit({ basis }: SpendingRow): boolean {
  return basis === 'up-to' || basis === 'at-most' || basis === 'list-price'
}
