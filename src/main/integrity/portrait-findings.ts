import type { Finding, FoundBytes, PortraitAction, PortraitFault } from '../../shared/integrity'
import type { Portrait, PortraitFileState } from '../../shared/portrait'
import type { QuarantineEntry } from '../../shared/quarantine'
import { createTimeSlice } from '../core/tasks/time-slice'
import type { Portraits } from '../portraits/portraits'
import type { TroubledRow } from './match'
import type { ReadFiles } from './read-files'
import type { CheckedRow } from './rows'

/** A row whose file was looked at a second time and is still not what it should be. */
export interface ConfirmedTrouble extends TroubledRow {
  readonly portrait: Portrait
  readonly state: Exclude<PortraitFileState, 'sound'>
}

export interface ConfirmOptions {
  readonly portraits: Portraits
  readonly rows: readonly CheckedRow[]
  readonly signal?: AbortSignal
}

/**
 * Checks each troubled row again by the same function that serves it: it may have been repaired since, or
 * have another file, or the disk may treat two spellings of a name as one. The rows are then flagged as
 * found, also those that are intact again.
 */
export async function confirmTroubles(
  troubled: readonly TroubledRow[],
  { portraits, rows, signal }: ConfirmOptions,
): Promise<ConfirmedTrouble[]> {
  const timeSlice = createTimeSlice(signal)
  const confirmed: ConfirmedTrouble[] = []
  const changed: [Portrait, PortraitFileState][] = []
  async function look(id: number): Promise<[Portrait, PortraitFileState] | null> {
    if (timeSlice.isDue()) await timeSlice.yieldTurn()
    const portrait = portraits.find(id)
    if (portrait === null) return null
    const state = await portraits.inspect(portrait)
    if (state !== portrait.state) changed.push([portrait, state])
    return [portrait, state]
  }
  for (const trouble of troubled) {
    const [portrait, state] = (await look(trouble.row.id)) ?? []
    if (portrait === undefined || state === undefined || state === 'sound') continue
    confirmed.push({ ...trouble, why: whyNow(trouble, state), portrait, state })
  }
  const isTroubled = new Set(troubled.map(({ row }) => row.id))
  for (const row of rows) {
    if (row.file_state !== 'sound' && !isTroubled.has(row.id)) await look(row.id)
  }
  portraits.flagAll(changed)
  return confirmed.sort((one, other) => one.row.id - other.row.id)
}

function whyNow({ why }: TroubledRow, state: ConfirmedTrouble['state']): PortraitFault {
  if (why !== 'missing' || state === 'missing') return why
  // An empty folder in its place holds nothing by which it could have been seen in the list; or a file has
  // come since.
  return state === 'damaged' ? 'other-bytes' : 'folder-there'
}

export interface ByteSources extends Pick<ReadFiles, 'sound' | 'strays'> {
  readonly rows: readonly CheckedRow[]
  readonly quarantined: readonly QuarantineEntry[]
}

export type ByteFinder = ReturnType<typeof createByteFinder>

/**
 * Knows where lost bytes can be found: in a file without a row, in another portrait's file, in the
 * quarantine.
 */
export function createByteFinder({ rows, sound, strays, quarantined }: ByteSources) {
  const spoken = new Set<string>()
  // An intact library needs none of these.
  const straysByHash = once(() => byHash(strays, ({ sha256 }) => sha256))
  const intactByHash = once(() => byHash(sound, ({ row }) => row.sha256))
  const rowsByHash = once(() => byHash(rows, ({ sha256 }) => sha256))
  const quarantinedByHash = once(() => byHash(quarantined, ({ sha256 }) => sha256))
  const rowsById = once(() => new Map(rows.map((row) => [row.id, row])))

  return {
    /** The portrait of these bytes, best one whose file is there. */
    rowOf: (sha256: string): CheckedRow | undefined =>
      intactByHash().get(sha256)?.row ?? rowsByHash().get(sha256),
    rowAt: (id: number): CheckedRow | undefined => rowsById().get(id),
    quarantinedAs: (sha256: string): QuarantineEntry | undefined => quarantinedByHash().get(sha256),
    /** Paths that hold the bytes of a lost portrait. */
    spoken: spoken as ReadonlySet<string>,

    find({ row, variant }: TroubledRow): FoundBytes | null {
      // Only its size is known to be the same; putting it back reads it first.
      if (variant !== null) return { path: variant.path, by: 'name', where: 'portraits' }
      const stray = straysByHash().get(row.sha256)
      if (stray !== undefined) {
        spoken.add(stray.file.path)
        return { path: stray.file.path, by: 'hash', where: 'portraits' }
      }
      const twin = intactByHash().get(row.sha256)?.row
      if (twin !== undefined) return { path: twin.path, by: 'hash', where: 'another-portrait' }
      const entry = quarantinedByHash().get(row.sha256)
      return entry === undefined ? null : { path: entry.path, by: 'hash', where: 'quarantine' }
    },
  }
}

function byHash<Item>(
  items: readonly Item[],
  hashOf: (item: Item) => string | null,
): ReadonlyMap<string, Item> {
  const map = new Map<string, Item>()
  for (const item of items) {
    const hash = hashOf(item)
    if (hash !== null) map.set(hash, item)
  }
  return map
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

export interface FindingOptions {
  readonly portraits: Portraits
  readonly hashesInBackups: ReadonlySet<string>
  readonly finder: ByteFinder
  readonly signal?: AbortSignal
}

/** What is said of each troubled row. */
export async function toFindings(
  troubles: readonly ConfirmedTrouble[],
  options: FindingOptions,
): Promise<Finding[]> {
  const timeSlice = createTimeSlice(options.signal)
  const findings: Finding[] = []
  for (const trouble of troubles) {
    if (timeSlice.isDue()) await timeSlice.yieldTurn()
    findings.push(toFinding(trouble, options))
  }
  return findings
}

function toFinding(
  trouble: ConfirmedTrouble,
  { portraits, hashesInBackups, finder }: FindingOptions,
): Finding {
  const { row, why, portrait, state } = trouble
  const { id, subject } = portrait
  const isCurrent = row.is_current === 1
  const found = finder.find(trouble)
  const actions: PortraitAction[] = []
  if (found !== null) actions.push('relink')
  if (hashesInBackups.has(portrait.sha256)) actions.push('take-from-backup')
  const hasOthers = isCurrent && subject !== null && portraits.history(subject).length > 1
  if (hasOthers) actions.push('choose-from-history')
  return {
    kind: 'portrait',
    portraitId: id,
    subject,
    name: row.name,
    path: portrait.path,
    state,
    why,
    isCurrent,
    isTrashed: portrait.trashedAt !== null,
    found,
    actions,
  }
}
