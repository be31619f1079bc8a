import { basename } from 'node:path'
import { AppError } from '../../../shared/errors'
import type { ImportSource } from '../../../shared/legacy-import'
import type { TaskProgress } from '../../../shared/tasks'
import { readHead } from '../../core/disk/read-file'
import { temporaryFolder } from '../../core/disk/scratch/folders'
import { bytesOf, statAt } from '../../core/disk/stat-at'
import { systemErrorCode } from '../../core/disk/system-error'
import { findSource, findSourceBelow } from './find-source'
import { asSourceError, namedError } from './source-error'
import type { UnpackOptions } from './unpack-file'
import { unpackTar } from './unpack-tar'
import { unpackZip } from './unpack-zip'

export interface ChooseOptions {
  /** A folder, a database or an archive. */
  readonly chosen: string
  /** Where an archive is unpacked, in a folder of its own that `close` removes. */
  readonly temporaryFolder: string
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: TaskProgress) => void
}

export interface ChosenSource {
  readonly source: ImportSource
  /** Removes what an archive was unpacked into. */
  close(): Promise<void>
}

type ArchiveFormat = 'zip' | 'tar' | 'gzip'

/**
 * Finds the old library in whatever was chosen; an archive is unpacked first. Throws what findSource
 * throws, AppError `import-archive-damaged`, `import-archive-unsafe`, `import-archive-encrypted`, and
 * `disk-full` and its like. Nothing is left of an archive that was refused.
 */
export async function chooseSource(options: ChooseOptions): Promise<ChosenSource> {
  const { chosen, signal } = options
  const name = basename(chosen)
  const format = await archiveFormatOf(chosen, name)
  if (format === null) {
    return { source: await findSource(chosen, signal), close: async () => undefined }
  }
  const folder = temporaryFolder(options.temporaryFolder, 'unpacked')
  try {
    await folder.make()
    const leftOut = await unpack(format, { ...options, folder: folder.path })
    const source = await findSourceBelow(folder.path, signal)
    return { source: { ...source, chosen, leftOut }, close: folder.remove }
  } catch (error) {
    await folder.remove()
    throw asArchiveError(error, name, signal)
  }
}

async function unpack(
  format: ArchiveFormat,
  { chosen: archive, folder, signal, onProgress }: ChooseOptions & { folder: string },
): Promise<number> {
  const archiveBytes = await bytesOf(archive)
  const order: UnpackOptions = {
    ...{ archive, archiveBytes, folder, signal },
    onProgress: ({ done, total, now }) =>
      onProgress?.({ step: 'unpack', done, total, doneBytes: done, totalBytes: 0, now }),
  }
  return format === 'zip' ? unpackZip(order) : unpackTar({ ...order, isGzip: format === 'gzip' })
}

// What an archive is shows in its bytes: ZIP APPNOTE 4.3.7 and 4.3.16, RFC 1952 §2.3.1, POSIX ustar.
async function archiveFormatOf(path: string, name: string): Promise<ArchiveFormat | null> {
  try {
    if (!(await statAt(path))?.isFile()) return null
    const head = (await readHead(path, 512, { followLinks: true })).toString('latin1')
    if (head.startsWith('PK\u0003\u0004') || head.startsWith('PK\u0005\u0006')) return 'zip'
    if (head.startsWith('\u001f\u008b')) return 'gzip'
    const other = otherArchives.find(([, signature]) => head.startsWith(signature))
    if (other !== undefined) throw new AppError('import-unpack-first', { name, format: other[0] })
    return head.slice(257, 262) === 'ustar' ? 'tar' : null
  } catch (error) {
    throw asSourceError(error, name)
  }
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

function asArchiveError(error: unknown, name: string, signal: AbortSignal | undefined): unknown {
  try {
    signal?.throwIfAborted()
  } catch (cancelled) {
    return cancelled
  }
  if (error instanceof AppError) {
    if (error.code !== 'import-nothing-found') return namedError(error, name)
    return new AppError(error.code, { name }, { cause: error })
  }
  const known = asSourceError(error, name)
  if (known instanceof AppError) return known
  // yauzl, tar-stream and zlib tell what they cannot read by errors without a code of the system.
  const isOfReader =
    error instanceof Error &&
    !(error instanceof TypeError || error instanceof ReferenceError) &&
    !/^E(?!RR_)[A-Z]+$/.test(systemErrorCode(error))
  return isOfReader ? new AppError('import-archive-damaged', { name }, { cause: error }) : error
}
