import { AppError } from '../../shared/errors'
import { maximumOwnPictureBytes } from '../../shared/portrait'

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
  | 'holds-link'
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
// Names Windows gives to devices, with or without an ending.
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/**
 * Judges the entries of one archive, one after the other. The judge answers what is to be unpacked, or
 * null for what is not; it throws AppError `import-archive-unsafe` at the first entry that no honest
 * archive of an old library has.
 */
export function createEntryJudge(archiveBytes: number): (entry: ArchiveEntry) => KeptEntry | null {
  const taken = new Set<string>()
  let entries = 0
  let keptBytes = 0
  return ({ name, kind, bytes }) => {
    entries += 1
    if (entries > mostEntries) throw unsafeArchive('too-many-files')
    const parts = partsOf(name)
    if (parts.some((part) => programFolder.test(part))) return null
    if (kind === 'link-or-device') throw unsafeArchive('holds-link')
    const isDatabase = databaseFile.test(parts.at(-1) ?? '')
    if (kind !== 'file' || !(isDatabase || isPortrait(parts))) return null
    if (parts.length > 30 || parts.some(isStrange)) throw unsafeArchive('strange-name')
    const path = parts.join('/')
    const folded = path.normalize('NFC').toLowerCase()
    if (taken.has(folded)) throw unsafeArchive('holds-twice')
    taken.add(folded)
    const isHollow = !isDatabase && bytes > maximumOwnPictureBytes
    if (!isHollow) keptBytes += bytes
    if (keptBytes > Math.min(mostKeptBytes, harmlessBytes + archiveBytes * mostGrowth)) {
      throw unsafeArchive('too-large')
    }
    return { path, isHollow }
  }
}

function isPortrait(parts: readonly string[]): boolean {
  const folders = parts.slice(0, -1)
  return pictureFile.test(parts.at(-1) ?? '') && folders.some((part) => portraitsFolder.test(part))
}

function partsOf(name: string): readonly string[] {
  const slashed = name.replaceAll('\\', '/')
  if (/[\p{Cc}]/u.test(name)) throw unsafeArchive('strange-name')
  if (slashed.startsWith('/') || /^[a-z]:/i.test(slashed)) throw unsafeArchive('leads-outside')
  const parts = slashed.split('/').filter((part) => part !== '' && part !== '.')
  // Windows drops dots and spaces at the end of a name, so `.. ` climbs as well.
  if (parts.some((part) => part.includes('..') && /^[. ]+$/.test(part))) {
    throw unsafeArchive('leads-outside')
  }
  return parts
}

const isStrange = (part: string): boolean =>
  deviceName.test(part) || /[. ]$|[<>:"|?*]/.test(part) || Buffer.byteLength(part) > 255
