import { setTimeout as delay } from 'node:timers/promises'
import type { FileSystem, NewFile } from './file-system'
import { systemErrorCode } from './system-error'

/** Waits between tries, in milliseconds: together under 2 s, after which a person wants to know. */
const waits = [20, 80, 200, 500, 1_000] as const

// Too many open files, or a virus scanner that still holds the file: gone in a moment.
const passingEverywhere: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'EBUSY'])
const passingOnWindows: ReadonlySet<string> = new Set(['EPERM', 'EACCES'])

export interface RetryOptions {
  readonly platform?: NodeJS.Platform
  readonly wait?: (milliseconds: number) => Promise<unknown>
}

function isPassing(error: unknown, platform: NodeJS.Platform): boolean {
  const code = systemErrorCode(error)
  return passingEverywhere.has(code) || (platform === 'win32' && passingOnWindows.has(code))
}

/** Makes a call again, up to 2 s, while something is briefly busy. Throws what the last try throws. */
export async function callWhileBusy<Value>(
  call: () => Promise<Value>,
  { platform = process.platform, wait = delay }: RetryOptions = {},
): Promise<Value> {
  for (const milliseconds of waits) {
    try {
      return await call()
    } catch (error) {
      if (!isPassing(error, platform)) throw error
      await wait(milliseconds)
    }
  }
  return call()
}

/**
 * Retries calls that failed because something was briefly busy. Writing and syncing are never retried: after
 * an error it is unknown which bytes are on the disk.
 */
export function retryWhileBusy(disk: FileSystem, options: RetryOptions = {}): FileSystem {
  const patiently = <Value>(call: () => Promise<Value>) => callWhileBusy(call, options)

  return {
    create: (path) => patiently((): Promise<NewFile> => disk.create(path)),
    append: (path) => patiently((): Promise<NewFile> => disk.append(path)),
    readFile: (path, readOptions) => patiently(() => disk.readFile(path, readOptions)),
    readInto: (path, allocate, readOptions) =>
      patiently(() => disk.readInto(path, allocate, readOptions)),
    digest: (path) => patiently(() => disk.digest(path)),
    lstat: (path) => patiently(() => disk.lstat(path)),
    readdir: (folder) => patiently(() => disk.readdir(folder)),
    list: (folder) => patiently(() => disk.list(folder)),
    mkdir: (folder) => patiently(() => disk.mkdir(folder)),
    link: (path, secondName) => patiently(() => disk.link(path, secondName)),
    rename: (path, newName) => patiently(() => disk.rename(path, newName)),
    unlink: (path) => patiently(() => disk.unlink(path)),
    rmdir: (folder) => patiently(() => disk.rmdir(folder)),
    // Only opening the folder can be short of descriptors; an error of the sync itself is EIO.
    syncFolder: (folder) => patiently(() => disk.syncFolder(folder)),
  }
}
