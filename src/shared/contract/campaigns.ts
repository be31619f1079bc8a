import { z } from 'zod'
import { type Campaign, type CampaignSummary, campaignFieldsSchema } from '../campaign'
import {
  type CastPage,
  type ChangedCharacters,
  type Character,
  type CharacterHits,
  castIdsSchema,
  castQuerySchema,
  castSelectionSchema,
  characterFieldsSchema,
  characterIdsSchema,
  characterMoveSchema,
  type DuplicatedCharacters,
  idsAtOnceSchema,
  type ManyChanged,
  type MovedCharacters,
  manyChangeSchema,
  maximumIdsAtOnce,
} from '../character'
import { addedLineSchema } from '../session-line'
import { type ChangedStatuses, type StatusCount, statusChangesSchema } from '../status'
import { idSchema } from '../subject'
import { type TextVersion, versionedTextSchema } from '../text-version'
import { answers, changesRecords, editsRecords, mayChangeRecords } from './request-definition'

const nothing = z.undefined()
const onlyId = z.strictObject({ id: idSchema })
const onlyIds = z.strictObject({ ids: characterIdsSchema })
const onlyFewIds = z.strictObject({ ids: idsAtOnceSchema })
const fewMoves = z
  .array(characterMoveSchema)
  .min(1)
  .max(maximumIdsAtOnce)
  .refine((moves) => moves.flatMap(({ ids }) => ids).length <= maximumIdsAtOnce)

/** The part of the contract about campaigns and characters. */
export const campaignRequests = {
  'campaigns:list': answers<readonly CampaignSummary[]>()(nothing),
  'campaigns:read': answers<Campaign>()(onlyId),
  'campaigns:create': answers<Campaign>()(
    campaignFieldsSchema.partial().required({ name: true }),
    editsRecords,
  ),
  /** A campaign of eight people to try things on. */
  'campaigns:create-sample': answers<Campaign>()(nothing, editsRecords),
  'campaigns:edit': answers<Campaign>()(
    z.strictObject({ id: idSchema, changes: campaignFieldsSchema.partial() }),
    editsRecords,
  ),
  'campaigns:duplicate': answers<Campaign>()(onlyId, changesRecords),
  'campaigns:trash': answers<void>()(onlyId, editsRecords),
  'campaigns:restore': answers<void>()(onlyId, editsRecords),
  'characters:list': answers<CastPage>()(castQuerySchema),
  /** The ids of a stretch of the selection, in its order. */
  'characters:ids': answers<readonly number[]>()(castIdsSchema),
  /** How many of the selection come before this character; null when it is not among them. */
  'characters:place': answers<number | null>()(castSelectionSchema.extend({ id: idSchema })),
  'characters:search': answers<CharacterHits>()(
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
  /** A part may be done before it is cancelled. */
  'characters:duplicate': answers<DuplicatedCharacters>()(onlyIds, mayChangeRecords),
  /** The same as the three below, for any number. A part may be done before it is cancelled. */
  'characters:change-many': answers<ManyChanged>()(manyChangeSchema, mayChangeRecords),
  /** Throws AppError `in-trash` for a campaign in the trash. */
  'characters:move': answers<MovedCharacters>()(z.strictObject({ moves: fewMoves }), editsRecords),
  'characters:trash': answers<ChangedCharacters>()(onlyFewIds, editsRecords),
  'characters:restore': answers<ChangedCharacters>()(onlyFewIds, editsRecords),
  'characters:set-status': answers<ChangedStatuses>()(
    z.strictObject({
      changes: statusChangesSchema,
      /** Lines of sessions that go with a change that is taken back. */
      linesToTake: z.array(addedLineSchema).optional(),
    }),
    editsRecords,
  ),
  /** The statuses that characters of a campaign have, the most frequent first. */
  'characters:statuses': answers<readonly StatusCount[]>()(
    z.strictObject({ campaignId: idSchema }),
  ),
  /** The earlier versions of a description or of notes, newest first. */
  'texts:versions': answers<readonly TextVersion[]>()(versionedTextSchema),
  'texts:read-version': answers<string>()(versionedTextSchema.extend({ id: idSchema })),
} as const
