import { createHash } from 'node:crypto'
import { addAll, type CleanedBlock, type PersonalKind } from './personal'
import type { Cut, Span } from './structure'
import { cleanXmp } from './xmp'

// XMP part 3 §1.1.3.1: prefix, name (MD5 of the whole, in capital letters), its length, offset of this part.
export const longXmpPrefix = Buffer.from('http://ns.adobe.com/xmp/extension/\0', 'latin1')
const nameBytes = 32
const nameAt = 4 + longXmpPrefix.length
const offsetAt = nameAt + nameBytes + 4
const headBytes = offsetAt + 4

interface CleanedLongXmp {
  readonly cuts: readonly Cut[]
  readonly removed: ReadonlySet<PersonalKind>
  /** What the first packet calls the rest, before and now. */
  readonly newNames: ReadonlyMap<string, string>
}

/** Takes place, author and camera out of an XMP packet that is spread over these segments of a JPEG. */
export function cleanLongXmp(bytes: Buffer, spans: readonly Span[]): CleanedLongXmp {
  const removed = new Set<PersonalKind>()
  const newNames = new Map<string, string>()
  const cuts: Cut[] = []
  const byName = Map.groupBy(spans, ({ start, end }) =>
    end - start < headBytes
      ? ''
      : bytes.toString('latin1', start + nameAt, start + nameAt + nameBytes),
  )
  for (const [name, parts] of byName) {
    const offsetOf = ({ start }: Span) =>
      name === '' ? start : bytes.readUInt32BE(start + offsetAt)
    const inOrder = parts.toSorted((one, other) => offsetOf(one) - offsetOf(other))
    const partOf = ({ start, end }: Span) => bytes.subarray(Math.min(start + headBytes, end), end)
    const cleaned = cleanXmp(Buffer.concat(inOrder.map(partOf)))
    addAll(removed, cleaned.removed)
    if (cleaned.removed.size === 0) continue
    if (cleaned.bytes === null || name === '') {
      cuts.push(...inOrder)
      continue
    }
    const newName = createHash('md5').update(cleaned.bytes).digest('hex').toUpperCase()
    newNames.set(name, newName)
    let at = 0
    for (const { start, end } of inOrder) {
      const instead = Buffer.from(bytes.subarray(start, end))
      instead.write(newName, nameAt, 'latin1')
      cleaned.bytes.copy(instead, headBytes, at)
      at += end - start - headBytes
      cuts.push({ start, end, instead })
    }
  }
  return { cuts, removed, newNames }
}

/** The first packet, with the names that the rest has now. */
export function withNewNames(
  block: CleanedBlock,
  newNames: ReadonlyMap<string, string>,
): CleanedBlock {
  const { bytes, removed } = block
  let renamed = bytes
  for (const [name, newName] of newNames) {
    const at = renamed?.indexOf(name, 0, 'latin1') ?? -1
    if (renamed === null || at < 0) continue
    if (renamed === bytes) renamed = Buffer.from(renamed)
    renamed.write(newName, at, 'latin1')
  }
  return { bytes: renamed, removed }
}
