import { z } from 'zod'
import type { CurrentPortrait } from './portrait'
import { factSchema, nameSchema, notesSchema } from './text'

export const campaignFieldsSchema = z.strictObject({
  name: nameSchema,
  description: notesSchema,
  themes: z.array(factSchema).max(30, 'too-many-themes'),
  tone: factSchema,
  language: factSchema,
  gameSystem: factSchema,
  notes: notesSchema,
})

export type CampaignFields = z.infer<typeof campaignFieldsSchema>

/** A campaign as its own screen shows it. Times are ISO in UTC. */
export interface Campaign extends Readonly<CampaignFields> {
  readonly id: number
  readonly avatarStyle: string
  readonly avatarSeed: string
  readonly portrait: CurrentPortrait | null
  readonly characterCount: number
  readonly createdAt: string
  readonly updatedAt: string
  readonly trashedAt: string | null
}

/** A campaign as the rail lists it. */
export type CampaignSummary = Pick<
  Campaign,
  'id' | 'name' | 'portrait' | 'characterCount' | 'updatedAt' | 'avatarStyle' | 'avatarSeed'
>
