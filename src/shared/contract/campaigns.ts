import { z } from 'zod'
import { type Campaign, type CampaignSummary, campaignFieldsSchema } from '../campaign'
import {
  type CastPage,
  type Character,
  type CharacterHit,
  castQuerySchema,
  castSelectionSchema,
  characterFieldsSchema,
} from '../character'
import { idSchema } from '../subject'
import { type TextVersion, versionedTextSchema } from '../text-version'
import { answers, changesRecords, editsRecords } from './request-definition'

const nothing = z.undefined()
const onlyId = z.strictObject({ id: idSchema })

/** The part of the contract about campaigns and characters. */
export const campaignRequests = {
  'campaigns:list': answers<readonly CampaignSummary[]>()(nothing),
  'campaigns:read': answers<Campaign>()(onlyId),
  'campaigns:create': answers<Campaign>()(
    campaignFieldsSchema.partial().required({ name: true }),
    editsRecords,
  ),
  'campaigns:edit': answers<Campaign>()(
    z.strictObject({ id: idSchema, changes: campaignFieldsSchema.partial() }),
    editsRecords,
  ),
  'campaigns:duplicate': answers<Campaign>()(onlyId, changesRecords),
  'campaigns:trash': answers<void>()(onlyId, editsRecords),
  'campaigns:restore': answers<void>()(onlyId, editsRecords),
  'characters:list': answers<CastPage>()(castQuerySchema),
  /** How many of the selection come before this character; null when it is not among them. */
  'characters:place': answers<number | null>()(castSelectionSchema.extend({ id: idSchema })),
  'characters:search': answers<readonly CharacterHit[]>()(
    z.strictObject({ text: z.string().max(10_000), limit: z.number().int().min(1).max(50) }),
  ),
  'characters:read': answers<Character>()(onlyId),
  'characters:create': answers<Character>()(
    characterFieldsSchema.partial().required({ name: true }).extend({ campaignId: idSchema }),
    editsRecords,
  ),
  'characters:edit': answers<Character>()(
    z.strictObject({ id: idSchema, changes: characterFieldsSchema.partial() }),
    editsRecords,
  ),
  'characters:duplicate': answers<Character>()(onlyId, changesRecords),
  'characters:move': answers<Character>()(
    z.strictObject({ id: idSchema, campaignId: idSchema }),
    editsRecords,
  ),
  'characters:trash': answers<void>()(onlyId, editsRecords),
  'characters:restore': answers<void>()(onlyId, editsRecords),
  /** The earlier versions of a description or of notes, newest first. */
  'texts:versions': answers<readonly TextVersion[]>()(versionedTextSchema),
  'texts:read-version': answers<string>()(versionedTextSchema.extend({ id: idSchema })),
} as const
