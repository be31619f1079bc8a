import type { FileSystem } from './file-system'
import { systemErrorCode } from './system-error'

/** What is there, without following a link, or that nothing is. */
export async function kindOf(fileSystem: FileSystem, path: string) {
  try {
    return (await fileSystem.lstat(path)).kind
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return 'nothing'
    throw error
  }
}
