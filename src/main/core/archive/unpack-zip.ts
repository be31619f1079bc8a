import type { Entry } from 'yauzl'
import { AppError } from '../../../shared/errors'
import {
  createEntryClassifier,
  type EntryKind,
  type KeptEntry,
  unsafeArchive,
} from './archive-entry'
import { type UnpackOptions, unpackFile, unpackHollow } from './unpack-file'

interface PlannedEntry {
  readonly entry: Entry
  readonly kept: KeptEntry
}

/**
 * Unpacks the wanted files of a ZIP archive. Every entry is judged before the first one is
 * unpacked. Resolves with how many links and devices were left out. Throws AppError `import-archive-…` and what unpackFile throws.
 */
export async function unpackZip(options: UnpackOptions): Promise<number> {
  const { openPromise, getFileNameLowLevel } = await import('yauzl')
  const { archive, archiveBytes, folder, wanted, signal, onProgress } = options
  const zip = await openPromise(archive, { decodeStrings: false, autoClose: false })
  try {
    const { judge, leftOut } = createEntryClassifier(archiveBytes, wanted)
    const planned: PlannedEntry[] = []
    for await (const entry of zip.eachEntry()) {
      signal?.throwIfAborted()
      const { generalPurposeBitFlag, fileNameRaw, extraFields, uncompressedSize } = entry
      const name = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false)
      const kept = judge({ name, kind: kindOf(entry, name), bytes: uncompressedSize })
      if (kept === null) continue
      if (entry.isEncrypted()) throw new AppError('import-archive-encrypted')
      planned.push({ entry, kept })
    }
    refuseOverlap(planned)
    const total = planned.reduce((bytes, { entry }) => bytes + entry.uncompressedSize, 0)
    let done = 0
    for (const { entry, kept } of planned) {
      const order = {
        ...{ ...kept, folder, bytes: entry.uncompressedSize, signal },
        modifiedAt: entry.getLastModDate({ timezone: 'UTC' }),
        onBytes: (bytes: number) => {
          done += bytes
          onProgress?.({ done, total, now: kept.path })
        },
      }
      if (kept.isHollow) {
        await unpackHollow(order)
        continue
      }
      const sum = await unpackFile(() => zip.openReadStreamPromise(entry), order)
      if (sum !== entry.crc32) throw new AppError('import-archive-damaged')
    }
    return leftOut()
  } finally {
    zip.close()
  }
}

// Info-ZIP keeps the Unix mode in the upper half of the external attributes.
const fileType = 0o170000
const plainFile = 0o100000
const folderType = 0o040000

function kindOf({ externalFileAttributes }: Entry, name: string): EntryKind {
  const type = (externalFileAttributes >>> 16) & fileType
  if (type !== 0 && type !== plainFile && type !== folderType) return 'link-or-device'
  return /[/\\]$/.test(name) || type === folderType ? 'folder' : 'file'
}

// One block of data given out as many files is how a small archive unpacks to terabytes.
function refuseOverlap(planned: readonly PlannedEntry[]): void {
  let end = 0
  const inOrder = planned.toSorted(
    (one, other) => one.entry.relativeOffsetOfLocalHeader - other.entry.relativeOffsetOfLocalHeader,
  )
  for (const { entry } of inOrder) {
    if (entry.relativeOffsetOfLocalHeader < end) throw unsafeArchive('lies-about-size')
    end = entry.relativeOffsetOfLocalHeader + entry.compressedSize
  }
}
