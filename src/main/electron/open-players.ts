import type { BrowserWindow } from 'electron'
import type { Subject } from '../../shared/subject'
import type { AppContext } from '../app/app-context'
import type { SendEvent } from '../core/answer'
import { Players } from '../players/players'
import { createPlayersHost } from './players-host'

interface OpenPlayersOptions {
  readonly context: AppContext
  readonly sendEvent: SendEvent
  /** The game master's window as it is now; null once it is closed. */
  readonly window: () => BrowserWindow | null
  readonly uiOrigin: string
}

/** Adds a line to the session that is open in the character's campaign, if one is. Never rejects. */
async function noteShown({ context, sendEvent }: OpenPlayersOptions, subject: Subject) {
  const library = context.libraryHandle.whenOpen()
  if (library === null || library.isReadOnly || subject.kind !== 'character') return
  const { id: characterId } = subject
  try {
    const added = await library.commitOffThread(() => {
      const { campaignId } = library.characters.read(characterId)
      return library.sessions.addLine({ campaignId, kind: 'shown', characterId })
    })
    if (added !== null) sendEvent('library:changed', { why: 'edited' })
  } catch (error) {
    context.log('a shown face not noted in its session', { error })
  }
}

/** Gets the players' window ready; it opens when something is shown in it. Needs Electron ready. */
export function openPlayers(options: OpenPlayersOptions): Players {
  const { context, sendEvent, window, uiOrigin } = options
  const { libraryHandle, preferences, translator, log } = context
  const players: Players = new Players({
    host: createPlayersHost({
      uiOrigin,
      ownWindow: window,
      serveStage: (request) => players.serve(request),
      title: () => translator.t('players.window'),
      log,
    }),
    library: () => libraryHandle.library(),
    whenOpen: () => libraryHandle.whenOpen(),
    portraits: () => libraryHandle.whenOpen()?.servePortraits ?? null,
    preferences,
    onChange: (state) => sendEvent('players:changed', state),
    onShown: (subject) => void noteShown(options, subject),
  })
  preferences.onChange((now, before) => {
    if (now.playersFit !== before.playersFit) players.preferencesChanged()
  })
  return players
}
