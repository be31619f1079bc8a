import { AppError } from '../../shared/errors'
import { claimLibrary, joinLibrary, type Presence } from '../core/database/presence'
import { finishSwap, isSwapUnfinished } from './swap'

/**
 * Enters a library before anything in it is opened: a restore that was killed is finished or undone first,
 * and from then on no other process replaces the library until this one leaves. Throws AppError `restore-not-
 * finished`, `database-busy` while another process is still replacing it, or `data-moved` when the data was
 * moved while this process waited.
 */
export function enterLibrary(dataFolder: string, isStillHere: () => boolean): Presence {
  for (;;) {
    if (isSwapUnfinished(dataFolder)) finishAlone(dataFolder)
    const presence = joinLibrary(dataFolder)
    // Another process may have begun a swap, and died of it, since we looked.
    if (!isSwapUnfinished(dataFolder)) {
      if (isStillHere()) return presence
      presence.leave()
      throw new AppError('data-moved')
    }
    presence.leave()
  }
}

function finishAlone(dataFolder: string): void {
  const claim = claimOrBusy(dataFolder)
  try {
    finishSwap(dataFolder)
  } finally {
    claim.leave()
  }
}

function claimOrBusy(dataFolder: string): Presence {
  try {
    return claimLibrary(dataFolder)
  } catch (error) {
    const isInUse = error instanceof AppError && error.code === 'backup-library-in-use'
    throw isInUse ? new AppError('database-busy', {}, { cause: error }) : error
  }
}
