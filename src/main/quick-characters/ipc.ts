import type { Language } from '../../shared/preferences'
import type { Handlers } from '../core/answer'
import type { CastDraws } from './cast-draw'
import type { QuickCharacters } from './quick-characters'

type QuickRequest = Extract<keyof Handlers, `quick:${string}` | `cast:${string}`>

interface QuickHandlersOptions {
  /** Throws the reason while the library could not be opened. */
  readonly library: () => {
    readonly quickCharacters: QuickCharacters
    readonly castDraws: CastDraws
  }
  readonly language: () => Language
}

/** Answers every request about quick characters. */
export function createQuickHandlers({
  library,
  language,
}: QuickHandlersOptions): Pick<Handlers, QuickRequest> {
  return {
    'quick:sounds': () => library().quickCharacters.sounds(),
    'quick:draw': (order) => library().quickCharacters.draw(order, language()),
    'cast:draw': (order) => library().castDraws.draw(order),
    'cast:note-drawn': ({ id }) => library().castDraws.note(id),
    'quick:keep': (person) => library().quickCharacters.keep(person),
  }
}
