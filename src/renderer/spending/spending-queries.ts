import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { LimitChanges, SpendingLimits } from '../../shared/spending'
import { request, useEvent } from '../app/api'
import { translator } from '../app/i18n'
import { attempt } from '../app/toasts'
import { doStep } from '../app/undo/do-step'

export const spendingQueries = {
  /** A month, `YYYY-MM`; the present one for null. */
  month: (month: string | null) =>
    queryOptions({
      queryKey: ['spending', 'month', month],
      queryFn: () => request('spending:month', month === null ? {} : { month }),
      placeholderData: keepPreviousData,
    }),
  /** How far the limits are used up. */
  states: (campaignId: number | null) =>
    queryOptions({
      queryKey: ['spending', 'states', campaignId],
      queryFn: () => request('spending:states', { campaignId }),
    }),
}

/** Keeps what is shown of the spending true while orders go on and end. */
export function useFollowSpending(): void {
  const client = useQueryClient()
  useEvent('generation:changed', () => void client.invalidateQueries({ queryKey: ['spending'] }))
}

/** Changes the limits as a step of undo, and asks again for what is shown of them. */
export function useSetLimits(): (changes: LimitChanges) => void {
  const client = useQueryClient()
  return useCallback(
    (changes) =>
      void attempt(() =>
        changeLimits(changes, () => client.invalidateQueries({ queryKey: ['spending'] })),
      ),
    [client],
  )
}

/** Changes the limits as a step of undo. Throws what the request throws. */
export function changeLimits(
  changes: LimitChanges,
  onChanged: () => Promise<unknown>,
): Promise<void> {
  const set = async (wanted: LimitChanges): Promise<SpendingLimits> => {
    const before = await request('spending:set-limits', wanted)
    await onChanged()
    return before
  }
  return doStep(translator.t('spending.limitChanged'), async () => {
    const before = await set(changes)
    return { inverse: () => set(inverseOf(changes, before)) }
  })
}

/** What brings back, of these changes, how it was. */
function inverseOf(changes: LimitChanges, before: SpendingLimits): LimitChanges {
  const { campaign } = changes
  const monthUsd =
    before.campaigns.find(({ campaignId }) => campaignId === campaign?.id)?.monthUsd ?? null
  return {
    ...(changes.dayUsd === undefined ? {} : { dayUsd: before.dayUsd }),
    ...(changes.monthUsd === undefined ? {} : { monthUsd: before.monthUsd }),
    ...(campaign === undefined ? {} : { campaign: { id: campaign.id, monthUsd } }),
  }
}
