import type { Database } from 'better-sqlite3'
import type { GalleryEntry, PortraitOwner } from '../../../shared/gallery'
import { type PortraitRow, subjectOf } from '../rows'

/** A row with what its card says of its owner. */
interface CardRow
  extends Pick<
    PortraitRow,
    | 'id'
    | 'campaign_id'
    | 'character_id'
    | 'file_state'
    | 'format'
    | 'bytes'
    | 'width_px'
    | 'height_px'
    | 'source'
    | 'original_name'
    | 'created_at'
    | 'starred'
  > {
  readonly owner_name: string | null
  readonly avatar_style: string | null
  readonly avatar_seed: string | null
  readonly current_portrait_id: number | null
  readonly home_id: number | null
  readonly home_name: string | null
  readonly status: string | null
}

/** Reads the cards of these portraits, in the order of the ids; one that is not there is left out. */
export function createCardReader(database: Database): (ids: readonly number[]) => GalleryEntry[] {
  const select = database.prepare<[string], CardRow>(
    `SELECT portrait.id, portrait.campaign_id, portrait.character_id, portrait.file_state,
       portrait.format, portrait.bytes, portrait.width_px, portrait.height_px, portrait.source,
       portrait.original_name, portrait.created_at, portrait.starred,
       coalesce(character.name, home.name) AS owner_name,
       coalesce(character.avatar_style, home.avatar_style) AS avatar_style,
       coalesce(character.avatar_seed, home.avatar_seed) AS avatar_seed,
       CASE WHEN character.id IS NULL THEN home.current_portrait_id
         ELSE character.current_portrait_id END AS current_portrait_id,
       home.id AS home_id, home.name AS home_name, character.status
     FROM json_each(?) AS asked
     JOIN portrait ON portrait.id = asked.value
     LEFT JOIN character ON character.id = portrait.character_id
     LEFT JOIN campaign AS home ON home.id = coalesce(portrait.campaign_id, character.campaign_id)
     ORDER BY asked.key`,
  )
  return (ids) => select.all(JSON.stringify(ids)).map(toCard)
}

function toCard(row: CardRow): GalleryEntry {
  return {
    id: row.id,
    state: row.file_state,
    format: row.format,
    bytes: row.bytes,
    widthPx: row.width_px,
    heightPx: row.height_px,
    source: row.source,
    originalName: row.original_name,
    createdAt: row.created_at,
    isStarred: row.starred === 1,
    owner: ownerOf(row),
    isShown: row.current_portrait_id === row.id,
  }
}

function ownerOf(row: CardRow): PortraitOwner | null {
  const subject = subjectOf(row)
  if (subject === null || row.home_id === null) return null
  return {
    subject,
    name: row.owner_name ?? '',
    campaignId: row.home_id,
    campaignName: row.home_name ?? '',
    avatarStyle: row.avatar_style ?? '',
    avatarSeed: row.avatar_seed ?? '',
    status: row.status,
  }
}
