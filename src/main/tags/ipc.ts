import type { Handlers } from '../core/answer'
import type { Tags } from './tags'

type TagRequest = Extract<keyof Handlers, `tags:${string}`>

interface TagHandlersOptions {
  /** Throws the reason while the library could not be opened. */
  readonly library: () => { readonly tags: Tags }
}

/** Answers every request about tags. */
export function createTagHandlers({ library }: TagHandlersOptions): Pick<Handlers, TagRequest> {
  return {
    'tags:list': () => library().tags.list(),
    'tags:of': (tagged) => library().tags.of(tagged),
    'tags:members': ({ id }) => library().tags.members(id),
    'tags:change': (order) => library().tags.change(order),
  }
}
