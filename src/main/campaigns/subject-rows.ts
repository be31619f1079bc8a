import type { Database, Statement } from 'better-sqlite3'
import { bustStyle } from '../../shared/portrait'
import type { SubjectKind } from '../../shared/subject'
import { type Clock, timestamp } from '../core/clock'

/** Values by column; a column that is undefined is left as it is. */
type Columns = Readonly<Record<string, string | number | null | undefined>>

/** What a record from elsewhere has behind it. Times are ISO in UTC; null means now, or no trash. */
export interface Past {
  readonly createdAt: string | null
  readonly isTrashed: boolean
  readonly avatar: { readonly style: string; readonly seed: string } | null
}

interface SubjectRowsOptions<Subject> {
  readonly database: Database
  readonly clock: Clock
  readonly table: SubjectKind
  /** Throws AppError `not-found`. */
  readonly read: (id: number) => Subject
}

/** What campaigns and characters have in common: their row, a placeholder, the trash. */
export function createSubjectRows<Subject>(options: SubjectRowsOptions<Subject>) {
  const { database, clock, table, read } = options
  const setTrashed = database.prepare(
    `UPDATE ${table} SET trashed_at = ?, updated_at = ? WHERE id = ?`,
  )

  const selectNextId = database
    .prepare<[string], number>('SELECT seq + 1 FROM sqlite_sequence WHERE name = ?')
    .pluck()

  // One for each set of columns: preparing it again for each of many thousand rows takes as long as running it.
  const statements = new Map<string, Statement<[object]>>()
  function statementFor(sql: string): Statement<[object]> {
    const statement = statements.get(sql) ?? database.prepare<[object]>(sql)
    statements.set(sql, statement)
    return statement
  }

  function update(id: number, columns: Columns): void {
    const given = present(columns)
    if (given.length === 0) return
    const changes = [...given, ['updated_at', timestamp(clock)] as const]
    const text = changes.map(([column]) => `${column} = :${column}`).join(', ')
    const sql = `UPDATE ${table} SET ${text} WHERE id = :id`
    statementFor(sql).run({ ...Object.fromEntries(changes), id })
  }

  return {
    /**
     * The seed of the avatar has the first name and the id: who is renamed keeps their face, and two of one name
     * have two faces.
     */
    insert(columns: Columns & { readonly name: string }, past?: Past): Subject {
      const now = timestamp(clock)
      const given = present({
        ...columns,
        avatar_style: past?.avatar?.style ?? bustStyle,
        avatar_seed: past?.avatar?.seed ?? `${columns.name} #${selectNextId.get(table) ?? 1}`,
        created_at: past?.createdAt ?? now,
        updated_at: now,
        trashed_at: past?.isTrashed ? now : undefined,
      })
      const names = given.map(([column]) => column)
      const values = names.map((name) => `:${name}`)
      const sql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${values.join(', ')})`
      const { lastInsertRowid } = statementFor(sql).run(Object.fromEntries(given))
      return read(Number(lastInsertRowid))
    },

    edit(id: number, columns: Columns): Subject {
      update(id, columns)
      return read(id)
    },

    trash(id: number): void {
      read(id)
      const now = timestamp(clock)
      setTrashed.run(now, now, id)
    },

    restore(id: number): void {
      read(id)
      setTrashed.run(null, timestamp(clock), id)
    },

    /** What is drawn while there is no portrait. */
    setAvatar(id: number, style: string, seed: string): void {
      read(id)
      update(id, { avatar_style: style, avatar_seed: seed })
    },
  }
}

function present(columns: Columns) {
  return Object.entries(columns).filter(([, value]) => value !== undefined)
}
