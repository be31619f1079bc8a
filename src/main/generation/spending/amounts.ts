/** An amount to a millionth of a dollar, so that sums show no binary dust. */
export function roundUsd(usd: number): number {
  return Math.round(usd * 1_000_000) / 1_000_000
}
