import type { Database } from 'better-sqlite3'
import type { LikelyOwner } from '../../shared/integrity'
import type { Subject, SubjectKind } from '../../shared/subject'
import type { Found } from '../core/disk/walk'
import { subjectOf } from '../portraits/rows'
import type { ByteFinder } from './portrait-findings'

/** A picture is on the disk within this time of its order's end, in milliseconds. */
const nearMs = 5 * 60_000
/** Our own names, also with what a file manager appends to a copy. */
const namePattern = /^(character|gm)_([1-9]\d{0,14})(?!\d)/i

interface JobRow {
  readonly campaign_id: number | null
  readonly character_id: number | null
  readonly created_at: string
  readonly updated_at: string
}

/** Guesses whose a file is: by its bytes, then by its name, then by when an order was drawn. */
export function createOwnerFinder(database: Database, finder: ByteFinder) {
  const find = {
    campaign: database.prepare<[number], { name: string; trashed_at: string | null }>(
      'SELECT name, trashed_at FROM campaign WHERE id = ?',
    ),
    character: database.prepare<[number], { name: string; trashed_at: string | null }>(
      'SELECT name, trashed_at FROM character WHERE id = ?',
    ),
  } as const satisfies Record<SubjectKind, unknown>
  let jobs: readonly JobRow[] | null = null

  function owner(subject: Subject | null, because: LikelyOwner['because']): LikelyOwner | null {
    const row = subject === null ? undefined : find[subject.kind].get(subject.id)
    if (subject === null || row === undefined) return null
    return { subject, name: row.name, isTrashed: row.trashed_at !== null, because }
  }

  function byHash(sha256: string | null): LikelyOwner | null {
    if (sha256 === null) return null
    const same = finder.rowOf(sha256)
    if (same !== undefined) return owner(subjectOf(same), 'hash')
    const portraitId = finder.quarantinedAs(sha256)?.portraitId ?? null
    const former = portraitId === null ? undefined : finder.rowAt(portraitId)
    return former === undefined ? null : owner(subjectOf(former), 'quarantine')
  }

  function byName(path: string): LikelyOwner | null {
    const name = path.slice(path.lastIndexOf('/') + 1)
    const [, prefix, id] = namePattern.exec(name) ?? []
    if (prefix === undefined) return null
    const kind = prefix.toLowerCase() === 'gm' ? 'campaign' : 'character'
    return owner({ kind, id: Number(id) }, 'name')
  }

  function byDate(modifiedMs: number): LikelyOwner | null {
    jobs ??= database
      .prepare<[], JobRow>(
        `SELECT campaign_id, character_id, created_at, updated_at FROM generation_job
         ORDER BY updated_at DESC LIMIT 20000`,
      )
      .all()
    const near = jobs.find(
      (job) =>
        Date.parse(job.created_at) <= modifiedMs &&
        Math.abs(Date.parse(job.updated_at) - modifiedMs) <= nearMs,
    )
    return near === undefined ? null : owner(subjectOf(near), 'date')
  }

  return (file: Found, sha256: string | null): LikelyOwner | null =>
    byHash(sha256) ?? byName(file.path) ?? byDate(file.modifiedMs)
}
