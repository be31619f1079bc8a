import type { Database } from 'better-sqlite3'
import { type GalleryFacet, gallerySizes, sizeBounds } from '../../../shared/gallery'
import { readVersion } from '../../core/database/outside-changes'

/** One fact of every portrait: the place of its value among `values`. */
export interface Column {
  readonly codes: Uint32Array
  readonly values: readonly string[]
}

/** The facts of every portrait that the wall is filtered by; the age moves on with the clock. */
export type TimelessFacet = Exclude<GalleryFacet, 'age'>

/** What the wall needs of every portrait outside the trash, the oldest first. */
export interface GalleryColumns {
  readonly ids: Float64Array
  /** The id of the character, minus that of the campaign, or 0 for an unassigned one. */
  readonly owners: Float64Array
  readonly bytes: Float64Array
  /** Milliseconds since 1970. */
  readonly createdAt: Float64Array
  readonly facets: Readonly<Record<TimelessFacet, Column>>
}

type Row = readonly [
  id: number,
  campaignId: number | null,
  characterId: number | null,
  homeId: number | null,
  source: string,
  provider: string | null,
  model: string | null,
  format: string,
  bytes: number,
  fileState: string,
  starred: 0 | 1,
  createdAt: string,
]

/**
 * Reads the columns of every portrait outside the trash whose owner is outside it too, and keeps them in
 * memory until anything in the database has changed, by whatever process: filtering and counting them
 * there takes a millisecond or two for 10,000 portraits, which no index of SQLite does for every
 * combination of twelve filters.
 */
export function createGalleryColumns(database: Database): () => GalleryColumns {
  const selectRows = database
    .prepare<[], Row>(
      `SELECT portrait.id, portrait.campaign_id, portrait.character_id, character.campaign_id,
         portrait.source, portrait.provider, portrait.model, portrait.format, portrait.bytes,
         portrait.file_state, portrait.starred, portrait.created_at
       FROM portrait INDEXED BY portrait_on_wall
       LEFT JOIN character INDEXED BY character_at_home ON character.id = portrait.character_id
       WHERE portrait.trashed_at IS NULL ORDER BY portrait.id`,
    )
    .raw()
  const selectShown = database
    .prepare<[], number>(
      `SELECT current_portrait_id FROM character WHERE current_portrait_id IS NOT NULL
       UNION ALL SELECT current_portrait_id FROM campaign WHERE current_portrait_id IS NOT NULL`,
    )
    .pluck()
  const selectTrashed = {
    campaign: database
      .prepare<[], number>('SELECT id FROM campaign WHERE trashed_at IS NOT NULL')
      .pluck(),
    character: database
      .prepare<[], number>('SELECT id FROM character WHERE trashed_at IS NOT NULL')
      .pluck(),
  }

  const selectStatuses = database
    .prepare<[], readonly [number, string]>(
      'SELECT id, status FROM character WHERE status IS NOT NULL',
    )
    .raw()

  function read(): GalleryColumns {
    const statuses = new Map(selectStatuses.all())
    const campaignsInTrash = new Set(selectTrashed.campaign.all())
    const charactersInTrash = new Set(selectTrashed.character.all())
    const rows = selectRows.all().filter(([, campaignId, characterId, homeId]) => {
      if (characterId !== null && charactersInTrash.has(characterId)) return false
      const campaign = campaignId ?? homeId
      return campaign === null || !campaignsInTrash.has(campaign)
    })
    const shown = new Set(selectShown.all())
    return {
      ids: Float64Array.from(rows, ([id]) => id),
      owners: Float64Array.from(rows, ([, campaign, character]) => character ?? -(campaign ?? 0)),
      bytes: Float64Array.from(rows, (row) => row[8]),
      createdAt: Float64Array.from(rows, (row) => Date.parse(row[11])),
      facets: {
        campaign: columnOf(rows, ([, campaign, , home]) => campaign ?? home),
        owner: columnOf(rows, ([, campaign, character]) => ownerOf(campaign, character)),
        source: columnOf(rows, (row) => row[4]),
        provider: columnOf(rows, (row) => row[5]),
        model: columnOf(rows, (row) => row[6]),
        format: columnOf(rows, (row) => row[7]),
        size: columnOf(rows, (row) => sizeOf(row[8])),
        use: columnOf(rows, ([id]) => (shown.has(id) ? 'shown' : 'unused')),
        file: columnOf(rows, (row) => row[9]),
        star: columnOf(rows, (row) => (row[10] === 1 ? 'starred' : 'plain')),
        status: columnOf(rows, ([, , character]) => statuses.get(character ?? 0) ?? null),
      },
    }
  }

  let cached: { readonly version: string; readonly columns: GalleryColumns } | null = null
  return () => {
    const now = readVersion(database)
    if (cached?.version !== now) cached = { version: now, columns: read() }
    return cached.columns
  }
}

function ownerOf(campaignId: number | null, characterId: number | null) {
  if (characterId !== null) return 'character'
  return campaignId === null ? 'unassigned' : 'campaign'
}

function sizeOf(bytes: number) {
  return gallerySizes.find((size) => bytes < sizeBounds[size]) ?? 'huge'
}

/** Portraits without this fact have the empty value. */
function columnOf(rows: readonly Row[], factOf: (row: Row) => string | number | null): Column {
  const known = new Map<string | number | null, number>()
  const values: string[] = []
  const codes = new Uint32Array(rows.length)
  for (const [at, row] of rows.entries()) {
    const fact = factOf(row)
    let code = known.get(fact)
    if (code === undefined) {
      code = values.push(fact === null ? '' : String(fact)) - 1
      known.set(fact, code)
    }
    codes[at] = code
  }
  return { codes, values }
}
