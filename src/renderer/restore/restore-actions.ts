import type { RestorePreview } from '../../shared/backup'
import { AppError } from '../../shared/errors'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { backToCampaign, currentPlace, openRestore } from '../app/navigation'
import { attempt, toastError, toastOffer } from '../app/toasts'
import { createTask, wasCancelled } from '../tasks/task'
import {
  changeRestoreSession,
  currentRestoreSession,
  type RestoreResult,
  resetRestoreSession,
} from './restore-session'

/** Lets the game master choose a backup, and opens it. */
export function chooseBackup(what: 'file' | 'folder'): Promise<void> {
  return open('picker', () => request('restore:choose', { what }))
}

export function openAutomatic(name: string): Promise<void> {
  return open('reading', () => request('restore:open-automatic', { name }))
}

/** Opens a backup that was dropped on the window. */
export function openDroppedBackup(file: File): Promise<void> {
  openRestore()
  return open('reading', async () => {
    const reply = await window.castkeeper.openDroppedBackup(file)
    if (!reply.ok) throw new AppError(reply.error.code, reply.error.details)
    return reply.value as RestorePreview | null
  })
}

async function open(
  choosing: 'picker' | 'reading',
  ask: () => Promise<RestorePreview | null>,
): Promise<void> {
  changeRestoreSession({ choosing, error: null })
  try {
    const preview = await ask()
    // A picker that was closed changes nothing.
    if (preview !== null) resetRestoreSession(preview)
  } catch (error) {
    changeRestoreSession({
      step: 'choose',
      preview: null,
      error: wasCancelled(error) ? null : error,
    })
  } finally {
    changeRestoreSession({ choosing: null })
  }
}

/** Whether a backup is being opened or restored right now. */
export function isRestoreBusy(): boolean {
  const { step, choosing } = currentRestoreSession()
  return step === 'run' || choosing !== null
}

const replacing = createTask<RestoreResult>()
const taking = createTask<RestoreResult>()

/** Puts the open backup in the place of everything. */
export function replaceAll(): Promise<void> {
  const { withSettings } = currentRestoreSession()
  return run(replacing, async () => {
    const restored = await request('restore:replace', { withSettings })
    return { kind: 'replaced', restored }
  })
}

/** Takes what is ticked out of the open backup. */
export function restoreChosen(): Promise<void> {
  const { campaigns, characters, how, campaignId } = currentRestoreSession()
  return run(taking, async () => {
    const order = { campaigns: [...campaigns], characters: [...characters], how, campaignId }
    return { kind: 'taken', taken: await request('restore:selected', order) }
  })
}

async function run(
  task: typeof replacing,
  action: () => Promise<RestoreResult | null>,
): Promise<void> {
  const { step } = currentRestoreSession()
  changeRestoreSession({ step: 'run', error: null })
  const { phase, result, error } = await task.begin(action)
  if (phase === 'done') changeRestoreSession({ step: 'result', result })
  // The backup is still open, so it can be previewed again, or parts of it can be taken.
  else changeRestoreSession({ step, error: wasCancelled(error) ? null : error })
  if (currentPlace().screen === 'restore') return
  const { t } = translator
  if (phase === 'failed') toastError(error, { 'choose-file': null, retry: null })
  else if (phase === 'done') toastOffer(t('restore.toastDone'), t('backup.showResult'), openRestore)
}

/** Restores a library that a restore set aside. True when it was done. */
export async function undoRestore(name: string): Promise<boolean> {
  return attempt(async () => {
    await request('restore:undo', { name })
    changeRestoreSession({ step: 'result', result: { kind: 'undone' }, error: null })
  })
}

/** Leaves the screen; a backup that was only previewed is closed, so that its disk can be removed. */
export function leaveRestore(): void {
  backToCampaign()
  if (!isRestoreBusy()) startOver()
}

/** Closes the open backup, and starts at the first step again. */
export function startOver(): void {
  const wasOpen = currentRestoreSession().preview !== null
  resetRestoreSession(null)
  if (wasOpen) void attempt(() => request('restore:close'))
}
