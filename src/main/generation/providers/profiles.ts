import type {
  ImageServiceId,
  pictureShapes,
  qualities,
  ResponseFormat,
} from '../../../shared/generation'

type Shape = (typeof pictureShapes)[number]
type Quality = (typeof qualities)[number]
type SentQuality = Quality | 'standard' | 'hd'

/** How one image service is reached, with what the game master has set. */
export interface ServiceConnection {
  readonly provider: ImageServiceId
  /** Normalised, without a slash at the end. */
  readonly baseUrl: string
  readonly model: string
  readonly responseFormat: ResponseFormat
  readonly key: string | null
  /** True if the host was in a private network when its address was saved: it may be contacted there. */
  readonly isPrivate: boolean
  /** How long an answer may take, in milliseconds. */
  readonly waitMs: number
  /** What the game master says a picture costs there, in USD; null for what is known of the model. */
  readonly pricePerPictureUsd: number | null
}

export interface ServiceTraits {
  readonly needsKey: boolean
  /** Whether `response_format` is known there, so that the game master can choose one. */
  readonly sendsResponseFormat: boolean
}

/** What differs between the services, whatever their model. */
export const serviceTraits: Readonly<Record<ImageServiceId, ServiceTraits>> = {
  openai: { needsKey: true, sendsResponseFormat: false },
  compatible: { needsKey: false, sendsResponseFormat: true },
  local: { needsKey: false, sendsResponseFormat: true },
}

export interface ModelFamily {
  readonly name: RegExp
  readonly sizes: Readonly<Record<Shape, string>>
  /** Its own words for our qualities; null when it knows none. */
  readonly qualities: Readonly<Record<Quality, SentQuality>> | null
  /** Sent as `output_format`, or not at all. */
  readonly outputFormat: 'png' | null
  readonly takesResponseFormat: boolean
  /** Pictures in one order. */
  readonly maximumCount: number
}

/** What differs between models, the first match counts (openai 7.57.0, `ImageGenerateParams`). */
const modelFamilies: readonly [ModelFamily, ...ModelFamily[]] = [
  {
    name: /(^|\/)(chatgpt|gpt)-image/i,
    sizes: { tall: '1024x1536', square: '1024x1024' },
    // Left out it can mean the dearest.
    qualities: { low: 'low', medium: 'medium', high: 'high' },
    outputFormat: 'png',
    takesResponseFormat: false,
    maximumCount: 10,
  },
  {
    name: /(^|\/)dall-e-3/i,
    sizes: { tall: '1024x1792', square: '1024x1024' },
    qualities: { low: 'standard', medium: 'standard', high: 'hd' },
    outputFormat: null,
    takesResponseFormat: true,
    maximumCount: 1,
  },
]

const anyOther: ModelFamily = {
  name: /./,
  sizes: { tall: '1024x1536', square: '1024x1024' },
  qualities: null,
  outputFormat: null,
  takesResponseFormat: true,
  maximumCount: 10,
}

export interface PictureWish {
  readonly prompt: string
  /** Null sends none, for a service that does not know it. */
  readonly quality: Quality | null
  readonly shape: Shape
  readonly count: number
}

/** The body of `POST /images/generations`, for the model and the service it goes to. */
export interface PictureParameters {
  readonly model: string
  readonly prompt: string
  readonly n: number
  readonly size?: string
  readonly quality?: SentQuality
  readonly output_format?: 'png'
  readonly response_format?: ResponseFormat
}

/** Parameters an order can do without, should a service not know them. */
export const optionalParameters = ['size', 'quality', 'output_format', 'response_format'] as const
export type OptionalParameter = (typeof optionalParameters)[number]

/** What to ask this service for. */
export function pictureParameters(
  { provider, model, responseFormat }: ServiceConnection,
  { prompt, quality, shape, count }: PictureWish,
): PictureParameters {
  const family = modelFamilies.find(({ name }) => name.test(model)) ?? anyOther
  const sendsFormat = serviceTraits[provider].sendsResponseFormat && family.takesResponseFormat
  return {
    model,
    prompt,
    n: Math.min(count, family.maximumCount),
    size: family.sizes[shape],
    ...(family.qualities && quality && { quality: family.qualities[quality] }),
    ...(family.outputFormat && { output_format: family.outputFormat }),
    ...(sendsFormat && { response_format: responseFormat }),
  }
}
