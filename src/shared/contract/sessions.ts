import { z } from 'zod'
import {
  type AddedSession,
  type CampaignSessions,
  type InPlay,
  newSessionSchema,
  type Session,
  type Sightings,
  sessionChangesSchema,
} from '../session'
import type { AddedLine } from '../session-line'
import { addedLineSchema } from '../session-line'
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
  /** Takes a line out again, and a session that was begun for it and is empty without it. */
  'sessions:take-line': answers<void>()(addedLineSchema, editsRecords),
  /** Adds a line again that was taken out, to the same session. */
  'sessions:return-line': answers<void>()(addedLineSchema, editsRecords),
  'sessions:seen': answers<Sightings>()(z.strictObject({ characterId: idSchema })),
  'sessions:in-play': answers<readonly InPlay[]>()(ofCampaign),
} as const
