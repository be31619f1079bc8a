import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { LimitChanges, SpendingLimits } from '../../shared/spending'
import { request, useEvent } from '../app/api'
import { useWords } from '../app/i18n'
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

/** Changes the limits as a step of undo. */
export function useSetLimits(): (changes: LimitChanges) => void {
  const t = useWords()
  const client = useQueryClient()
  return useCallback(
    (changes) => {
      const set = async (wanted: LimitChanges): Promise<SpendingLimits> => {
        const before = await request('spending:set-limits', wanted)
        await client.invalidateQueries({ queryKey: ['spending'] })
        return before
      }
      void attempt(() =>
        doStep(t('spending.limitChanged'), async () => {
          const before = await set(changes)
          return { inverse: () => set(inverseOf(changes, before)) }
        }),
      )
    },
    [client, t],
  )
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
