import type { Handlers } from './answer'

type GenerationRequest = Extract<keyof Handlers, `generation:${string}` | `providers:${string}`>

export function createGenerationHandlers(_: object): Pick<Handlers, GenerationRequest> {
  return { 'generation:jobs': () => [] } as unknown as Pick<Handlers, GenerationRequest>
}
