import type { Database } from 'better-sqlite3'
import type { CampaignUsage } from '../../shared/storage'

interface Row {
  readonly campaignId: number | null
  readonly name: string
  readonly isTrashed: 0 | 1
  readonly portraits: number
  readonly bytes: number
}

/** How much the portraits of each campaign take, its characters' and their histories included. */
export function usageByCampaign(database: Database): CampaignUsage[] {
  return database
    .prepare<[], Row>(
      `SELECT campaign.id AS campaignId, coalesce(campaign.name, '') AS name,
         campaign.trashed_at IS NOT NULL AS isTrashed,
         count(*) AS portraits, sum(portrait.bytes) AS bytes
       FROM portrait
       LEFT JOIN character ON character.id = portrait.character_id
       LEFT JOIN campaign ON campaign.id = coalesce(portrait.campaign_id, character.campaign_id)
       GROUP BY campaign.id
       ORDER BY bytes DESC, campaign.id`,
    )
    .all()
    .map((row) => ({ ...row, isTrashed: row.isTrashed === 1 && row.campaignId !== null }))
}

/** How much of it is in the trash, in bytes. */
export function trashedBytes(database: Database): number {
  const sum = database.prepare(
    'SELECT coalesce(sum(bytes), 0) FROM portrait WHERE trashed_at IS NOT NULL',
  )
  return Number(sum.pluck().get())
}
