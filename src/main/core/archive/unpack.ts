import { basename } from 'node:path'
import { AppError } from '../../../shared/errors'
import { readHead } from '../disk/read-file'
import { bytesOf, statAt } from '../disk/stat-at'
import { systemErrorCode } from '../disk/system-error'
import type { UnpackOptions } from './unpack-file'
import { unpackTar } from './unpack-tar'
import { unpackZip } from './unpack-zip'

export type ArchiveFormat = 'zip' | 'tar' | 'gzip'

/**
 * What kind of archive a file is, by its bytes; null for none. Throws AppError `import-unpack-first` for one that only
 * other programs open, and Node's own errors. ZIP: APPNOTE 4.3.7 and 4.3.16, gzip: RFC 1952 §2.3.1, tar: POSIX ustar.
 */
export async function archiveFormatOf(path: string): Promise<ArchiveFormat | null> {
  if (!(await statAt(path))?.isFile()) return null
  const head = (await readHead(path, 512, { followLinks: true })).toString('latin1')
  if (head.startsWith('PK\u0003\u0004') || head.startsWith('PK\u0005\u0006')) return 'zip'
  if (head.startsWith('\u001f\u008b')) return 'gzip'
  const other = otherArchives.find(([, signature]) => head.startsWith(signature))
  if (other !== undefined) {
    throw new AppError('import-unpack-first', { name: basename(path), format: other[0] })
  }
  return head.slice(257, 262) === 'ustar' ? 'tar' : null
}

// The first bytes of archives that only other programs open.
const otherArchives: readonly (readonly [format: string, signature: string])[] = [
  ['xz', '\u00fd7zXZ\u0000'],
  ['zst', '\u0028\u00b5\u002f\u00fd'],
  ['7z', '7z\u00bc\u00af\u0027\u001c'],
  ['rar', 'Rar!\u001a\u0007'],
  ['bz2', 'BZh'],
  ['lz4', '\u0004\u0022\u004d\u0018'],
  ['lz', 'LZIP'],
  ['lzma', '\u005d\u0000\u0000'],
  ['Z', '\u001f\u009d'],
  ['cab', 'MSCF'],
]

/**
 * Unpacks the wanted files of an archive. Resolves with how many links and devices were left out. Throws what
 * `unpackZip` and `unpackTar` throw.
 */
export async function unpackArchive(
  format: ArchiveFormat,
  options: Omit<UnpackOptions, 'archiveBytes'>,
): Promise<number> {
  const order: UnpackOptions = { ...options, archiveBytes: await bytesOf(options.archive) }
  return format === 'zip' ? unpackZip(order) : unpackTar({ ...order, isGzip: format === 'gzip' })
}

/** An error of yauzl, tar-stream or zlib, which have no code of the system, as AppError; others as they came. */
export function asArchiveError(error: unknown, name: string): unknown {
  const isOfReader =
    error instanceof Error &&
    !(error instanceof AppError || error instanceof TypeError || error instanceof ReferenceError) &&
    !/^E(?!RR_)[A-Z]+$/.test(systemErrorCode(error))
  return isOfReader ? new AppError('import-archive-damaged', { name }, { cause: error }) : error
}
