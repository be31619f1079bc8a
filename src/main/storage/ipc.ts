import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import type { DiskUsage } from '../../shared/integrity'
import type { Rebuilt } from '../../shared/storage'
import type { Handlers } from '../core/answer'
import type { FileSystem } from '../core/disk/file-system'
import { placeKind } from '../core/disk/place-kind'
import { type Found, walk } from '../core/disk/walk'
import type { Tasks } from '../core/tasks/tasks'
import { root } from '../portraits/files'
import type { Portraits } from '../portraits/portraits'
import { rebuildThumbnails } from '../portraits/thumbnails/rebuild-thumbnails'
import type { ThumbnailCache } from '../portraits/thumbnails/thumbnail-cache'
import type { Thumbnails } from '../portraits/thumbnails/thumbnails'
import type { Mover } from '../relocation/mover'
import { trashedBytes, usageByCampaign } from './campaign-usage'
import { findFolderProblem } from './folder-problem'
import type { SpaceWatch } from './space'
import { measureUsage } from './usage'

type StorageRequest = Extract<keyof Handlers, `storage:${string}` | `move:${string}`>

export interface StorageHandlersOptions {
  readonly library: () => {
    readonly database: Database
    readonly portraits: Portraits
    readonly thumbnails: Thumbnails
    readonly thumbnailCare: ThumbnailCache
  }
  /** Gives a portrait its file back from a file elsewhere. */
  readonly putFileBack: (portraitId: number, from: string) => Promise<void>
  readonly tasks: Tasks
  readonly mover: Mover
  readonly space: SpaceWatch
  readonly dataFolder: string
  readonly fileSystem: FileSystem
  /** Asks with the system's dialog; null when it was closed. */
  readonly chooseTarget: () => Promise<string | null>
  readonly chooseData: () => Promise<string | null>
  readonly openFolder: (path: string) => Promise<void>
  /** Points to where the data was found. */
  readonly pointTo: (folder: string) => void
  readonly restart: () => void
}

/** Answers every request about room on the disk and where the data is. */
export function createStorageHandlers(
  options: StorageHandlersOptions,
): Pick<Handlers, StorageRequest> {
  const { dataFolder, space, mover, library, tasks } = options

  return {
    'storage:place': async () => ({
      folder: dataFolder,
      kind: placeKind(dataFolder),
      space: await space.check(),
      mayMove: mover.mayMove,
      previous: mover.previous(),
      trouble: findFolderProblem(dataFolder)?.toReport() ?? null,
    }),
    'storage:usage': async () => {
      const { database } = library()
      return {
        kinds: await measureKinds(options),
        campaigns: usageByCampaign(database),
        trashedBytes: trashedBytes(database),
      }
    },
    'storage:empty-cache': async () => ({ removed: await library().thumbnailCare.empty() }),
    'storage:rebuild-cache': () => rebuild(options),

    'move:choose': async () => {
      tasks.throwIfExcluded('move')
      const chosen = await options.chooseTarget()
      return chosen === null ? null : mover.plan(chosen)
    },
    'move:start': () => tasks.run('move', (task) => mover.move(task)),
    'move:restart': options.restart,
    'move:open-previous': async ({ folder }) => {
      if (!mover.previous().some((place) => place.folder === folder))
        throw new AppError('not-found')
      await options.openFolder(folder)
    },
    'move:delete-previous': ({ folder }) =>
      tasks.run('put-back', () => mover.deletePrevious(folder)),
    'move:restore-previous': ({ folder }) =>
      tasks.run('put-back', () => mover.putBack(folder, { putFileBack: options.putFileBack })),
    'move:find': async () => {
      const chosen = await options.chooseData()
      if (chosen === null) return false
      options.pointTo(chosen)
      options.restart()
      return true
    },
  }
}

async function measureKinds(options: StorageHandlersOptions): Promise<DiskUsage> {
  const { fileSystem, dataFolder } = options
  const portraits: Found[] = []
  const onFound = (one: Found) => void portraits.push(one)
  await walk(fileSystem, dataFolder, root.join('/'), { onFound })
  return measureUsage(fileSystem, dataFolder, portraits)
}

function rebuild(options: StorageHandlersOptions): Promise<Rebuilt> {
  const { library, tasks } = options
  const { portraits, thumbnails, thumbnailCare: care } = library()
  return tasks.run('thumbnails', ({ signal, onProgress }) => {
    const all = portraits
      .ids()
      .map((id) => portraits.find(id))
      .filter((portrait) => portrait !== null)
      .filter(({ trashedAt }) => trashedAt === null)
    const far = { step: 'thumbnails', doneBytes: 0, totalBytes: 0 } as const
    const report = (done: number, total: number) => onProgress({ ...far, done, total })
    return rebuildThumbnails({ portraits, thumbnails, care, all, signal, onProgress: report })
  })
}
