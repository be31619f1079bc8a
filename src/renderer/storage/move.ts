import type { Moved } from '../../shared/storage'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { toastDone } from '../app/toasts'
import { createTask } from '../tasks/task'

const moved = createTask<Moved>()

/** The move that is under way, or has ended and not been left. */
export const useMoving = moved.use
export const leaveMove = moved.forget

/** Moves the data to the place of the open plan. Fills the whole window until it ends. */
export async function startMove(): Promise<void> {
  const { phase, error } = await moved.begin(() => request('move:start'))
  if (phase !== 'idle' || error === null) return
  toastDone(translator.t('move.cancelled'))
  moved.forget()
}
