import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import {
  type TextOwner,
  type TextVersion,
  type VersionedProperty,
  type VersionedText,
  versionedProperties,
} from '../../shared/text-version'
import { type Clock, timestamp } from '../core/clock'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** A text that stood for so long is kept when it is changed: typing that goes on makes no version of its own. */
const restMs = minuteMs
/** While typing goes on without a rest, a version is kept this often. */
const longestGapMs = 10 * minuteMs
/** A change that makes a text shorter by so much is kept at once, in UTF-16 units. */
const lossLength = 200

/** Never thinned, whatever their age: a clock that was set wrong must not cost them. */
const newestKept = 20
const mostVersions = 100
/** Of one text, all its versions together, in UTF-16 units. */
const mostLength = 4_000_000

/** How far apart versions of a certain age are. */
const spacing = [
  { untilMs: dayMs, everyMs: 1 },
  { untilMs: 7 * dayMs, everyMs: hourMs },
  { untilMs: 60 * dayMs, everyMs: dayMs },
  { untilMs: Number.POSITIVE_INFINITY, everyMs: 7 * dayMs },
] as const

interface VersionRow {
  readonly id: number
  readonly replaced_at: string
  readonly length: number
}

/** The texts of a record that have versions; one that a change leaves alone is missing. */
type Texts = Readonly<Partial<Record<VersionedProperty, string>>>

/**
 * Earlier versions of descriptions, notes and the texts of sessions. A version is the text as it was before a change; which ones
 * are kept, and for how long, is decided here.
 */
export class TextVersions {
  readonly #database: Database
  readonly #clock: Clock
  /** When each text was last changed in this process, in milliseconds. */
  readonly #changedAt = new Map<string, number>()

  constructor({ database, clock }: { readonly database: Database; readonly clock: Clock }) {
    this.#database = database
    this.#clock = clock
  }

  /** Keeps what a change is about to replace. Belongs into the transaction of the change. */
  keep(subject: TextOwner, before: Texts, after: Texts): void {
    for (const property of versionedProperties) {
      const was = before[property]
      const text = after[property]
      if (was !== undefined && text !== undefined && text !== was) {
        this.#keepOne({ subject, property }, was, text)
      }
    }
  }

  /** The versions of one text, newest first. */
  list(of: VersionedText): TextVersion[] {
    return this.#rows(of).map(({ id, replaced_at, length }) => ({
      id,
      replacedAt: replaced_at,
      length,
    }))
  }

  /** The text of one version. Throws AppError `not-found`, also for a version of another text. */
  read({ subject, property }: VersionedText, id: number): string {
    const text = this.#database
      .prepare<[number, number, string], string>(
        `SELECT text FROM text_version WHERE id = ? AND ${subject.kind}_id = ? AND property = ?`,
      )
      .pluck()
      .get(id, subject.id, property)
    if (text === undefined) throw new AppError('not-found', { kind: 'text-version', id })
    return text
  }

  #keepOne(of: VersionedText, before: string, after: string): void {
    const nowMs = this.#clock().getTime()
    const newest = this.#rows(of)[0]
    const isWanted =
      before.trim() !== '' && this.#isWorthKeeping(of, { before, after, newest, nowMs })
    this.#noteChange(of, nowMs)
    if (!isWanted || (newest && this.read(of, newest.id) === before)) return
    const { kind, id } = of.subject
    this.#database
      .prepare(
        `INSERT INTO text_version (${kind}_id, property, text, replaced_at) VALUES (?, ?, ?, ?)`,
      )
      .run(id, of.property, before, timestamp(this.#clock))
    this.#thin(of, nowMs)
  }

  #isWorthKeeping(
    of: VersionedText,
    change: {
      readonly before: string
      readonly after: string
      readonly newest: VersionRow | undefined
      readonly nowMs: number
    },
  ): boolean {
    const { before, after, newest, nowMs } = change
    if (before.length - after.length >= lossLength) return true
    const changedAt = this.#changedAt.get(keyOf(of))
    // A clock that was set back says nothing about how long the text stood.
    if (changedAt === undefined || nowMs < changedAt || nowMs - changedAt >= restMs) return true
    return newest !== undefined && nowMs - Date.parse(newest.replaced_at) >= longestGapMs
  }

  #noteChange(of: VersionedText, nowMs: number): void {
    // Only the newest matter; an import may change a hundred thousand.
    if (this.#changedAt.size >= 1_000) this.#changedAt.clear()
    this.#changedAt.set(keyOf(of), nowMs)
  }

  #rows({ subject, property }: VersionedText): VersionRow[] {
    return this.#database
      .prepare<[number, string], VersionRow>(
        `SELECT id, replaced_at, length(text) AS length FROM text_version
         WHERE ${subject.kind}_id = ? AND property = ? ORDER BY id DESC`,
      )
      .all(subject.id, property)
  }

  #thin(of: VersionedText, nowMs: number): void {
    const remove = this.#database.prepare('DELETE FROM text_version WHERE id = ?')
    for (const id of superfluous(this.#rows(of), nowMs)) remove.run(id)
  }
}

function keyOf({ subject, property }: VersionedText): string {
  return `${subject.kind}:${subject.id}:${property}`
}

/** Which versions go, out of all versions of one text, newest first. */
function superfluous(versions: readonly VersionRow[], nowMs: number): number[] {
  const gone: number[] = []
  const taken = new Set<string>()
  let length = 0
  let count = 0
  for (const [index, version] of versions.entries()) {
    const atMs = Date.parse(version.replaced_at)
    const { everyMs } = spacing.find(({ untilMs }) => nowMs - atMs < untilMs) ?? spacing[0]
    const slot = `${everyMs}:${Math.floor(atMs / everyMs)}`
    const isTooMuch = index > 0 && length + version.length > mostLength
    const isThinned = index >= newestKept && everyMs > 1 && taken.has(slot)
    if (isTooMuch || isThinned || count >= mostVersions) {
      gone.push(version.id)
      continue
    }
    taken.add(slot)
    length += version.length
    count += 1
  }
  return gone
}
