import type { Database } from 'better-sqlite3'

/**
 * Unassigned pictures that are not imported a second time: those outside the trash, and those removed for
 * good.
 */
export interface UnassignedPictures {
  /** SHA-256 of each as it is, and as it came. */
  readonly hashes: ReadonlySet<string>
  /** Bytes of each that is here. */
  readonly sizes: readonly number[]
  /** The names of those that were imported, relative to the old portraits folder. */
  readonly names: ReadonlySet<string>
}

interface UnassignedRecord {
  readonly sha256: string
  readonly bytes: number | null
  readonly name: string | null
  readonly originSha256: string | null
}

/** Makes what reads them. */
export function createUnassignedPictures(database: Database): () => UnassignedPictures {
  const select = database.prepare<[], UnassignedRecord>(
    `SELECT portrait.sha256, portrait.bytes, import_row.name, import_row.origin_sha256 AS originSha256
     FROM portrait LEFT JOIN import_row
       ON import_row.portrait_id = portrait.id AND import_row.kind = 'loose'
     WHERE portrait.campaign_id IS NULL AND portrait.character_id IS NULL
       AND portrait.trashed_at IS NULL
     UNION ALL
     SELECT origin_sha256, NULL, name, origin_sha256 FROM import_row
     WHERE kind = 'loose' AND removed = 1 AND taken_back = 0 AND origin_sha256 IS NOT NULL`,
  )
  return () => {
    const all = select.all()
    const sizes = new Map(
      all.flatMap(({ sha256, bytes }) => (bytes === null ? [] : [[sha256, bytes]])),
    )
    return {
      hashes: new Set(all.flatMap(({ sha256, originSha256 }) => [sha256, originSha256 ?? sha256])),
      sizes: [...sizes.values()],
      names: new Set(all.flatMap(({ name }) => name ?? [])),
    }
  }
}
