import type { PortraitFault } from '../../shared/integrity'
import { isOfSystem } from '../core/disk/left-by-systems'
import { isScratchName } from '../core/disk/scratch/names'
import type { Found } from '../core/disk/walk'
import { createTimeSlice } from '../core/tasks/time-slice'
import { isPortraitPath } from '../portraits/files'
import type { CheckedRow, HighestIds } from './rows'

const dayMs = 86_400_000

/** A row whose file is not what it should be, as far as that shows without reading it. */
export interface TroubledRow {
  readonly row: CheckedRow
  readonly why: PortraitFault
  /** A file whose name differs only in capitals or in how accents are written. */
  readonly variant: Found | null
}

export interface Matched {
  /** Rows whose file is there in its size. */
  readonly sound: readonly { readonly row: CheckedRow; readonly file: Found }[]
  readonly troubled: readonly TroubledRow[]
  /** Files without a row, older than a day. */
  readonly strays: readonly Found[]
  /** Younger files without a row; their rows may be about to be written. */
  readonly young: readonly Found[]
  /** Links, pipes and closed folders that are in no row's place. */
  readonly odd: readonly Found[]
  /** Files without a row that a system left, by their names. */
  readonly ofSystem: readonly Found[]
  /** Copies of ours that were never finished, and are older than a day. */
  readonly leftOvers: readonly Found[]
  readonly files: number
}

/** How names are compared where another disk would hold them to be the same. */
export function fold(path: string): string {
  return path.normalize('NFKC').toLowerCase()
}

/**
 * Compares what is on the disk with the rows. Callers list the disk first and read the rows after: a portrait
 * is a file before it is a row, so a listed file without a row is either a stray, or so new that its row is
 * still being written, and then it is younger than a day. A clock that was set back by less than a day makes
 * no difference; a date further in the future counts as old.
 */
export async function matchRows(
  found: readonly Found[],
  rows: readonly CheckedRow[],
  {
    now,
    highest,
    signal,
  }: {
    readonly now: Date
    readonly highest?: HighestIds
    readonly signal?: AbortSignal
  },
): Promise<Matched> {
  const timeSlice = createTimeSlice(signal)
  const places = new Map<string, number>()
  let files = 0
  for (const [at, one] of found.entries()) {
    places.set(one.path, at)
    if (one.kind === 'file') files += 1
  }
  const isTaken = new Uint8Array(found.length)
  const sound: { row: CheckedRow; file: Found }[] = []
  const lost: CheckedRow[] = []
  const troubled: TroubledRow[] = []
  for (const row of rows) {
    if (timeSlice.isDue()) await timeSlice.yieldTurn()
    const place = places.get(row.path)
    const there = place === undefined ? undefined : found[place]
    if (place !== undefined) isTaken[place] = 1
    const why = there === undefined ? 'missing' : troubleWith(row, there)
    if (there !== undefined && why === null) sound.push({ row, file: there })
    else if (why === 'missing') lost.push(row)
    else if (why !== null) troubled.push({ row, why, variant: null })
  }
  const rest = () => found.filter((_, at) => isTaken[at] === 0)
  const variants = lost.length === 0 ? null : foldedNames(rest())
  const folders = foldersOf(lost.length === 0 ? [] : found)
  for (const row of lost) {
    if (timeSlice.isDue()) await timeSlice.yieldTurn()
    const alike = variants?.get(fold(row.path))
    const variant = alike?.bytes === row.bytes ? alike : null
    if (variant !== null) {
      variants?.delete(fold(row.path))
      isTaken[places.get(variant.path) ?? 0] = 1
    }
    const why = folders.has(row.path) ? 'folder-there' : variant === null ? 'missing' : 'renamed'
    troubled.push({ row, why, variant })
  }
  return { sound, troubled, ...sortRest(rest(), now, highest), files }
}

function troubleWith(row: CheckedRow, there: Found): PortraitFault | null {
  if (there.kind === 'link') return 'link-there'
  if (there.kind === 'closed-folder' || there.kind === 'folder') return 'folder-there'
  if (there.kind === 'other') return 'not-a-file'
  // Never opened, whatever its bytes are: no such path was ever ours.
  if (!isPortraitPath(row.path)) return 'unreadable'
  if (there.bytes === row.bytes) return null
  return there.bytes === 0 ? 'empty' : 'wrong-size'
}

function foldedNames(free: readonly Found[]): Map<string, Found> {
  const names = new Map<string, Found>()
  for (const one of free) if (one.kind === 'file') names.set(fold(one.path), one)
  return names
}

/** Folders that hold anything; an empty one in a file's place is seen when the row is looked at again. */
function foldersOf(found: readonly Found[]): ReadonlySet<string> {
  const folders = new Set<string>()
  for (const { path } of found) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at)
      if (folders.has(folder)) break
      folders.add(folder)
    }
  }
  return folders
}

function sortRest(free: readonly Found[], now: Date, highest?: HighestIds) {
  const rest: Record<'strays' | 'young' | 'odd' | 'leftOvers' | 'ofSystem', Found[]> = {
    strays: [],
    young: [],
    odd: [],
    leftOvers: [],
    ofSystem: [],
  }
  for (const one of free) {
    const name = one.path.slice(one.path.lastIndexOf('/') + 1)
    const isYoung = isNew(one.modifiedMs, now) && !isOfLostRecord(name, highest)
    if (isOfSystem(one.path)) rest.ofSystem.push(one)
    else if (one.kind !== 'file') rest.odd.push(one)
    else if (!isScratchName(name)) (isYoung ? rest.young : rest.strays).push(one)
    else if (!isYoung) rest.leftOvers.push(one)
  }
  return rest
}

// A record is stored before its first picture, so one above all records was forgotten by the database.
function isOfLostRecord(name: string, highest: HighestIds | undefined): boolean {
  const [, kind, number] = /^(gm|character)_([1-9]\d{0,14})(?!\d)/.exec(name) ?? []
  if (highest === undefined || number === undefined) return false
  return Number(number) > (kind === 'gm' ? highest.gm : highest.character)
}

/** Whether a file is so new that its row may still be on its way. */
export function isNew(modifiedMs: number, now: Date): boolean {
  return Math.abs(now.getTime() - modifiedMs) < dayMs
}
