import { shorten } from '../../../shared/cut'
import { AppError } from '../../../shared/errors'
import { decodeHeader, holdsName, type TarKind } from '../../core/archive/tar-header'
import type { OpenFile } from '../../core/disk/read-file'
import { maximumEntries } from './manifest'

const blockBytes = 512
const windowBytes = 64 * 1024
/** Longest record of extra facts that is looked into; they are a few dozen bytes. */
const maximumExtraBytes = 64 * 1024
/** Zeros after the end, up to the record size of any tape. */
const maximumTailBytes = 1024 * 1024

export interface IndexedEntry {
  readonly name: string
  readonly kind: Exclude<TarKind, 'extra'>
  readonly bytes: number
  /** Where its bytes begin in the archive. */
  readonly offset: number
}

/**
 * Lists the entries of a tar by its headers alone, without reading the contents. Throws AppError `backup-not-
 * an-archive`, `backup-truncated`, `backup-damaged`, `backup-too-many-entries` and `backup-unsafe-entry` for
 * names in extra records, which ours never have.
 */
export async function indexTar(
  file: OpenFile,
  size: number,
  signal?: AbortSignal,
): Promise<IndexedEntry[]> {
  const entries: IndexedEntry[] = []
  const blockAt = createWindow(file, size)
  let position = 0
  if (size === 0) throw new AppError('backup-truncated')
  for (;;) {
    signal?.throwIfAborted()
    const block = await blockAt(position, blockBytes)
    if (block.length < blockBytes) {
      throw new AppError(position === 0 ? 'backup-not-an-archive' : 'backup-truncated')
    }
    if (isZero(block)) break
    const header = decodeHeader(block)
    if (header === null) {
      if (position === 0) throw new AppError('backup-not-an-archive')
      throw new AppError('backup-damaged', damagedAfter(entries))
    }
    const offset = position + blockBytes
    const end = offset + Math.ceil(header.bytes / blockBytes) * blockBytes
    if (end > size) throw new AppError('backup-truncated')
    if (header.kind === 'extra') {
      const isSmall = header.bytes <= maximumExtraBytes
      if (!isSmall || holdsName(await blockAt(offset, header.bytes))) {
        throw new AppError('backup-unsafe-entry', { name: printable(header.name) })
      }
    } else {
      const { name, kind, bytes } = header
      entries.push({ name, kind, bytes, offset })
    }
    if (entries.length > maximumEntries) {
      throw new AppError('backup-too-many-entries', { maximum: maximumEntries })
    }
    position = end
  }
  if (entries.length === 0) throw new AppError('backup-not-an-archive')
  await checkTail(file, position, size, entries)
  return entries
}

async function checkTail(
  file: OpenFile,
  position: number,
  size: number,
  entries: readonly IndexedEntry[],
): Promise<void> {
  if (size - position < 2 * blockBytes) throw new AppError('backup-truncated')
  const length = Math.min(size - position, maximumTailBytes + 1)
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, position)
  if (length > maximumTailBytes || !isZero(buffer)) {
    throw new AppError('backup-damaged', damagedAfter(entries))
  }
}

/** A name from an archive as it may be shown: no control characters, not endless. */
export function printable(name: string): string {
  const shown = name.replace(/[\p{C}]/gu, '�').toWellFormed()
  return shorten(shown, 80)
}

function damagedAfter(entries: readonly IndexedEntry[]) {
  return { names: printable(entries.at(-1)?.name ?? ''), count: 1 }
}

function isZero(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0)
}

/** Reads through a window, so that many small entries do not cost a call each. */
function createWindow(file: OpenFile, size: number) {
  let start = 0
  let held = Buffer.alloc(0)
  return async (position: number, length: number): Promise<Buffer> => {
    if (position < start || position + length > start + held.length) {
      const wanted = Math.max(0, Math.min(Math.max(windowBytes, length), size - position))
      const { bytesRead, buffer } = await file.read(Buffer.alloc(wanted), 0, wanted, position)
      start = position
      held = buffer.subarray(0, bytesRead)
    }
    return held.subarray(position - start, position - start + length)
  }
}
