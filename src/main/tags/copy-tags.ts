import type { Database } from 'better-sqlite3'
import type { StoredTag, Tagged } from '../../shared/tag'
import { createTagFinder, linkTables, storedTagsOf, tagColumns } from './tag-table'

interface Pair {
  readonly from: number
  readonly to: number
}

/** Gives a copy the tags of its original. Belongs into the transaction that makes the copy. */
export function copyTags(database: Database, kind: Tagged['kind'], { from, to }: Pair): void {
  const { table, column } = linkTables[kind]
  database
    .prepare(
      `INSERT OR IGNORE INTO ${table} (tag_id, ${column})
       SELECT tag_id, ? FROM ${table} WHERE ${column} = ?`,
    )
    .run(to, from)
}

/**
 * Gives a character or portrait the tags that its original has in another library. A tag of the same name here is that
 * tag, whatever its kind and colour; others are made. Belongs into a transaction.
 */
export function copyTagsFrom(
  { there, here }: { readonly there: Database; readonly here: Database },
  kind: Tagged['kind'],
  { from, to }: Pair,
): void {
  const { table, column } = linkTables[kind]
  const find = createTagFinder(here)
  const link = here.prepare(`INSERT OR IGNORE INTO ${table} (tag_id, ${column}) VALUES (?, ?)`)
  for (const tag of storedTagsOf(there, { kind, id: from })) {
    link.run(find.byName(tag.name)?.id ?? insertTag(here, tag), to)
  }
}

function insertTag(here: Database, tag: StoredTag): number {
  const { id: _, ...columns } = tagColumns(tag)
  const { lastInsertRowid } = here
    .prepare(
      `INSERT INTO tag (name, key, sort_name, kind, colour, created_at)
       VALUES (:name, :key, :sortName, :kind, :colour, :createdAt)`,
    )
    .run(columns)
  return Number(lastInsertRowid)
}
