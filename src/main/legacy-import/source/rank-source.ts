import { basename, dirname, join } from 'node:path'
import type { FoundDatabase, FoundPortraits } from './source-candidates'

const databaseRanks = { database: 0, backup: 1, other: 2 } as const

/** The database to take first: the old app's own, the nearest, then backups, the newest first. */
export function rankDatabases(databases: readonly FoundDatabase[]): readonly FoundDatabase[] {
  return databases.toSorted(
    (one, other) =>
      databaseRanks[one.kind] - databaseRanks[other.kind] ||
      (one.kind === 'database' ? one.depth - other.depth : 0) ||
      other.time - one.time,
  )
}

/**
 * The portraits folder to take first: one that holds pictures, and belongs to the database as the old
 * app laid it; then others, the newest first.
 */
export function rankPortraits(
  portraits: readonly FoundPortraits[],
  database: string | null,
): readonly string[] {
  const own = database === null ? null : join(dirname(database), 'static', 'portraits')
  const stamp = /^database_backup_(\d{8})_?(\d{6})/i.exec(basename(database ?? ''))
  const ownStamp = stamp === null ? null : `${stamp[1]}${stamp[2]}`
  const rank = ({ path, kind, stamp, hasPictures }: FoundPortraits): number => {
    if (!hasPictures) return 9
    if (kind === 'backup' && stamp === ownStamp) return 0
    if (path === own) return 1
    return { static: 2, backup: 3, other: 4 }[kind]
  }
  return portraits
    .toSorted(
      (one, other) =>
        rank(one) - rank(other) || other.stamp.localeCompare(one.stamp) || one.depth - other.depth,
    )
    .map(({ path }) => path)
}
