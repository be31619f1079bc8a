import { AppError } from '../../../shared/errors'
import { maximumOwnPictureBytes } from '../../../shared/portrait'
import { isSystemFolder } from '../../core/disk/left-by-systems'
import { writableName } from './writable-name'

export type EntryKind = 'file' | 'folder' | 'link-or-device'

export interface ArchiveEntry {
  /** As it stands in the archive. */
  readonly name: string
  readonly kind: EntryKind
  /** Unpacked, in bytes, as the archive says. */
  readonly bytes: number
}

/** A file that comes out of an archive. */
export interface KeptEntry {
  /** Below the folder it is unpacked into, with forward slashes. */
  readonly path: string
  /** A picture larger than any we take: its size is kept, its bytes are not. */
  readonly isHollow: boolean
}

/** Why an archive is not unpacked; its words are in the locales under `import.archive`. */
type Danger =
  | 'leads-outside'
  | 'holds-twice'
  | 'strange-name'
  | 'too-many-files'
  | 'too-large'
  | 'lies-about-size'

/** The error that refuses an archive as a whole. */
export function unsafeArchive(found: Danger): AppError {
  return new AppError('import-archive-unsafe', { found })
}

const mostEntries = 300_000
const mostKeptBytes = 64 * 2 ** 30
/** How many times its own size an archive may unpack to, beyond what is harmless anyway. */
const mostGrowth = 200
const harmlessBytes = 512 * 2 ** 20

const databaseFile = /\.(?:db|db3|sqlite|sqlite3)(?:-wal|-shm|-journal)?$/i
const pictureFile = /\.(?:png|jpe?g|jpe|jfif|webp|gif|avif)$|^(?:gm|character)_\d+(?:\.\w+)?$/i
const portraitsFolder = /^(?:gm|characters|portraits.*)$/i
// Other people's programs, which hold links by right and nothing of the old app's.
const programFolder = /^(?:node_modules|site-packages|__pycache__|\.git|\.?venv|env)$/i

export interface ClassifyEntry {
  judge(entry: ArchiveEntry): KeptEntry | null
  /** How many links, devices and the like were left out so far. */
  leftOut(): number
}

/**
 * Judges the entries of one archive, one after the other. The judge answers what is to be unpacked, or
 * null for what is not: links and devices never are, and of what nobody needs nothing is asked. A name that
 * not every disk can hold is changed on the way. It throws AppError `import-archive-unsafe` at the first
 * entry that would be unpacked and that no honest archive of an old library has.
 */
export function createEntryClassifier(archiveBytes: number): ClassifyEntry {
  const taken = new Map<string, 'as it was' | 'renamed'>()
  let entries = 0
  let keptBytes = 0
  let leftOut = 0
  const judge = ({ name, kind, bytes }: ArchiveEntry): KeptEntry | null => {
    entries += 1
    if (entries > mostEntries) throw unsafeArchive('too-many-files')
    const slashed = name.replaceAll('\\', '/')
    const parts = slashed.split('/').filter((part) => part !== '' && part !== '.')
    const isOthers = (part: string): boolean => programFolder.test(part) || isSystemFolder(part)
    const isDatabase = databaseFile.test(parts.at(-1) ?? '')
    if (kind === 'link-or-device') leftOut += 1
    const isNeeded = kind === 'file' && (isDatabase || isPortrait(parts)) && !parts.some(isOthers)
    if (!isNeeded) return null
    refuseOutside(slashed, parts)
    if (parts.length > 30) throw unsafeArchive('strange-name')
    const written = parts.join('/')
    let path = parts.map(writableName).join('/')
    const isRenamed = path !== written || taken.get(fold(path)) === 'renamed'
    for (let copy = 2; isRenamed && taken.has(fold(path)); copy += 1) {
      path = parts
        .map(writableName)
        .join('/')
        .replace(/(?=\.\w+$)|$/, ` ${copy}`)
    }
    if (taken.has(fold(path))) throw unsafeArchive('holds-twice')
    taken.set(fold(path), isRenamed ? 'renamed' : 'as it was')
    const isHollow = !isDatabase && bytes > maximumOwnPictureBytes
    if (!isHollow && !Number.isSafeInteger(bytes)) throw unsafeArchive('lies-about-size')
    if (!isHollow) keptBytes += bytes
    if (keptBytes > Math.min(mostKeptBytes, harmlessBytes + archiveBytes * mostGrowth)) {
      throw unsafeArchive('too-large')
    }
    return { path, isHollow }
  }
  return { judge, leftOut: () => leftOut }
}

const fold = (path: string): string => path.normalize('NFC').toLowerCase()

function isPortrait(parts: readonly string[]): boolean {
  const folders = parts.slice(0, -1)
  return pictureFile.test(parts.at(-1) ?? '') && folders.some((part) => portraitsFolder.test(part))
}

function refuseOutside(slashed: string, parts: readonly string[]): void {
  // Windows drops dots and spaces at the end of a name, so `.. ` climbs as well.
  const climbs = parts.some((part) => part.includes('..') && /^[. ]+$/.test(part))
  if (climbs || slashed.startsWith('/') || /^[a-z]:\//i.test(slashed)) {
    throw unsafeArchive('leads-outside')
  }
}
