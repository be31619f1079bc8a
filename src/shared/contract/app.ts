import { z } from 'zod'
import { type Preferences, preferenceChangesSchema } from '../preferences'
import type { AboutCastkeeper, NumberedNotice, StartState } from '../start'
import { taskKinds } from '../tasks'
import { answers } from './request-definition'

const nothing = z.undefined()

/** The part of the contract about the app itself and its preferences. */
export const appRequests = {
  'app:start': answers<StartState>()(nothing),
  /** What the game master should know, since the start. */
  'app:notices': answers<readonly NumberedNotice[]>()(nothing),
  'app:about': answers<AboutCastkeeper>()(nothing),
  'app:open-folder': answers<void>()(
    z.strictObject({ folder: z.enum(['data', 'portraits', 'log']) }),
  ),
  'app:open-link': answers<void>()(z.strictObject({ url: z.url({ protocol: /^https$/ }) })),
  'app:toggle-full-screen': answers<void>()(nothing),
  'app:quit': answers<void>()(nothing),
  'app:recover': answers<void>()(
    z.strictObject({
      way: z.enum(['try-again', 'start-empty', 'restore-copy', 'quit']),
      copy: z.string().max(200).optional(),
    }),
  ),
  /** Cancels what runs of this kind. A swap that has begun goes on to its end. */
  'task:cancel': answers<void>()(z.strictObject({ kind: z.enum(taskKinds) })),
  'preferences:read': answers<Preferences>()(nothing),
  /** Image services are changed by `providers:change`, which looks at their addresses first. */
  'preferences:change': answers<Preferences>()(preferenceChangesSchema.omit({ services: true })),
} as const
