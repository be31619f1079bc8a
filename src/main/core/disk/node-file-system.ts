import { type FileSystem, plainFileSystem } from './file-system'
import { retryWhileBusy } from './retry-while-busy'
/** The disk itself; calls that fail because something is briefly busy wait and try again, up to 2 s. */
export function nodeFileSystem(): FileSystem {
  return retryWhileBusy(plainFileSystem())
}
