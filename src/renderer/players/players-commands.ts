import type { RequestName } from '../../shared/contract'
import type { FaceRequest, ShowMode } from '../../shared/players'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { currentPlace } from '../app/navigation'
import { attempt, toastNote } from '../app/toasts'
import { currentFace } from './current-face'
import { isPlayersOpen, showFaces } from './players-store'

/** Where a command was chosen: the palette means the open character, everything else who is focused or open. */
type Source = 'menu' | 'palette' | 'keys'

/** Shows the current face to the players in the way that `how` names. */
export function showCurrentFace(from: Source, how: ShowMode): void {
  const face = from === 'palette' ? openFace() : currentFace()
  if (face === null) toastNote(translator.t('players.nothingSelected'))
  else void showFaces([face], how)
}

function openFace(): FaceRequest | null {
  const { characterId } = currentPlace()
  return characterId === null ? null : { subject: { kind: 'character', id: characterId } }
}

type ForOpenWindow = Extract<RequestName, 'players:toggle-black' | 'players:toggle-names'>

/** Asks main for what makes sense only while the players' window is open. */
export function askPlayersWindow(name: ForOpenWindow): void {
  if (!isPlayersOpen()) toastNote(translator.t('players.notOpen'))
  else void attempt(() => request(name))
}

/** Shows the next face of the queue, or the one before. */
export function stepInQueue(by: 1 | -1): void {
  void attempt(() => request('players:step', { by }))
}

export function pickPlayersScreen(): void {
  void attempt(() => request('players:pick-screen'))
}

export function closePlayersWindow(): void {
  void attempt(() => request('players:close'))
}
