import type { OldCampaign, OldCharacter, OldLibrary } from './old-library'

/**
 * Tells which campaign an old character belongs to: null when its campaign is not there, or is another
 * user's, as the old app never enforced either.
 */
export function createHomes(
  library: Pick<OldLibrary, 'campaigns'>,
): (character: Pick<OldCharacter, 'userId' | 'campaignId'>) => OldCampaign | null {
  const campaigns = new Map(library.campaigns.map((campaign) => [campaign.id, campaign]))
  return ({ userId, campaignId }) => {
    const campaign = campaignId === null ? undefined : campaigns.get(campaignId)
    return campaign === undefined || campaign.userId !== userId ? null : campaign
  }
}
