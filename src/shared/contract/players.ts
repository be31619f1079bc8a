import { z } from 'zod'
import { faceRequestSchema, mostQueued, type PlayersState, showModes } from '../players'
import { answers } from './request-definition'

const placeSchema = z.strictObject({
  index: z
    .number()
    .int()
    .min(0)
    .max(mostQueued - 1),
})

/** The part of the contract about the window that the players see. None of it changes the library. */
export const playersRequests = {
  'players:state': answers<PlayersState>()(z.undefined()),
  /** Opens the window where there is none; asks first where its screen is not certain. */
  'players:show': answers<void>()(
    z.strictObject({
      faces: z.array(faceRequestSchema).min(1).max(mostQueued),
      how: z.enum(showModes),
    }),
  ),
  'players:toggle-black': answers<void>()(z.undefined()),
  'players:toggle-names': answers<void>()(z.undefined()),
  /** Shows the next or the previous face of the queue. */
  'players:step': answers<void>()(z.strictObject({ by: z.union([z.literal(1), z.literal(-1)]) })),
  /** Shows this face of the queue. */
  'players:go-to': answers<void>()(placeSchema),
  'players:unqueue': answers<void>()(placeSchema),
  'players:clear-queue': answers<void>()(z.undefined()),
  /** Takes one face off the stage. */
  'players:take-away': answers<void>()(placeSchema),
  /** Asks again which screen it opens on. */
  'players:pick-screen': answers<void>()(z.undefined()),
  /** The answer: a number painted on a screen, an ordinary window, or none of them. */
  'players:choose-screen': answers<void>()(
    z.strictObject({ choice: z.union([z.number().int().min(1), z.enum(['window', 'none'])]) }),
  ),
  /** Shows the window again on its screen, which is back. */
  'players:show-again': answers<void>()(z.undefined()),
  'players:close': answers<void>()(z.undefined()),
} as const
