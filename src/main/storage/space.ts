import { basename } from 'node:path'
import { AppError } from '../../shared/errors'
import type { Preferences } from '../../shared/preferences'
import type { SpaceState } from '../../shared/storage'
import { type DiskRoom, readRoom } from '../core/disk/disk-room'

const megabyte = 1_000_000

export type SpaceLimits = Pick<
  Preferences,
  'spaceWarningMb' | 'spaceWarningPercent' | 'spaceRefusalMb'
>

/**
 * How a disk stands. It is low below the smaller of the two limits: five percent of a large disk is room for
 * years, and 2 GB of a small one may be half of it.
 */
export function spaceLevel(room: DiskRoom | null, limits: SpaceLimits): SpaceState['level'] {
  if (room === null) return 'unknown'
  const { freeBytes, totalBytes } = room
  if (freeBytes < limits.spaceRefusalMb * megabyte) return 'full'
  const low = Math.min(
    limits.spaceWarningMb * megabyte,
    (totalBytes * limits.spaceWarningPercent) / 100,
  )
  return freeBytes < low ? 'low' : 'enough'
}

export interface SpaceWatchOptions {
  readonly dataFolder: string
  readonly limits: () => SpaceLimits
  /** Called when the level has changed, or the free space of a disk that is short of it. */
  readonly onChange: (state: SpaceState) => void
  readonly read?: (folder: string) => Promise<DiskRoom | null>
}

export type SpaceWatch = ReturnType<typeof createSpaceWatch>

/** Watches how much is free on the disk of the data folder. */
export function createSpaceWatch(options: SpaceWatchOptions) {
  const { dataFolder, limits, onChange, read = readRoom } = options
  let state: SpaceState = {
    level: 'unknown',
    folder: dataFolder,
    freeBytes: null,
    totalBytes: null,
  }
  // A network disk that hangs must not be asked again and again.
  let looking: Promise<SpaceState> | null = null

  async function readOrUnknown(): Promise<DiskRoom | null> {
    try {
      return await read(dataFolder)
    } catch {
      // A missing folder is reported where it is needed.
      return null
    }
  }

  async function look(): Promise<SpaceState> {
    const room = await readOrUnknown()
    const before = state
    const level = spaceLevel(room, limits())
    state = {
      level,
      folder: dataFolder,
      freeBytes: room?.freeBytes ?? null,
      totalBytes: room?.totalBytes ?? null,
    }
    const isShort = level === 'low' || level === 'full'
    if (level !== before.level || (isShort && state.freeBytes !== before.freeBytes)) onChange(state)
    return state
  }

  function check(): Promise<SpaceState> {
    looking ??= look().finally(() => {
      looking = null
    })
    return looking
  }

  return {
    check,

    /** What the last look found. */
    state: (): SpaceState => state,

    /** Throws AppError `disk-nearly-full` when there is too little left for new pictures. */
    async requireRoom(): Promise<void> {
      const { level, freeBytes } = await check()
      if (level !== 'full' || freeBytes === null) return
      throw new AppError('disk-nearly-full', {
        folder: basename(dataFolder),
        freeBytes,
        neededBytes: limits().spaceRefusalMb * megabyte,
      })
    },
  }
}
