import type { BackupMade } from '../../shared/backup'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { currentPlace, openDialog } from '../app/navigation'
import { toastError, toastOffer } from '../app/toasts'
import { createTask } from '../tasks/task'

const made = createTask<BackupMade>()

/** The backup that is being made, or was made last. */
export const useBackingUp = made.use

/** Opens the dialog: as the last one left it while it runs, else from its beginning. */
export function openBackUp(): void {
  if (made.read().phase !== 'running') made.forget()
  openDialog({ kind: 'back-up' })
}

/** Asks where, and makes a backup. A toast reports the end if the dialog was closed by then. */
export async function backUp(): Promise<void> {
  const { phase, error } = await made.begin(() => request('backup:create'))
  if (currentPlace().dialog?.kind === 'back-up') return
  const { t } = translator
  if (phase === 'failed') toastError(error, { retry: () => void backUp(), 'choose-file': null })
  else if (phase === 'done')
    toastOffer(t('backup.toastDone'), t('backup.showResult'), () => openDialog({ kind: 'back-up' }))
}
