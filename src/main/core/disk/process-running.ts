import { systemErrorCode } from './system-error'

/** Whether a process with this id runs, whoever's it is. */
export function isProcessRunning(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return systemErrorCode(error) === 'EPERM'
  }
}
