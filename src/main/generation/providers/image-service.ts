import type { OfferedModel } from '../../../shared/generation'
import { type AsFetchOptions, asFetch } from '../../core/network/as-fetch'
import type { Timeouts } from '../../core/network/http-order'
import type { NetworkError } from '../../core/network/network-error'
import { defaultTimeouts, type HttpAnswer, type SendRequest } from '../../core/network/request'
import { hidingKey } from '../services/hide-key'
import type { StoredAnswer } from '../stored-answer'
import { type AskedFor, classifyFailure } from './classify-failure'
import { networkFault } from './network-fault'
import {
  type OptionalParameter,
  optionalParameters,
  type PictureParameters,
  type PictureWish,
  pictureParameters,
  type ServiceConnection,
} from './profiles'
import { readComplaint } from './read-failure'
import { readModels } from './read-models'
import { type DrawnPictures, maximumAnswerBytes, readPictures } from './read-pictures'
import { openSdk, type Sdk } from './sdk'
import { ServiceError } from './service-error'

/**
 * A picture may take minutes in which nothing arrives, or the beginning of an answer and then nothing; after
 * that the picture still has to be transferred. A list of models may not.
 */
function drawTimeouts(waitMs: number): Timeouts {
  return { connectMs: 30_000, answerMs: waitMs, idleMs: waitMs, totalMs: waitMs + 150_000 }
}
const listTimeouts: Timeouts = {
  connectMs: 15_000,
  answerMs: 30_000,
  idleMs: 15_000,
  totalMs: 60_000,
}
const maximumListBytes = 4 * 1024 * 1024
/** How many models a sentence can name. */
const namedModels = 12

export interface ImageServiceOptions {
  readonly request: SendRequest
  readonly timeouts?: Partial<Timeouts>
  readonly now?: () => Date
  /**
   * Called before an order is sent once more without a parameter, with what is sent then; throws to have it fail
   * instead.
   */
  readonly beforeLeavingOut?: (name: OptionalParameter, next: PictureParameters) => void
}

export interface Drawn extends DrawnPictures {
  /** What was asked for in the end, without the prompt. */
  readonly parameters: Readonly<Record<string, string | number>>
}

export interface DrawTerms {
  readonly signal?: AbortSignal
  /** Stores a successful answer before it is interpreted. */
  readonly keep?: (answer: StoredAnswer) => Promise<void>
}

/** An OpenAI-style image service. Both calls throw ServiceError. */
export interface ImageService {
  /** Sends one order; sent once more only without a parameter that was refused. */
  draw(wish: PictureWish, terms?: DrawTerms): Promise<Drawn>
  /** The models it offers, those for images first. Costs nothing. */
  listModels(signal?: AbortSignal): Promise<readonly OfferedModel[]>
}

function createContext(
  connection: ServiceConnection,
  { request, timeouts, now = () => new Date(), beforeLeavingOut }: ImageServiceOptions,
) {
  const { baseUrl, model, key } = connection
  const { host, origin } = new URL(baseUrl)
  const hide = hidingKey(key)
  return {
    connection,
    request,
    origin,
    key,
    now,
    hide,
    baseUrl,
    host,
    model,
    timeouts,
    beforeLeavingOut,
  }
}

type Context = ReturnType<typeof createContext>

/** The client for one service. Nothing of the environment reaches it. */
export function createImageService(
  connection: ServiceConnection,
  options: ImageServiceOptions,
): ImageService {
  const context = createContext(connection, options)

  return {
    draw: (wish: PictureWish, terms?: DrawTerms) => draw(context, wish, terms),
    listModels: (signal?: AbortSignal) => listModels(context, signal),
  }
}

/** Lets the SDK speak; gives back the answer it got, if that says success. */
async function ask(
  context: Context,
  call: (sdk: Sdk) => PromiseLike<unknown>,
  limits: Pick<AsFetchOptions, 'maximumBytes' | 'timeouts'>,
  asked: AskedFor,
): Promise<HttpAnswer> {
  const { connection, request, origin, key, now, hide } = context
  const answers: HttpAnswer[] = []
  const faults: NetworkError[] = []
  const sdk = await openSdk(connection, {
    fetch: asFetch(request, {
      ...limits,
      privateOrigin: connection.isPrivate ? origin : undefined,
      headers: {
        accept: 'application/json',
        'user-agent': 'Castkeeper',
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      },
      onAnswer: (answer) => answers.push(answer),
      onFault: (fault) => faults.push(fault),
    }),
    timeoutMs: (limits.timeouts?.totalMs ?? defaultTimeouts.totalMs) + 60_000,
  })
  try {
    await call(sdk)
  } catch (error) {
    const [fault] = faults
    if (fault !== undefined) throw networkFault(fault)
    const [answer] = answers
    if (answer === undefined) throw error
    throw classifyFailure(readComplaint(answer, now(), hide), asked)
  }
  const [answer] = answers
  if (answer === undefined) throw new Error('the SDK made no request')
  return answer
}

async function post(
  context: Context,
  parameters: PictureParameters,
  { signal, keep }: DrawTerms,
): Promise<DrawnPictures> {
  const { baseUrl, host, model, hide, connection, timeouts } = context
  const requestUrl = new URL(`${baseUrl}/images/generations`)
  const asked = { host, model, prompt: parameters.prompt, requestUrl, hide }
  const answer = await ask(
    context,
    (sdk) => sdk.images.generate(parameters, { signal }).asResponse(),
    {
      maximumBytes: maximumAnswerBytes(parameters.n),
      timeouts: { ...drawTimeouts(connection.waitMs), ...timeouts },
    },
    asked,
  )
  const { prompt: _, ...sent } = parameters
  const mediaType = answer.headers['content-type'] ?? ''
  const record = { requestUrl: requestUrl.href, model, status: answer.status, mediaType, sent }
  await keep?.({ record, bytes: answer.bytes })
  return readPictures(answer, asked)
}

async function listModels(
  context: Context,
  signal?: AbortSignal,
): Promise<readonly OfferedModel[]> {
  const { host, hide, timeouts } = context
  const asked = { host, model: '', prompt: '', hide }
  const answer = await ask(
    context,
    (sdk) => sdk.models.list({ signal }).asResponse(),
    { maximumBytes: maximumListBytes, timeouts: { ...listTimeouts, ...timeouts } },
    asked,
  )
  return readModels(answer, asked)
}

async function namingOffers(context: Context, error: ServiceError): Promise<ServiceError> {
  try {
    const offered = (await listModels(context)).slice(0, namedModels).map(({ id }) => id)
    if (offered.length === 0) return error
    const details = { ...error.details, offered, context: 'offered' }
    return new ServiceError('model-not-found', details, { requestId: error.requestId })
  } catch {
    // The list is a courtesy; that the model is missing is what has to be said.
    return error
  }
}

async function draw(context: Context, wish: PictureWish, terms: DrawTerms = {}): Promise<Drawn> {
  const { connection, beforeLeavingOut } = context
  let parameters = pictureParameters(connection, wish)
  for (;;) {
    try {
      const drawn = await post(context, parameters, terms)
      const { prompt: _, ...asked } = parameters
      return { ...drawn, parameters: asked }
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error
      if (error.code === 'model-not-found') throw await namingOffers(context, error)
      const refused = optionalParameters.find((name) => name === error.parameter)
      if (refused === undefined || !(refused in parameters)) throw error
      const next = without(parameters, refused)
      beforeLeavingOut?.(refused, next)
      parameters = next
    }
  }
}

function without(parameters: PictureParameters, name: OptionalParameter): PictureParameters {
  const { [name]: _, ...others } = parameters
  return others
}
