import type { Database } from 'better-sqlite3'

export interface CampaignLine {
  readonly id: number
  readonly name: string
  /** Below the user data folder, with forward slashes; null while the avatar stands in. */
  readonly portrait: string | null
}

export interface CharacterLine extends CampaignLine {
  readonly campaignId: number
}

/** Every campaign and character outside the trash with the path of its current portrait. */
export function createOutline({ database }: { database: Database }) {
  const campaigns = database.prepare<[], CampaignLine>(
    `SELECT campaign.id, campaign.name, portrait.path AS portrait FROM campaign
     LEFT JOIN portrait ON portrait.id = campaign.current_portrait_id
     WHERE campaign.trashed_at IS NULL ORDER BY campaign.sort_name, campaign.id`,
  )
  const characters = database.prepare<[], CharacterLine>(
    `SELECT character.id, character.campaign_id AS campaignId, character.name,
       portrait.path AS portrait FROM character
     JOIN campaign ON campaign.id = character.campaign_id AND campaign.trashed_at IS NULL
     LEFT JOIN portrait ON portrait.id = character.current_portrait_id
     WHERE character.trashed_at IS NULL
     ORDER BY character.campaign_id, character.sort_name, character.id`,
  )
  return () => ({ campaigns: campaigns.all(), characters: characters.all() })
}
