import { useEffect } from 'react'
import { closedPlayers, type FaceRequest, faceKey, type ShowMode } from '../../shared/players'
import type { Subject, SubjectKind } from '../../shared/subject'
import { on, request } from '../app/api'
import { translator } from '../app/i18n'
import { createStore } from '../app/store'
import { attempt, toastNote } from '../app/toasts'
import type { PortraitSubject } from '../ui/portrait-image'

const players = createStore(closedPlayers)

/** The players' window as main knows it; the component is drawn again when that changes. */
export function usePlayers() {
  return players.use()
}

/** Follows the players' window for as long as the app is shown. */
export function useFollowPlayers(): void {
  useEffect(() => {
    const stop = on('players:changed', (state) => players.change(state))
    void request('players:state').then((state) => players.change(state))
    return stop
  }, [])
}

/** True while the players' window is open, or hidden because its screen is unplugged. */
export function isPlayersOpen(): boolean {
  return players.read().window !== 'closed'
}

/** Shows these faces to the players, adds them beside those that are shown, or lets them wait. */
export function showFaces(faces: readonly FaceRequest[], how: ShowMode): Promise<boolean> {
  return attempt(async () => {
    const before = players.read().queue.length
    await request('players:show', { faces: [...faces], how })
    const count = players.read().queue.length - before
    if (how === 'queue' && count > 0) toastNote(translator.t('players.queued', { count }))
  })
}

/** What subjects show now. */
export function facesOf(kind: SubjectKind, ids: readonly number[]): FaceRequest[] {
  return ids.map((id) => ({ subject: { kind, id } }))
}

/** Exactly the picture that is shown here. */
export function faceShown(kind: SubjectKind | 'unowned', portrayed: PortraitSubject): FaceRequest {
  const portraitId = portrayed.portrait?.id ?? null
  return kind === 'unowned' ? { portraitId } : faceOf({ kind, id: portrayed.id }, portraitId)
}

/** This portrait of the subject; null is its avatar. */
export function faceOf(subject: Subject, portraitId: number | null): FaceRequest {
  return portraitId === null ? { subject, portraitId } : { portraitId }
}

/** Whether exactly this picture is on stage and not hidden by the black screen. */
export function useIsOnStage({ subject, portraitId }: FaceRequest): boolean {
  const { stage, isBlack } = usePlayers()
  const key = faceKey({ subject: subject ?? null, portraitId: portraitId ?? null })
  return !isBlack && stage.some((face) => faceKey(face) === key)
}
