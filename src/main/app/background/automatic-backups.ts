import type { AutomaticBackup } from '../../../shared/backup'
import { AppError } from '../../../shared/errors'
import type { Log } from '../../core/log'

/** The first faces are on the wall, and the start is over. */
const firstLookMs = 60_000
const lookEveryMs = 5 * 60_000

export interface AutomaticBackupsOptions {
  /** Makes the backup of the day when it is due. */
  readonly storeIfDue: () => Promise<AutomaticBackup | null>
  /** True when nobody is at work with the app. */
  readonly isQuiet: () => boolean
  readonly log: Log
}

/** Looks every few minutes whether the day's backup is due, and makes it at the first quiet moment. */
export function keepBackupsGoing({ storeIfDue, isQuiet, log }: AutomaticBackupsOptions) {
  async function look(): Promise<void> {
    if (!isQuiet()) return
    try {
      const made = await storeIfDue()
      if (made !== null) log('backed up', { portraits: made.counts.portraits })
    } catch (error) {
      // The state tells the screen; nobody asked for it just now, so nobody is interrupted.
      log('not backed up', { code: error instanceof AppError ? error.code : String(error) })
    }
  }
  const timers = [setTimeout(look, firstLookMs), setInterval(look, lookEveryMs)]
  return (): void => {
    for (const timer of timers) clearInterval(timer)
  }
}
