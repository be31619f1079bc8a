import { join } from 'node:path'
import type { CheckDepth, PortraitFault } from '../../shared/integrity'
import type { TaskProgress } from '../../shared/tasks'
import { digestFiles, type FileDigest } from '../core/disk/digest-files'
import type { Found } from '../core/disk/walk'
import { cancelledOr } from '../core/tasks/cancel'
import { groupsOf } from './groups'
import type { Matched, TroubledRow } from './match'
import type { CheckedRow } from './rows'

/** A file without a row, with what is known of its bytes. */
export interface Stray {
  readonly file: Found
  /** Null when it was not read. */
  readonly sha256: string | null
  readonly isReadable: boolean
}

export interface ReadFiles {
  readonly sound: readonly { readonly row: CheckedRow; readonly file: Found }[]
  readonly troubled: readonly TroubledRow[]
  readonly strays: readonly Stray[]
  /** Files without a row that were written to while they were read. */
  readonly changing: readonly Found[]
}

export interface ReadOptions {
  readonly dataFolder: string
  readonly depth: CheckDepth
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: TaskProgress) => void
}

/**
 * Reads every row's file, and those files without a row that are reported one by one or whose size is that of a
 * portrait. A quick check reads nothing. Throws AppError `backup-cancelled`.
 */
export async function readFiles(matched: Matched, options: ReadOptions): Promise<ReadFiles> {
  const { dataFolder, depth, signal, onProgress } = options
  const { sound, troubled, strays } = matched
  const unread = (file: Found): Stray => ({ file, sha256: null, isReadable: true })
  if (depth === 'quick') return { sound, troubled, strays: strays.map(unread), changing: [] }

  const sizes = new Set([...sound, ...troubled].map(({ row }) => row.bytes))
  const crowded = groupsOf(strays)
  const isWorthReading = (file: Found) =>
    sizes.has(file.bytes) || crowded.groupOf(file.path) === null
  const wanted = strays.filter(isWorthReading)
  const files = [...sound.map(({ file }) => file), ...wanted]
  const totalBytes = files.reduce((sum, { bytes }) => sum + bytes, 0)
  const digests: FileDigest[] = new Array(files.length)
  let done = 0
  let doneBytes = 0
  try {
    await digestFiles(
      files.map(({ path }) => join(dataFolder, path)),
      {
        signal,
        onDigest: (index, digest) => {
          digests[index] = digest
          done += 1
          doneBytes += files[index]?.bytes ?? 0
          const total = files.length
          onProgress?.({ step: 'portraits', done, total, doneBytes, totalBytes })
        },
      },
    )
  } catch (error) {
    throw cancelledOr(error, signal)
  }
  return sortOut(matched, wanted, digests)
}

function sortOut(
  { sound, troubled, strays }: Matched,
  wanted: readonly Found[],
  digests: readonly FileDigest[],
): ReadFiles {
  const stillIntact: { row: CheckedRow; file: Found }[] = []
  const nowTroubled = [...troubled]
  for (const [at, pair] of sound.entries()) {
    const why = troubleRead(pair.row, digests[at])
    if (why === null) stillIntact.push(pair)
    else nowTroubled.push({ row: pair.row, why, variant: null })
  }
  const read = new Map<Found, FileDigest | undefined>()
  for (const [at, file] of wanted.entries()) read.set(file, digests[sound.length + at])
  const known: Stray[] = []
  const changing: Found[] = []
  for (const file of strays) {
    const digest = read.get(file)
    if (digest === undefined) known.push({ file, sha256: null, isReadable: true })
    else if ('code' in digest) {
      if (digest.code !== 'ENOENT') known.push({ file, sha256: null, isReadable: false })
    } else if (digest.bytes !== file.bytes || digest.modifiedMs !== file.modifiedMs) {
      changing.push(file)
    } else known.push({ file, sha256: digest.sha256, isReadable: true })
  }
  return { sound: stillIntact, troubled: nowTroubled, strays: known, changing }
}

function troubleRead(row: CheckedRow, digest: FileDigest | undefined): PortraitFault | null {
  if (digest === undefined) return 'unreadable'
  if ('code' in digest) return digest.code === 'ENOENT' ? 'missing' : 'unreadable'
  if (digest.sha256 === row.sha256) return null
  return digest.bytes === row.bytes ? 'other-bytes' : 'wrong-size'
}
