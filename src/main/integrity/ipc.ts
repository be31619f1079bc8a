import { basename } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { Backups } from '../backup/backups'
import type { Handlers } from '../core/answer'
import type { Clock } from '../core/clock'
import type { FileSystem } from '../core/disk/file-system'
import type { Tasks } from '../core/tasks/tasks'
import type { ImageSandbox } from '../image-sandbox/image-sandbox'
import type { AddPortrait } from '../portraits/add-portrait'
import type { Portraits } from '../portraits/portraits'
import type { Sessions } from '../sessions/sessions'
import { checkIntegrity } from './check'
import { createFoundPictures } from './found-picture'
import { lastRestore } from './last-restore'
import type { Quarantine } from './quarantine/quarantine'
import { hashesInStore } from './repair/put-back'
import { repair } from './repair/repair'

type IntegrityRequest = Extract<keyof Handlers, `integrity:${string}` | `quarantine:${string}`>

export interface IntegrityHandlersOptions {
  readonly library: () => {
    readonly database: Database
    readonly portraits: Portraits
    readonly quarantine: Quarantine
    readonly sessions: Sessions
    readonly addPortrait: AddPortrait
  }
  readonly tasks: Tasks
  readonly backups: Pick<Backups, 'state'> & {
    readonly automatic: Pick<Backups['automatic'], 'folder'>
  }
  readonly dataFolder: string
  readonly fileSystem: FileSystem
  readonly clock: Clock
  readonly imageSandbox: Pick<ImageSandbox, 'develop'>
  /** Asks with the system's dialog; false when it was closed. */
  readonly savePicture: (bytes: Uint8Array, name: string) => Promise<boolean>
}

/** Answers every request about whether the data is well, and about the quarantine. */
export function createIntegrityHandlers(
  options: IntegrityHandlersOptions,
): Pick<Handlers, IntegrityRequest> {
  const { library, tasks, backups, dataFolder, fileSystem, clock, imageSandbox } = options
  const readPicture = createFoundPictures({ dataFolder, fileSystem, imageSandbox })

  function parts() {
    const { database, portraits, sessions, quarantine, addPortrait } = library()
    const state = backups.state()
    return {
      database,
      dataFolder,
      fileSystem,
      portraits,
      sessions,
      quarantine,
      addPortrait,
      imageSandbox,
      clock,
      backupFolder: backups.automatic.folder(),
      lastVerifiedBackupAt: state.last?.madeAt ?? null,
      lastRestoredAt: lastRestore(state),
    }
  }

  return {
    'integrity:check': ({ depth }) =>
      tasks.run('check', async (job) => {
        const hashesInBackups = await hashesInStore(fileSystem, backups.automatic.folder())
        return checkIntegrity({ ...parts(), hashesInBackups }, { ...job, depth })
      }),
    'integrity:repair': (order) => tasks.run('repair', (job) => repair(parts(), order, job)),
    'integrity:picture': ({ path }) => readPicture(path),
    'quarantine:list': () => library().quarantine.list(),
    'quarantine:save': async ({ id }) => {
      const { entry, bytes } = await library().quarantine.read(id)
      const { originalName } = entry.facts
      const name = typeof originalName === 'string' ? originalName : entry.originalPath
      return options.savePicture(bytes, basename(name.replaceAll('\\', '/')))
    },
    'quarantine:restore': ({ ids }) => library().quarantine.restore(ids),
    'quarantine:remove': ({ ids }) => library().quarantine.remove(ids),
  }
}
