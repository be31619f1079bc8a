import { z } from 'zod'
import {
  type GenerationJob,
  generationOrderSchema,
  imageServiceIds,
  longestWaitMinutes,
  type OfferedModel,
  type PriceEstimate,
  type ProviderProfile,
  promptWishSchema,
  responseFormats,
  shortestWaitMinutes,
} from '../generation'
import { usdSchema } from '../spending'
import { idSchema } from '../subject'
import { answers } from './request-definition'

const nothing = z.undefined()
const onlyId = z.strictObject({ id: idSchema })

/** The part of the contract about image services and what is ordered from them. */
export const generationRequests = {
  'providers:list': answers<readonly ProviderProfile[]>()(nothing),
  'providers:change': answers<ProviderProfile>()(
    z.strictObject({
      id: z.enum(imageServiceIds),
      baseUrl: z.string().max(2_000).optional(),
      model: z.string().max(2_000).trim().max(200).optional(),
      responseFormat: z.enum(responseFormats).optional(),
      waitMinutes: z
        .number()
        .int()
        .min(shortestWaitMinutes, 'wait-out-of-range')
        .max(longestWaitMinutes, 'wait-out-of-range')
        .nullable()
        .optional(),
      pricePerPictureUsd: usdSchema.nullable().optional(),
    }),
  ),
  'providers:set-key': answers<ProviderProfile>()(
    z.strictObject({ id: z.enum(imageServiceIds), key: z.string().max(4_000) }),
  ),
  'providers:forget-key': answers<ProviderProfile>()(
    z.strictObject({ id: z.enum(imageServiceIds) }),
  ),
  /** Asks the service for its models, and for nothing else. */
  'providers:test': answers<readonly OfferedModel[]>()(
    z.strictObject({ id: z.enum(imageServiceIds) }),
  ),
  'generation:prompt': answers<string>()(promptWishSchema),
  'generation:estimate': answers<PriceEstimate>()(
    generationOrderSchema.omit({ prompt: true, subject: true }),
  ),
  'generation:start': answers<GenerationJob>()(generationOrderSchema),
  /** Those under way, and those that ended in a way the game master has not acknowledged. */
  'generation:jobs': answers<readonly GenerationJob[]>()(nothing),
  'generation:cancel': answers<void>()(onlyId),
  'generation:retry': answers<GenerationJob>()(onlyId),
  'generation:dismiss': answers<void>()(onlyId),
  'generation:discard': answers<GenerationJob>()(onlyId),
  /**
   * Saves the pictures of an order that are not in the library, as they were received; asks where. False when
   * cancelled.
   */
  'generation:save-as': answers<boolean>()(onlyId),
} as const
