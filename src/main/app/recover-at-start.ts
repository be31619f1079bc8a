import { placeKind } from '../core/disk/place-kind'
import type { AppContext } from './app-context'
import type { Library } from './library'
import type { Notices } from './notices'

let hasRecovered = false

interface RecoverAtStartOptions {
  readonly context: AppContext
  readonly notices: Pick<Notices, 'add'>
}

/** Once a start: clears what a killed process has left, and stores what had arrived for it. */
export async function recoverAtStart(
  library: Library,
  { context, notices }: RecoverAtStartOptions,
): Promise<void> {
  if (hasRecovered) return
  hasRecovered = true
  if (library.shortage !== null) {
    notices.add({ code: `opened-${library.shortage}`, details: {} })
  }
  if (placeKind(context.dataFolder) === 'network') {
    notices.add({ code: 'data-on-network', details: {} })
  }
  if (library.lost !== null) {
    const { campaign, character, portrait } = library.lost
    context.log('records forgotten by the database', { ...library.lost })
    const details = { campaigns: campaign, characters: character, portraits: portrait }
    notices.add({ code: 'records-lost', details })
  }
  if (library.isReadOnly) return
  const noteFailure = (error: unknown) => context.log('unfinished copies not removed', { error })
  // The first screen need not wait for what is not on it.
  library.sweep().catch(noteFailure)
  // This one forgets where the last backup was written, so it must be over before the next can begin.
  await context.backups.sweep().catch(noteFailure)
  context.mover.sweep().catch(noteFailure)
  library.imports.markInterrupted()
  library.compression.markInterrupted()
  const { stored } = await library.generation.recover()
  if (stored > 0) notices.add({ code: 'left-over-recovered', details: { count: stored } })
  context.log('ready', { stored })
}
