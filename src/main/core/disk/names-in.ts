import type { FileSystem } from './file-system'
import { systemErrorCode } from './system-error'

/** What is in a folder; nothing where it was never made, was replaced, or is not ours to look into. */
export async function namesIn(
  fileSystem: Pick<FileSystem, 'readdir'>,
  folder: string,
): Promise<string[]> {
  try {
    return await fileSystem.readdir(folder)
  } catch (error) {
    if (systemErrorCode(error) === '') throw error
    return []
  }
}
