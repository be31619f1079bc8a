import type { Timeouts } from '../../src/main/core/network/http-order'
import { createRequest } from '../../src/main/core/network/request'
import { createImageService, type Drawn } from '../../src/main/generation/providers/image-service'
import type { ServiceConnection } from '../../src/main/generation/providers/profiles'
import { ServiceError } from '../../src/main/generation/providers/service-error'
import { appErrorOf } from './errors'
import { generationsPath, type ImageReply, type ImageServer } from './image-server'

/** One order like any other. */
export const wish = {
  prompt: 'A knight of the realm',
  quality: 'low',
  shape: 'tall',
  count: 1,
} as const

export interface AskPlan {
  readonly connection?: Partial<ServiceConnection>
  readonly timeouts?: Partial<Timeouts>
  readonly now?: () => Date
}

/** The client for a scripted server. */
export function serviceAt(server: ImageServer, { connection, timeouts, now }: AskPlan = {}) {
  const whole: ServiceConnection = {
    provider: 'compatible',
    baseUrl: server.baseUrl,
    model: 'test-image-1',
    responseFormat: 'b64_json',
    key: 'sk-test-key',
    isPrivate: true,
    waitMs: 600_000,
    pricePerPictureUsd: null,
    ...connection,
  }
  return createImageService(whole, { request: createRequest(), timeouts, now })
}

/** Sends the order, answered by `reply` when one is given. */
export function draw(server: ImageServer, reply?: ImageReply, plan?: AskPlan): Promise<Drawn> {
  if (reply) server.script(generationsPath, reply)
  return serviceAt(server, plan).draw(wish)
}

/** The error the order ends in. */
export async function refusalOf(
  server: ImageServer,
  reply: ImageReply,
  plan?: AskPlan,
): Promise<ServiceError> {
  const error = await appErrorOf(draw(server, reply, plan))
  if (error instanceof ServiceError) return error
  throw error
}
