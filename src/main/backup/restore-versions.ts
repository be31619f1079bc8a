import type { Database } from 'better-sqlite3'
import type { RestoredRecord } from './restore-selected-records'

const columns = 'property, text, replaced_at'

/**
 * Copies the versions of descriptions and notes to the records that were made here. A record that was here
 * already keeps its own versions. Belongs into the transaction that made the records.
 */
export function restoreVersions(
  records: readonly RestoredRecord[],
  { there, here }: { readonly there: Database; readonly here: Database },
): void {
  for (const { from, to } of records.filter(({ wasMade }) => wasMade)) {
    const theirs = there.prepare<[number], Record<string, unknown>>(
      `SELECT ${columns} FROM text_version WHERE ${from.kind}_id = ? ORDER BY id`,
    )
    const insert = here.prepare(
      `INSERT INTO text_version (${to.kind}_id, ${columns})
       VALUES (:owner, :property, :text, :replaced_at)`,
    )
    for (const version of theirs.iterate(from.id)) insert.run({ ...version, owner: to.id })
  }
}
