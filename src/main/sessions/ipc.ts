import type { Handlers } from '../core/answer'
import type { Sessions } from './sessions'
import type { Sightings } from './sightings'

type SessionRequest = Extract<keyof Handlers, `sessions:${string}`>

interface SessionHandlersOptions {
  /** Throws the reason while the library could not be opened. */
  readonly library: () => { readonly sessions: Sessions; readonly sightings: Sightings }
}

/** Answers every request about the sessions of a campaign. */
export function createSessionHandlers({
  library,
}: SessionHandlersOptions): Pick<Handlers, SessionRequest> {
  return {
    'sessions:list': ({ campaignId }) => library().sessions.list(campaignId),
    'sessions:read': ({ id }) => library().sessions.read(id),
    'sessions:add': (fields) => library().sessions.add(fields),
    'sessions:edit': ({ id, changes }) => library().sessions.edit(id, changes),
    'sessions:open': ({ id }) => library().sessions.open(id),
    'sessions:close': ({ id }) => library().sessions.close(id),
    'sessions:remove': ({ id }) => library().sessions.remove(id),
    'sessions:restore': ({ id }) => library().sessions.restore(id),
    'sessions:add-line': ({ campaignId, text }) =>
      library().sessions.addTypedLine(campaignId, text),
    'sessions:take-line': (line) => library().sessions.takeLine(line),
    'sessions:return-line': (line) => library().sessions.returnLine(line),
    'sessions:seen': ({ characterId }) => library().sightings.seen(characterId),
    'sessions:in-play': ({ campaignId }) => library().sightings.inPlay(campaignId),
  }
}
