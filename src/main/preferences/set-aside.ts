import { join } from 'node:path'
import { copyNewNow, renamePatiently } from '../core/disk/blocking'
import { dashed, unusedName } from '../core/disk/unused-name'

export interface SetAsideOptions {
  readonly folder: string
  /** File name without `.json`. */
  readonly name: string
  readonly now: Date
  /** True leaves the file where it is and sets a copy aside. */
  readonly keepsOriginal?: boolean
}

/**
 * Keeps a damaged file as `<name>.bad-<time>.json` beside it, so that nothing in it is lost. Answers
 * with the new file's name; throws Node's own error when the folder cannot be written.
 */
export function setAside({ folder, name, now, keepsOriginal = false }: SetAsideOptions): string {
  // Colons cannot be in a file name on Windows.
  const time = now
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-')
  const badName = unusedName(folder, dashed(`${name}.bad-${time}`, '.json'))
  const from = join(folder, `${name}.json`)
  const to = join(folder, badName)
  if (keepsOriginal) copyNewNow(from, to)
  else renamePatiently(from, to)
  return badName
}
