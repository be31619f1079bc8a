import type { RequestName } from '../../shared/contract'
import type { AskedFace, ShowingWay } from '../../shared/players'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { currentPlace } from '../app/navigation'
import { attempt, toastNote } from '../app/toasts'
import { faceAtHand } from './face-at-hand'
import { isPlayersOpen, showFaces } from './players-store'

/** Where a command was chosen: the palette means the open character, everything else who is focused or open. */
type Source = 'menu' | 'palette' | 'keys'

/** Shows the face at hand to the players, or what else `how` says. */
export function showFaceAtHand(from: Source, how: ShowingWay): void {
  const face = from === 'palette' ? openFace() : faceAtHand()
  if (face === null) toastNote(translator.t('players.nothingSelected'))
  else void showFaces([face], how)
}

function openFace(): AskedFace | null {
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
