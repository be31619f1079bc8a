import { AppError } from '../../../shared/errors'
import type { Repair, RepairConfirmation, Repaired, RepairOrder } from '../../../shared/integrity'
import type { TaskProgress } from '../../../shared/tasks'
import { walk } from '../../core/disk/walk'
import { root } from '../../portraits/files'
import { reasonsToConfirm } from '../many-changes'
import { adopt } from './adopt'
import type { RepairParts } from './parts'
import { relink, restoreSelected } from './put-back'
import { setAllAside, setAside, straysIn } from './set-aside'

export interface RepairOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: TaskProgress) => void
}

/**
 * Does what the game master chose about findings, one after the other; failures are reported and stop nothing
 * else. Before anything is moved, the number of files is counted again: see `reasonsToConfirm`. Throws
 * AppError `check-not-confirmed` with the number that has to be typed; then nothing was done.
 */
export async function repair(
  parts: RepairParts,
  { repairs, confirmed }: RepairOrder,
  { signal, onProgress }: RepairOptions = {},
): Promise<Repaired> {
  const folders = new Map<Repair, readonly string[]>()
  for (const one of repairs) {
    if (one.action === 'quarantine-folder') {
      folders.set(one, await straysIn(parts, one.path, signal))
    }
  }
  const inFolders = [...folders.values()].reduce((sum, paths) => sum + paths.length, 0)
  const total = repairs.length - folders.size + inFolders
  await askFirst(parts, repairs, inFolders, confirmed)

  let files = 0
  let done = 0
  const tell = (): void => {
    done += 1
    onProgress?.({ step: 'portraits', done, total, doneBytes: 0, totalBytes: 0 })
  }
  const outcomes: (string | null)[] = []
  for (const one of repairs) {
    try {
      signal?.throwIfAborted()
      const strays = folders.get(one)
      if (strays === undefined) {
        await repairOne(parts, one)
        if (one.action !== 'repair-session') files += 1
        tell()
      } else files += await setAllAside(parts, strays, { signal, onMoved: tell })
      outcomes.push(null)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      outcomes.push(error.code)
    }
  }
  return { outcomes, files }
}

async function repairOne(parts: RepairParts, one: Repair): Promise<void> {
  switch (one.action) {
    case 'take-from-backup':
      return restoreSelected(parts, one.portraitId)
    case 'relink':
      return relink(parts, one.portraitId, one.path)
    case 'repair-session':
      return parts.sessions.repair(one.sessionId)
    case 'adopt':
      return adopt(parts, one.path, one.subject)
    case 'quarantine':
    case 'quarantine-folder':
      return setAside(parts, one.path)
  }
}

async function askFirst(
  parts: RepairParts,
  repairs: readonly Repair[],
  inFolders: number,
  confirmed: number | null,
): Promise<void> {
  const leaving = repairs.filter(({ action }) => action === 'quarantine').length + inFolders
  const coming = repairs.filter(({ action }) => action === 'take-from-backup').length
  if (leaving + coming === 0) return
  const confirmation = await confirmationNow(parts, leaving)
  // Putting a portrait back moves nothing away; but into the empty place of a drive it would be lost again.
  const isAsked =
    leaving > 0 ? confirmation !== null : confirmation?.because.includes('folder-empty') === true
  const files = leaving + coming
  if (!isAsked || confirmed === files) return
  throw new AppError('check-not-confirmed', { files, because: confirmation?.because ?? [] })
}

async function confirmationNow(
  parts: RepairParts,
  strays: number,
): Promise<RepairConfirmation | null> {
  const { database, dataFolder, fileSystem, clock, lastRestoredAt } = parts
  let files = 0
  await walk(fileSystem, dataFolder, root.join('/'), {
    onFound: ({ kind }) => {
      if (kind === 'file') files += 1
    },
  })
  const { portraits, missing } = database
    .prepare<[], { portraits: number; missing: number }>(
      `SELECT count(*) AS portraits, count(*) FILTER (WHERE file_state = 'missing') AS missing
       FROM portrait`,
    )
    .get() ?? { portraits: 0, missing: 0 }
  return reasonsToConfirm({ strays, files, missing, portraits, lastRestoredAt, now: clock() })
}
