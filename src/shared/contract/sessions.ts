import { z } from 'zod'
import {
  type AddedLine,
  type AddedSession,
  type CampaignSessions,
  type InPlay,
  newSessionSchema,
  type Session,
  type Sightings,
  sessionChangesSchema,
} from '../session'
import { idSchema } from '../subject'
import { maximumFactLength, storable } from '../text'
import { answers, editsRecords } from './request-definition'

const onlyId = z.strictObject({ id: idSchema })
const ofCampaign = z.strictObject({ campaignId: idSchema })

/** The part of the contract about the sessions of a campaign. */
export const sessionRequests = {
  'sessions:list': answers<CampaignSessions>()(ofCampaign),
  'sessions:read': answers<Session>()(onlyId),
  /** The new session is open; one that was open is closed. */
  'sessions:add': answers<AddedSession>()(newSessionSchema, editsRecords),
  'sessions:edit': answers<Session>()(
    z.strictObject({ id: idSchema, changes: sessionChangesSchema }),
    editsRecords,
  ),
  /** Answers the id of the session that was open until then, or null. */
  'sessions:open': answers<number | null>()(onlyId, editsRecords),
  'sessions:close': answers<void>()(onlyId, editsRecords),
  'sessions:remove': answers<void>()(onlyId, editsRecords),
  'sessions:restore': answers<Session>()(onlyId, editsRecords),
  /** One line into the open session, which is begun if there is none. */
  'sessions:add-line': answers<AddedLine>()(
    z.strictObject({
      campaignId: idSchema,
      text: z
        .string()
        .min(1)
        .max(maximumFactLength * 100)
        .transform(storable),
    }),
    editsRecords,
  ),
  'sessions:seen': answers<Sightings>()(z.strictObject({ characterId: idSchema })),
  'sessions:in-play': answers<readonly InPlay[]>()(ofCampaign),
} as const
