import type { Language } from '../../shared/preferences'
import type { CampaignWordLists } from '../campaigns/word-lists'
import type { Handlers } from '../core/answer'
import type { CastDraws } from './cast-draw'
import type { QuickCharacters } from './quick-characters'

type QuickRequest = Extract<keyof Handlers, `quick:${string}` | `cast:${string}`>

interface QuickHandlersOptions {
  /** Throws the reason while the library could not be opened. */
  readonly library: () => {
    readonly quickCharacters: QuickCharacters
    readonly castDraws: CastDraws
    readonly wordLists: CampaignWordLists
  }
  readonly language: () => Language
}

/** Answers every request about quick characters. */
export function createQuickHandlers({
  library,
  language,
}: QuickHandlersOptions): Pick<Handlers, QuickRequest> {
  return {
    'quick:sounds': ({ campaignId }) => library().quickCharacters.sounds(campaignId),
    'quick:word-lists': ({ campaignId }) => library().wordLists.read(campaignId),
    'quick:change-word-lists': (changes) => library().wordLists.change(changes),
    'quick:preview': (order) => library().quickCharacters.preview(order, language()),
    'quick:draw': (order) => library().quickCharacters.draw(order, language()),
    'cast:draw': (order) => library().castDraws.draw(order),
    'cast:note-drawn': ({ id }) => library().castDraws.note(id),
    'quick:keep': (person) => library().quickCharacters.keep(person),
  }
}
