import type { Database } from 'better-sqlite3'
import type { TagFilter, Tagged } from '../../shared/tag'
import { linkedTo, linkTables } from './tag-table'

/** What a filter lets through. */
export interface TagMatch {
  /** The ids that it may let through, ascending; null where nearly everything may be. */
  readonly candidates: readonly number[] | null
  has(id: number): boolean
}

interface Members {
  readonly ids: readonly number[]
  /** Made when it is first asked for. */
  set: ReadonlySet<number> | null
}

const ofDatabase = new WeakMap<Database, TagMembers>()

/** The one memory of who has which tag in this library. */
export function tagMembersOf(database: Database): TagMembers {
  const members = ofDatabase.get(database) ?? new TagMembers(database)
  ofDatabase.set(database, members)
  return members
}

/**
 * The ids of what has each tag, those in the trash included, kept in memory: three tags of a hundred thousand
 * characters are compared there in a millisecond, which no index of SQLite does. A tag is read when it is first asked
 * for, and again once its links have changed: changes made here are told by triggers of this connection, and after
 * one that another process has made all are read again. Throws what SQLite throws.
 */
export class TagMembers {
  readonly #database: Database
  readonly #known = { character: new Map<number, Members>(), portrait: new Map<number, Members>() }
  /** How many have each tag; null until all were counted. */
  readonly #counts: Record<Tagged['kind'], Map<number, number> | null> = {
    character: null,
    portrait: null,
  }
  #outside: unknown = null

  constructor(database: Database) {
    this.#database = database
    const isFixed = database.pragma('query_only', { simple: true }) === 1
    if (!isFixed) for (const kind of ['character', 'portrait'] as const) this.#watch(kind)
  }

  /** The ids of the characters or portraits that have a tag, ascending. */
  of(kind: Tagged['kind'], tagId: number): readonly number[] {
    return this.#members(kind, tagId).ids
  }

  has(kind: Tagged['kind'], tagId: number): (id: number) => boolean {
    const members = this.#members(kind, tagId)
    members.set ??= new Set(members.ids)
    const { set } = members
    return (id) => set.has(id)
  }

  /** How many characters or portraits outside the trash have each of these tags. */
  count(kind: Tagged['kind'], tagIds: readonly number[]): ReadonlyMap<number, number> {
    const { table, column } = linkTables[kind]
    this.#follow()
    const counts = this.#counts[kind] ?? new Map(this.#countAll(kind))
    this.#counts[kind] = counts
    const countOne = this.#database
      .prepare<[number], number>(`SELECT count(*) FROM ${table} WHERE tag_id = ?`)
      .pluck()
    const inTrash = new Map(
      this.#database
        .prepare<[], readonly [number, number]>(
          `SELECT tag_id, count(*) FROM ${kind} CROSS JOIN ${table} ON ${column} = ${kind}.id
           WHERE trashed_at IS NOT NULL GROUP BY tag_id`,
        )
        .raw()
        .all(),
    )
    const found = tagIds.map((id) => {
      const all = counts.get(id) ?? Number(countOne.get(id))
      counts.set(id, all)
      return [id, all - (inTrash.get(id) ?? 0)] as const
    })
    return new Map(found)
  }

  #countAll(kind: Tagged['kind']): (readonly [number, number])[] {
    return this.#database
      .prepare<[], readonly [number, number]>(
        `SELECT tag_id, count(*) FROM ${linkTables[kind].table} GROUP BY tag_id`,
      )
      .raw()
      .all()
  }

  /** What a filter lets through; null for one that lets everything through. */
  match(kind: Tagged['kind'], filter: TagFilter | undefined): TagMatch | null {
    const { all = [], any = [], none = [] } = filter ?? {}
    if (all.length + any.length + none.length === 0) return null
    const excluded = none.map((id) => this.has(kind, id))
    const isExcluded = (id: number) => excluded.some((has) => has(id))
    if (all.length + any.length === 0) return { candidates: null, has: (id) => !isExcluded(id) }
    const narrowest = this.#narrowest(kind, all, any)
    const required = all.map((id) => this.has(kind, id))
    const wanted = any.map((id) => this.has(kind, id))
    const candidates = narrowest.filter(
      (id) =>
        required.every((has) => has(id)) &&
        (wanted.length === 0 || wanted.some((has) => has(id))) &&
        !isExcluded(id),
    )
    const found = new Set(candidates)
    return { candidates, has: (id) => found.has(id) }
  }

  /** The fewest ids among which everything is that has these. */
  #narrowest(kind: Tagged['kind'], all: readonly number[], any: readonly number[]) {
    if (all.length > 0) {
      return all
        .map((id) => this.of(kind, id))
        .reduce((one, other) => (other.length < one.length ? other : one))
    }
    const together = new Set(any.flatMap((id) => this.of(kind, id)))
    return [...together].sort((one, other) => one - other)
  }

  #members(kind: Tagged['kind'], tagId: number): Members {
    this.#follow()
    const known = this.#known[kind].get(tagId)
    if (known !== undefined) return known
    const members = { ids: linkedTo(this.#database, kind, tagId), set: null }
    this.#known[kind].set(tagId, members)
    return members
  }

  /** Forgets everything once another process has changed anything. */
  #follow(): void {
    const outside = this.#database.pragma('data_version', { simple: true })
    if (outside === this.#outside) return
    this.#outside = outside
    for (const kind of ['character', 'portrait'] as const) {
      this.#known[kind].clear()
      this.#counts[kind] = null
    }
  }

  // Of this connection alone, so that no other program ever meets a function it does not know.
  #watch(kind: Tagged['kind']): void {
    const { table } = linkTables[kind]
    const noteChange = `note_${table}`
    this.#database.function(noteChange, (tagId: unknown) => {
      this.#known[kind].delete(Number(tagId))
      this.#counts[kind]?.delete(Number(tagId))
      return null
    })
    for (const [event, row] of [
      ['INSERT', 'new'],
      ['DELETE', 'old'],
    ] as const) {
      this.#database.exec(`CREATE TEMP TRIGGER ${noteChange}_${event.toLowerCase()}
        AFTER ${event} ON main.${table} BEGIN SELECT ${noteChange}(${row}.tag_id); END`)
    }
  }
}
