import { basename } from 'node:path'
import type { Backups } from '../backup/backups'
import type { Darkroom } from '../darkroom/darkroom'
import type { Clock } from '../database/clock'
import type { FileSystem } from '../disk/file-system'
import { checkData } from '../health/check'
import { createFoundPictures } from '../health/found-picture'
import { lastRestore } from '../health/last-restore'
import { mend } from '../health/mend/mend'
import { hashesInStore } from '../health/mend/put-back'
import type { Library } from '../library'
import type { Handlers } from './answer'

type HealthRequest = Extract<keyof Handlers, `check:${string}` | `quarantine:${string}`>

export interface HealthHandlersOptions {
  readonly library: () => Library
  readonly backups: Backups
  readonly dataFolder: string
  readonly fileSystem: FileSystem
  readonly clock: Clock
  readonly darkroom: Pick<Darkroom, 'develop'>
  readonly onMended: () => void
  /** Asks with the system's dialog; false when it was closed. */
  readonly savePicture: (bytes: Uint8Array, name: string) => Promise<boolean>
}

/** Answers every request about whether the data is well, and about the quarantine. */
export function createHealthHandlers(
  options: HealthHandlersOptions,
): Pick<Handlers, HealthRequest> {
  const { library, backups, dataFolder, fileSystem, clock, darkroom } = options
  const readPicture = createFoundPictures({ dataFolder, fileSystem, darkroom })

  function parts() {
    const { database, portraits, quarantine, takeIn } = library()
    const state = backups.state()
    return {
      database,
      dataFolder,
      fileSystem,
      portraits,
      quarantine,
      takeIn,
      darkroom,
      clock,
      backupFolder: backups.folder(),
      lastVerifiedBackupAt: state.last?.madeAt ?? null,
      lastRestoredAt: lastRestore(state),
    }
  }

  async function changing<Value>(change: () => Promise<Value>): Promise<Value> {
    try {
      return await change()
    } finally {
      options.onMended()
    }
  }

  return {
    'check:run': ({ depth }) =>
      backups.desk.run('check', async (job) => {
        const hashesInBackups = await hashesInStore(backups.folder())
        return checkData({ ...parts(), hashesInBackups }, { ...job, depth })
      }),
    'check:mend': (order) =>
      changing(() => backups.desk.run('check', (job) => mend(parts(), order, job))),
    'check:picture': ({ path }) => readPicture(path),
    'quarantine:list': () => library().quarantine.list(),
    'quarantine:save': async ({ id }) => {
      const { entry, bytes } = await library().quarantine.read(id)
      const { originalName } = entry.facts
      const name = typeof originalName === 'string' ? originalName : entry.originalPath
      return options.savePicture(bytes, basename(name.replaceAll('\\', '/')))
    },
    'quarantine:restore': ({ ids }) => changing(() => library().quarantine.restore(ids)),
    'quarantine:remove': ({ ids }) => changing(() => library().quarantine.remove(ids)),
  }
}
