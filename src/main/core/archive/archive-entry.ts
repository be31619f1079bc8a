import { AppError } from '../../../shared/errors'
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
  /** Larger than is of any use: its size is kept, its bytes are not. */
  readonly isHollow: boolean
}

/** Which files of an archive are unpacked; what is said of a file is said by the parts of its path. */
export interface WantedFiles {
  readonly isWanted: (parts: readonly string[]) => boolean
  /** The largest size in bytes at which such a file is of use. */
  readonly maximumBytes: (parts: readonly string[]) => number
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

export interface ClassifyEntry {
  judge(entry: ArchiveEntry): KeptEntry | null
  /** How many links, devices and the like were left out so far. */
  leftOut(): number
}

/**
 * Judges the entries of one archive, one after the other. The judge answers what is to be unpacked, or
 * null for what is not: links and devices never are, and of what is not wanted nothing is asked. A name that
 * not every disk can hold is changed on the way. It throws AppError `import-archive-unsafe` at the first
 * entry that would be unpacked and that no honest archive has.
 */
export function createEntryClassifier(
  archiveBytes: number,
  { isWanted, maximumBytes }: WantedFiles,
): ClassifyEntry {
  const taken = new TakenPaths()
  let entries = 0
  let keptBytes = 0
  let leftOut = 0
  const judge = ({ name, kind, bytes }: ArchiveEntry): KeptEntry | null => {
    entries += 1
    if (entries > mostEntries) throw unsafeArchive('too-many-files')
    const slashed = name.replaceAll('\\', '/')
    const parts = slashed.split('/').filter((part) => part !== '' && part !== '.')
    if (kind === 'link-or-device') leftOut += 1
    if (kind !== 'file' || !isWanted(parts)) return null
    refuseOutside(slashed, parts)
    if (parts.length > 30) throw unsafeArchive('strange-name')
    const path = taken.take(parts)
    const isHollow = bytes > maximumBytes(parts)
    if (!isHollow && !Number.isSafeInteger(bytes)) throw unsafeArchive('lies-about-size')
    if (!isHollow) keptBytes += bytes
    if (keptBytes > Math.min(mostKeptBytes, harmlessBytes + archiveBytes * mostGrowth)) {
      throw unsafeArchive('too-large')
    }
    return { path, isHollow }
  }
  return { judge, leftOut: () => leftOut }
}

/** The paths that are unpacked from one archive; no two are one on a disk that ignores case. */
class TakenPaths {
  readonly #files = new Map<string, 'as it was' | 'renamed'>()
  readonly #folders = new Set<string>()
  /** The number of the next copy of a renamed path: to try all from 2 on would take hours for 100,000 copies. */
  readonly #nextCopy = new Map<string, number>()

  /** The path a file is written under. Throws AppError `import-archive-unsafe`. */
  take(parts: readonly string[]): string {
    const names = parts.map(writableName)
    const plain = names.join('/')
    const folded = fold(plain)
    const isRenamed = plain !== parts.join('/') || this.#files.get(folded) === 'renamed'
    let path = plain
    for (let copy = this.#nextCopy.get(folded) ?? 2; isRenamed && this.#isTaken(path); copy += 1) {
      path = plain.replace(/(?=\.\w+$)|$/, ` ${copy}`)
      this.#nextCopy.set(folded, copy + 1)
    }
    const folders = names.slice(1).map((_, index) => fold(names.slice(0, index + 1).join('/')))
    if (this.#isTaken(path) || folders.some((folder) => this.#files.has(folder))) {
      throw unsafeArchive('holds-twice')
    }
    this.#files.set(fold(path), isRenamed ? 'renamed' : 'as it was')
    for (const folder of folders) this.#folders.add(folder)
    return path
  }

  #isTaken(path: string): boolean {
    const folded = fold(path)
    return this.#files.has(folded) || this.#folders.has(folded)
  }
}

const fold = (path: string): string => path.normalize('NFC').toLowerCase()

function refuseOutside(slashed: string, parts: readonly string[]): void {
  // Windows drops dots and spaces at the end of a name, so `.. ` climbs as well.
  const climbs = parts.some((part) => part.includes('..') && /^[. ]+$/.test(part))
  if (climbs || slashed.startsWith('/') || /^[a-z]:\//i.test(slashed)) {
    throw unsafeArchive('leads-outside')
  }
}
