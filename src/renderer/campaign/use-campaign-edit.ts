import { useQueryClient } from '@tanstack/react-query'
import type { CampaignFields } from '../../shared/campaign'
import { queries, request } from '../app/api'

/** Saves changes to a campaign and shows the answer at once. Throws the AppError of a refusal. */
export function useCampaignEdit(id: number): (changes: Partial<CampaignFields>) => Promise<void> {
  const client = useQueryClient()
  return async (changes) => {
    const campaign = await request('campaigns:edit', { id, changes })
    client.setQueryData(queries.campaign(id).queryKey, campaign)
  }
}
