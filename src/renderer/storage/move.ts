import type { Moved } from '../../shared/storage'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { toastDone } from '../app/toasts'
import { createTask } from '../tasks/task'

const moved = createTask<Moved>()

/** The move that is under way, or has ended and not been left. */
export const useMoving = moved.use
export const leaveMove = moved.forget

/** Moves to where the open plan says. Until its end it takes the whole window. */
export async function startMove(): Promise<void> {
  const { phase, error } = await moved.begin(() => request('move:start'))
  if (phase !== 'idle' || error === null) return
  toastDone(translator.t('move.cancelled'))
  moved.forget()
}
