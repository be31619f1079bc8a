import { maximumOwnPictureBytes } from '../../../shared/portrait'
import type { WantedFiles } from '../../core/archive/archive-entry'
import { isSystemFolder } from '../../core/disk/left-by-systems'

const databaseFile = /\.(?:db|db3|sqlite|sqlite3)(?:-wal|-shm|-journal)?$/i
const pictureFile = /\.(?:png|jpe?g|jpe|jfif|webp|gif|avif)$|^(?:gm|character)_\d+(?:\.\w+)?$/i
const portraitsFolder = /^(?:gm|characters|portraits.*)$/i
// Folders of tools, which may hold links and contain nothing of the old app.
const programFolder = /^(?:node_modules|site-packages|__pycache__|\.git|\.?venv|env)$/i

/** What an old library needs out of an archive: databases, and pictures in its portrait folders. */
export const wantedFiles: WantedFiles = {
  isWanted: (parts) => (isDatabase(parts) || isPortrait(parts)) && !parts.some(isOthers),
  maximumBytes: (parts) => (isDatabase(parts) ? Number.POSITIVE_INFINITY : maximumOwnPictureBytes),
}

const isOthers = (part: string): boolean => programFolder.test(part) || isSystemFolder(part)

const isDatabase = (parts: readonly string[]): boolean => databaseFile.test(parts.at(-1) ?? '')

function isPortrait(parts: readonly string[]): boolean {
  const folders = parts.slice(0, -1)
  return pictureFile.test(parts.at(-1) ?? '') && folders.some((part) => portraitsFolder.test(part))
}
