import { z } from 'zod'
import type { ErrorReport } from './errors'
import { usdSchema } from './spending'
import { type Subject, subjectSchema } from './subject'
import { notesSchema } from './text'

/** Who draws a portrait. `avatar` is drawn here; the others are image services. */
export const providerIds = ['avatar', 'openai', 'compatible', 'local'] as const
export type ProviderId = (typeof providerIds)[number]
export const imageServiceIds = ['openai', 'compatible', 'local'] as const
export type ImageServiceId = (typeof imageServiceIds)[number]

/** Art styles and moods the old app offered; their words are in the locales under `prompt`. */
export const artStyles = [
  'realistic-fantasy',
  'anime-manga',
  'concept-art',
  'classical-painting',
  'modern-illustration',
] as const
export const moods = [
  'neutral',
  'determined',
  'mysterious',
  'jovial',
  'dark',
  'heroic',
  'wise',
] as const
export type ArtStyle = (typeof artStyles)[number]
export type Mood = (typeof moods)[number]

export const responseFormats = ['b64_json', 'url'] as const
export type ResponseFormat = (typeof responseFormats)[number]

/** How long an answer may take, in minutes: what can be chosen, and what is usual. */
export const shortestWaitMinutes = 1
export const longestWaitMinutes = 24 * 60
export const usualWaitMinutes = { private: 30, public: 10 } as const

/** True for a typed number of minutes that can be chosen; empty stands for the usual time. */
export function isWaitMinutes(typed: string): boolean {
  const minutes = Number(typed.trim())
  if (typed.trim() === '') return true
  return (
    /^\d{1,4}$/.test(typed.trim()) &&
    minutes >= shortestWaitMinutes &&
    minutes <= longestWaitMinutes
  )
}

/** GPT image models take at most 32,000 characters (openai 7.57.0, `ImageGenerateParams.prompt`). */
export const maximumPromptLength = 32_000

export const promptWishSchema = z.strictObject({
  subject: subjectSchema,
  artStyle: z.enum(artStyles),
  mood: z.enum(moods),
  wish: notesSchema.default(''),
  language: z.enum(['en', 'fr']),
})
export type PromptWish = z.infer<typeof promptWishSchema>

export const qualities = ['low', 'medium', 'high'] as const
export const pictureShapes = ['tall', 'square'] as const

export const generationOrderSchema = z.strictObject({
  subject: subjectSchema,
  provider: z.enum(imageServiceIds),
  prompt: z
    .string()
    // Before anything is done to it.
    .max(4 * maximumPromptLength, 'prompt-too-long')
    .trim()
    .min(1, 'prompt-empty')
    .max(maximumPromptLength, 'prompt-too-long'),
  quality: z.enum(qualities).default('medium'),
  shape: z.enum(pictureShapes).default('tall'),
  /** How many pictures are asked for; the first one becomes current, the others join the film strip. */
  count: z.number().int().min(1).max(4).default(1),
  /** What it may cost at most, in USD, where no price is known or a lower limit is wanted. */
  maxCostUsd: usdSchema.optional(),
})
export type GenerationOrder = z.infer<typeof generationOrderSchema>

/**
 * waiting: written down, not sent yet (or waiting for the time the service named) · sent: the service
 * has it · received: its bytes are on our disk · done · failed · cancelled · interrupted: cut off by a
 * crash or a closed window after it was sent, so it may have been billed.
 */
export const jobStates = [
  'waiting',
  'sent',
  'received',
  'done',
  'failed',
  'cancelled',
  'interrupted',
] as const
export type JobState = (typeof jobStates)[number]

/** A face that a new portrait took the place of. */
export interface ReplacedFace {
  readonly shownId: number
  /** Null for the avatar. */
  readonly formerId: number | null
  /** Older portraits that a limit of the history moved to the trash for it. */
  readonly wentToTrash: readonly number[]
}

/** One order at an image service, from before it is sent until the game master has seen its end. */
export interface GenerationJob {
  readonly id: number
  readonly subject: Subject
  readonly subjectName: string
  readonly provider: ImageServiceId
  readonly host: string
  readonly model: string
  readonly prompt: string
  readonly count: number
  readonly state: JobState
  readonly attempts: number
  /** When a waiting job is tried again, ISO in UTC. */
  readonly retryAt: string | null
  readonly mayHaveBeenBilled: boolean
  /** Of one that is `done`: why there are fewer portraits than the service made pictures. */
  readonly error: ErrorReport | null
  readonly portraitIds: readonly number[]
  /** How many of its answers and pictures are stored outside the library, until it is discarded. */
  readonly kept: number
  /** What its first picture took the place of; null when none of them was shown. */
  readonly replaced: ReplacedFace | null
  /** What all tries cost together; null when the prices are not known. */
  readonly costUsd: number | null
  /** True when it may be less: a try that failed may not have been billed. */
  readonly isCostAtMost: boolean
  readonly createdAt: string
  readonly updatedAt: string
}

/** A provider as the settings screen shows it. The key itself never leaves the main process. */
export interface ProviderProfile {
  readonly id: ImageServiceId
  readonly baseUrl: string
  readonly model: string
  readonly responseFormat: ResponseFormat
  /** How long an answer may take; null for the usual time. */
  readonly waitMinutes: number | null
  /** What a picture costs there, in USD; null for what the price list says of the model. */
  readonly pricePerPictureUsd: number | null
  /** What is usual where this service lies. */
  readonly usualWaitMinutes: number
  readonly sendsResponseFormat: boolean
  readonly needsKey: boolean
  readonly hasKey: boolean
  /** `session`: this system cannot keep secrets encrypted, so the key is forgotten at quit. */
  readonly keyStorage: 'encrypted' | 'session' | 'none'
}

export interface OfferedModel {
  readonly id: string
  /** The day on which the service stops offering it, if announced: `YYYY-MM-DD`. */
  readonly shutdownDate: string | null
}

export interface PriceEstimate {
  /** For all pictures of the order; null when the price list does not know the model. */
  readonly costUsd: number | null
  /** The day the price list was last checked: `YYYY-MM-DD`. */
  readonly pricesAsOf: string
}
