import type { QueryClient } from '@tanstack/react-query'
import { pageOf } from '../wall/use-cast'
import { queries } from './api'
import { speak } from './i18n'
import { openCampaign } from './navigation'

/**
 * Opens the last campaign and requests what the first screen shows while that screen is still being built.
 * The screen repeats a request that failed, and shows why.
 */
export async function askAhead(client: QueryClient): Promise<void> {
  const start = client.ensureQueryData(queries.start()).then(({ language }) => speak(language))
  const preferences = await client.ensureQueryData(queries.preferences())
  const { lastCampaignId, sort } = preferences
  if (lastCampaignId !== null) openCampaign(lastCampaignId)
  const first =
    lastCampaignId === null
      ? []
      : [
          client.prefetchQuery(queries.campaign(lastCampaignId)),
          client.prefetchQuery(
            pageOf({ campaignId: lastCampaignId, search: '', sort, filter: 'all' }, 0),
          ),
        ]
  await Promise.all([start, client.prefetchQuery(queries.campaigns()), ...first])
}
