import { AppError } from '../../shared/errors'
import type { PromptWish } from '../../shared/generation'
import type { Handlers } from '../core/answer'
import type { Generation } from './generate'
import { receivedName } from './received-name'
import type { Services } from './services/services'
import { estimatePrice } from './spending/prices'

type GenerationRequest = Extract<keyof Handlers, `generation:${string}` | `providers:${string}`>

interface GenerationHandlersOptions {
  /** Throws the reason while the library could not be opened. */
  readonly library: () => {
    readonly generation: Generation
    writePrompt(wish: PromptWish): string
  }
  readonly services: Services
  /** Asks where to save a file of this name and writes it there; false when it was not saved. */
  readonly savePicture: (bytes: Uint8Array, name: string) => Promise<boolean>
}

/** Answers every request about image services and about orders at them. */
export function createGenerationHandlers({
  library,
  services,
  savePicture,
}: GenerationHandlersOptions): Pick<Handlers, GenerationRequest> {
  async function saveAs(id: number): Promise<boolean> {
    const received = await library().generation.unstored(id)
    if (received.length === 0) throw new AppError('not-found')
    for (const [index, bytes] of received.entries()) {
      if (!(await savePicture(bytes, receivedName(id, index + 1, bytes)))) return false
    }
    return true
  }

  return {
    'providers:list': () => services.list(),
    'providers:change': ({ id, ...changes }) => services.change(id, changes),
    'providers:set-key': ({ id, key }) => services.setKey(id, key),
    'providers:forget-key': ({ id }) => services.forgetKey(id),
    'providers:test': ({ id }) => services.listModels(id),

    'generation:prompt': (wish) => library().writePrompt(wish),
    'generation:estimate': async ({ provider, ...order }) => {
      const { model, pricePerPictureUsd } = await services.connection(provider)
      return estimatePrice({ ...order, model, pricePerPictureUsd })
    },
    'generation:start': (order) => library().generation.start(order),
    'generation:jobs': () => library().generation.jobs(),
    'generation:cancel': ({ id }) => library().generation.cancel(id),
    'generation:retry': ({ id }) => library().generation.retry(id),
    'generation:dismiss': ({ id }) => library().generation.dismiss(id),
    'generation:discard': ({ id }) => library().generation.discard(id),
    'generation:save-as': ({ id }) => saveAs(id),
  }
}
