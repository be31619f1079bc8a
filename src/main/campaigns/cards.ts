import type { CharacterCard } from '../../shared/character'
import type { CurrentPortrait, PortraitFileState, PortraitSource } from '../../shared/portrait'

/** Columns of a subject's current portrait, to be read with `portraitJoin`. */
export const portraitColumns =
  'portrait.id AS portrait_id, portrait.file_state AS portrait_state, portrait.source AS portrait_source'

/** Joins the current portrait of the rows of `table`. */
export function portraitJoin(table: 'campaign' | 'character'): string {
  return `LEFT JOIN portrait ON portrait.id = ${table}.current_portrait_id`
}

export interface PortraitColumns {
  readonly portrait_id: number | null
  readonly portrait_state: PortraitFileState | null
  readonly portrait_source: PortraitSource | null
}

/** The current portrait of a row, or null where the avatar is shown. */
export function toCurrentPortrait(row: PortraitColumns): CurrentPortrait | null {
  if (row.portrait_id === null || row.portrait_state === null || row.portrait_source === null) {
    return null
  }
  return { id: row.portrait_id, state: row.portrait_state, source: row.portrait_source }
}

export const cardColumns = `character.id, character.campaign_id, character.name, character.race,
  character.class, character.level, character.status, character.avatar_style, character.avatar_seed, ${portraitColumns}`

export interface CardRow extends PortraitColumns {
  readonly id: number
  readonly campaign_id: number
  readonly name: string
  readonly race: string
  readonly class: string
  readonly level: number | null
  readonly status: string | null
  readonly avatar_style: string
  readonly avatar_seed: string
}

/** A row with `cardColumns` as the card on the wall. */
export function toCard(row: CardRow): CharacterCard {
  return {
    id: row.id,
    campaignId: row.campaign_id,
    name: row.name,
    race: row.race,
    class: row.class,
    level: row.level,
    status: row.status,
    avatarStyle: row.avatar_style,
    avatarSeed: row.avatar_seed,
    portrait: toCurrentPortrait(row),
  }
}
