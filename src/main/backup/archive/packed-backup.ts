import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { AppError } from '../../../shared/errors'
import { unpackFile } from '../../core/archive/unpack-file'
import { readPart } from '../../core/disk/read-file'
import { temporaryFolder } from '../../core/disk/scratch/folders'
import { bytesOf } from '../../core/disk/stat-at'
import { newFileStream, readStream } from '../../core/disk/streams'
import { systemErrorCode } from '../../core/disk/system-error'
import { openArchive, openOrRefuse } from './archive-source'
import { checkEntries } from './check-entries'
import { openFolder } from './folder-source'
import { maximumEntries } from './manifest'
import type { BackupSource } from './source'
import type { IndexedEntry } from './tar-reader'

/** How many times its own size a packed backup may have, beyond what is harmless anyway. */
const mostGrowth = 200
const harmlessBytes = 2 ** 30

/**
 * Opens a backup in a file: one of our archives, or one that was compressed or repacked since, which is
 * unpacked into the system's temporary folder until it is closed. Throws what openArchive throws, and errors
 * of the disk such as `disk-full`.
 */
export async function openBackupFile(path: string, signal?: AbortSignal): Promise<BackupSource> {
  const format = await packedFormat(path)
  if (format === null) return openArchive(path, signal)
  const folder = temporaryFolder(tmpdir(), 'unpacked')
  try {
    await folder.make()
    const unpack = format === 'gzip' ? gunzip : unzip
    const source = await unpack(path, folder.path, signal)
    const close = async () => {
      await source.close()
      await folder.remove()
    }
    return { ...source, kind: 'archive', path, close }
  } catch (error) {
    await folder.remove()
    signal?.throwIfAborted()
    throw isOfReader(error) ? new AppError('backup-not-an-archive', {}, { cause: error }) : error
  }
}

async function packedFormat(path: string): Promise<'gzip' | 'zip' | null> {
  const { file } = await openOrRefuse(path)
  try {
    const head = (await readPart(file, { offset: 0, bytes: 4 })).toString('latin1')
    if (head.startsWith('\u001f\u008b')) return 'gzip'
    return head === 'PK\u0003\u0004' ? 'zip' : null
  } finally {
    await file.close()
  }
}

async function gunzip(path: string, folder: string, signal?: AbortSignal): Promise<BackupSource> {
  const most = harmlessBytes + (await bytesOf(path)) * mostGrowth
  let unpacked = 0
  const meter = new Transform({
    transform(piece: Buffer, _encoding, done) {
      unpacked += piece.length
      done(unpacked > most ? new AppError('backup-not-an-archive') : null, piece)
    },
  })
  const inner = join(folder, 'backup.tar')
  const target = newFileStream(inner)
  await pipeline(readStream(path), createGunzip(), meter, target, { signal })
  return openArchive(inner, signal)
}

async function unzip(path: string, folder: string, signal?: AbortSignal): Promise<BackupSource> {
  const { openPromise } = await import('yauzl')
  const most = harmlessBytes + (await bytesOf(path)) * mostGrowth
  const zip = await openPromise(path, { autoClose: false })
  try {
    // So many are read and no more, whatever there is.
    if (zip.entryCount > maximumEntries) {
      throw new AppError('backup-too-many-entries', { maximum: maximumEntries })
    }
    const found: (IndexedEntry & { readonly at: number })[] = []
    const listed = []
    let bytes = 0
    for await (const entry of zip.eachEntry()) {
      signal?.throwIfAborted()
      const kind = entry.fileName.endsWith('/') ? 'folder' : kindOf(entry.externalFileAttributes)
      const { fileName: name, uncompressedSize } = entry
      found.push({ name, kind, bytes: uncompressedSize, offset: 0, at: listed.length })
      listed.push(entry)
      bytes += uncompressedSize
      if (bytes > most) throw new AppError('backup-not-an-archive')
    }
    for (const [name, { at, bytes: size }] of checkEntries(found)) {
      const entry = listed[at]
      if (entry === undefined) continue
      signal?.throwIfAborted()
      const order = { folder, path: name, isHollow: false, bytes: size, modifiedAt: null, signal }
      const sum = await unpackFile(() => zip.openReadStreamPromise(entry), order)
      if (sum !== entry.crc32) throw new AppError('backup-damaged', { names: name, count: 1 })
    }
    return await openFolder(folder)
  } finally {
    zip.close()
  }
}

// Info-ZIP keeps the Unix mode in the upper half of the external attributes.
function kindOf(externalFileAttributes: number): 'file' | 'link' | 'folder' {
  const type = (externalFileAttributes >>> 16) & 0o170000
  if (type === 0o040000) return 'folder'
  return type === 0 || type === 0o100000 ? 'file' : 'link'
}

// yauzl and zlib report what they cannot read with errors that have no system code.
const isOfReader = (error: unknown): boolean =>
  error instanceof Error &&
  !(error instanceof AppError || error instanceof TypeError) &&
  !/^E(?!RR_)[A-Z]+$/.test(systemErrorCode(error))
