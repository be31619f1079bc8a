import type {
  Portrait,
  PortraitFileState,
  PortraitFormat,
  PortraitSource,
} from '../../shared/portrait'
import type { Subject } from '../../shared/subject'
import { jsonFacts } from '../core/database/json-columns'

/** A row of the table `portrait`. */
export interface PortraitRow {
  readonly id: number
  readonly campaign_id: number | null
  readonly character_id: number | null
  readonly path: string
  readonly sha256: string
  readonly bytes: number
  readonly format: PortraitFormat
  readonly width_px: number
  readonly height_px: number
  readonly file_state: PortraitFileState
  readonly source: PortraitSource
  readonly original_name: string | null
  readonly received_sha256: string | null
  readonly provider: string | null
  readonly model: string | null
  readonly prompt: string | null
  readonly parameters: string
  readonly cost_usd: number | null
  readonly job_id: number | null
  readonly created_at: string
  readonly trashed_at: string | null
  readonly starred: 0 | 1
  /** Of one in the trash: it was shown when it went there. */
  readonly was_current: 0 | 1
}

/** The subject of a portrait's row, or null for an unassigned one. */
export function subjectOf(row: Pick<PortraitRow, 'campaign_id' | 'character_id'>): Subject | null {
  if (row.campaign_id !== null) return { kind: 'campaign', id: row.campaign_id }
  return row.character_id === null ? null : { kind: 'character', id: row.character_id }
}

/** Maps a row to the portrait that other features and the window use. */
export function toPortrait(row: PortraitRow): Portrait {
  return {
    id: row.id,
    subject: subjectOf(row),
    path: row.path,
    sha256: row.sha256,
    bytes: row.bytes,
    format: row.format,
    widthPx: row.width_px,
    heightPx: row.height_px,
    state: row.file_state,
    source: row.source,
    originalName: row.original_name,
    receivedSha256: row.received_sha256,
    provider: row.provider,
    model: row.model,
    prompt: row.prompt,
    parameters: jsonFacts(row.parameters),
    costUsd: row.cost_usd,
    createdAt: row.created_at,
    trashedAt: row.trashed_at,
    isStarred: row.starred === 1,
  }
}
