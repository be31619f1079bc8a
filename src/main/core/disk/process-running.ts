import { systemErrorCode } from './system-error'

/** Whether a process with this id runs, of whatever user. */
export function isProcessRunning(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    // EPERM: it runs, as another user.
    return systemErrorCode(error) === 'EPERM'
  }
}
