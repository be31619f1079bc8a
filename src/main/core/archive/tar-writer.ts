import type { AllocateBuffer } from '../disk/buffer-pool'
import type { NewFile } from '../disk/file-system'
import { writeWhole } from '../disk/write-file'
import { encodeHeader } from './tar-header'

const blockBytes = 512

export interface TarEntry {
  readonly name: string
  readonly bytes: number
  readonly content: Uint8Array | AsyncIterable<Uint8Array>
  /** The memory the content lies in, when it has room around it: then one call writes the whole entry. */
  readonly frame?: Uint8Array
}

/** Memory for content of up to this size, with room before and after it for what a tar puts there. */
export function allocateFrame(allocate: AllocateBuffer, bytes: number) {
  const frame = allocate(blockBytes + bytes + paddingAfter(bytes))
  return { frame, content: frame.subarray(blockBytes, blockBytes + bytes) }
}

/**
 * Writes a tar with these entries into a new file, which is neither synced nor closed afterwards. Throws what
 * the entries and the disk throw, and RangeError for content whose size differs from the announced one.
 */
export async function writeTar(
  file: NewFile,
  entries: AsyncIterable<TarEntry>,
  modifiedAt: Date,
): Promise<void> {
  for await (const entry of entries) {
    const header = encodeHeader({ ...entry, modifiedAt })
    if (entry.frame === undefined) await writeInPieces(file, header, entry)
    else await writeWhole(file, fillFrame(entry.frame, header, entry.bytes))
  }
  await writeWhole(file, Buffer.alloc(2 * blockBytes))
}

function fillFrame(frame: Uint8Array, header: Uint8Array, bytes: number): Uint8Array {
  const end = blockBytes + bytes
  frame.set(header)
  frame.fill(0, end, end + paddingAfter(bytes))
  return frame.subarray(0, end + paddingAfter(bytes))
}

async function writeInPieces(
  file: NewFile,
  header: Uint8Array,
  { name, bytes, content }: TarEntry,
): Promise<void> {
  await writeWhole(file, header)
  let written = 0
  for await (const piece of content instanceof Uint8Array ? [content] : content) {
    await writeWhole(file, piece)
    written += piece.length
  }
  if (written !== bytes) throw new RangeError(`${name}: ${written} bytes instead of ${bytes}`)
  await writeWhole(file, Buffer.alloc(paddingAfter(bytes)))
}

function paddingAfter(bytes: number): number {
  return (blockBytes - (bytes % blockBytes)) % blockBytes
}
