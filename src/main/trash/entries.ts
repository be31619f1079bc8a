import type { Database } from 'better-sqlite3'
import type { PortraitFileState, PortraitSource } from '../../shared/portrait'
import { defaultAvatarStyle } from '../../shared/portrait'
import type { Subject } from '../../shared/subject'
import type { TrashEntry, TrashItem, TrashKind } from '../../shared/trash'
import { portraitJoin } from '../campaigns/cards'

interface EntryRow {
  readonly id: number
  readonly name: string | null
  readonly campaign_name: string | null
  readonly number: number | null
  readonly subject_kind: Subject['kind'] | null
  readonly subject_id: number | null
  readonly portrait_id: number | null
  readonly portrait_state: PortraitFileState | null
  readonly portrait_source: PortraitSource | null
  readonly avatar_style: string | null
  readonly avatar_seed: string | null
  readonly trashed_at: string
  readonly is_campaign_trashed: 0 | 1
  readonly is_character_trashed: 0 | 1
  readonly was_current: 0 | 1
  readonly characters: number
  readonly portraits: number
  readonly sessions: number
  readonly messages: number
  readonly bytes: number
}

const face = `portrait.id AS portrait_id, portrait.file_state AS portrait_state,
  portrait.source AS portrait_source`

const selects: Readonly<Record<TrashKind, string>> = {
  campaign: `SELECT campaign.id, campaign.name, NULL AS campaign_name, NULL AS number,
      'campaign' AS subject_kind, campaign.id AS subject_id, ${face},
      campaign.avatar_style, campaign.avatar_seed, campaign.trashed_at,
      0 AS is_campaign_trashed, 0 AS is_character_trashed, 0 AS was_current,
      (SELECT count(*) FROM character WHERE campaign_id = campaign.id AND trashed_at IS NULL)
        AS characters,
      (SELECT count(*) FROM session WHERE campaign_id = campaign.id AND session.trashed_at IS NULL)
        AS sessions,
      (SELECT count(*) FROM message WHERE message.campaign_id = campaign.id
         AND (message.trashed_at IS NULL OR message.trashed_at = campaign.trashed_at)) AS messages,
      own.portraits + cast_of.portraits AS portraits, own.bytes + cast_of.bytes AS bytes
    FROM campaign ${portraitJoin('campaign')},
      (SELECT count(*) AS portraits, coalesce(sum(bytes), 0) AS bytes FROM portrait
        WHERE campaign_id = :id AND trashed_at IS NULL) AS own,
      (SELECT count(*) AS portraits, coalesce(sum(bytes), 0) AS bytes FROM portrait
        JOIN character ON character.id = portrait.character_id
        WHERE character.campaign_id = :id AND character.trashed_at IS NULL
          AND portrait.trashed_at IS NULL) AS cast_of
    WHERE campaign.id = :id`,
  character: `SELECT character.id, character.name, campaign.name AS campaign_name, NULL AS number,
      'character' AS subject_kind, character.id AS subject_id, ${face},
      character.avatar_style, character.avatar_seed, character.trashed_at,
      campaign.trashed_at IS NOT NULL AS is_campaign_trashed, 0 AS is_character_trashed,
      0 AS was_current,
      0 AS characters, 0 AS sessions, 0 AS messages, own.portraits, own.bytes
    FROM character JOIN campaign ON campaign.id = character.campaign_id
      ${portraitJoin('character')},
      (SELECT count(*) AS portraits, coalesce(sum(bytes), 0) AS bytes FROM portrait
        WHERE character_id = :id AND trashed_at IS NULL) AS own
    WHERE character.id = :id`,
  portrait: `SELECT portrait.id, coalesce(character.name, campaign.name) AS name,
      home.name AS campaign_name, NULL AS number,
      CASE WHEN character.id IS NOT NULL THEN 'character'
        WHEN campaign.id IS NOT NULL THEN 'campaign' END AS subject_kind,
      coalesce(character.id, campaign.id) AS subject_id, ${face},
      coalesce(character.avatar_style, campaign.avatar_style) AS avatar_style,
      coalesce(character.avatar_seed, campaign.avatar_seed) AS avatar_seed, portrait.trashed_at,
      coalesce(campaign.trashed_at, home.trashed_at) IS NOT NULL AS is_campaign_trashed,
      character.trashed_at IS NOT NULL AS is_character_trashed, portrait.was_current,
      0 AS characters, 0 AS sessions, 0 AS messages, 1 AS portraits, portrait.bytes
    FROM portrait LEFT JOIN campaign ON campaign.id = portrait.campaign_id
      LEFT JOIN character ON character.id = portrait.character_id
      LEFT JOIN campaign AS home ON home.id = character.campaign_id
    WHERE portrait.id = :id`,
  session: `SELECT session.id, session.title AS name, campaign.name AS campaign_name,
      session.number, NULL AS subject_kind, NULL AS subject_id, NULL AS portrait_id,
      NULL AS portrait_state, NULL AS portrait_source, NULL AS avatar_style, NULL AS avatar_seed,
      session.trashed_at, campaign.trashed_at IS NOT NULL AS is_campaign_trashed,
      0 AS is_character_trashed, 0 AS was_current, 0 AS characters, 0 AS sessions, 0 AS messages,
      0 AS portraits, length(CAST(session.text AS BLOB)) AS bytes
    FROM session JOIN campaign ON campaign.id = session.campaign_id
    WHERE session.id = :id`,
}

/** Reads things in the trash with all the screen shows of them; those that are gone are left out. */
export function createTrashEntries(database: Database) {
  const select = {
    campaign: database.prepare<{ id: number }, EntryRow>(selects.campaign),
    character: database.prepare<{ id: number }, EntryRow>(selects.character),
    portrait: database.prepare<{ id: number }, EntryRow>(selects.portrait),
    session: database.prepare<{ id: number }, EntryRow>(selects.session),
  } as const

  function toEntry(kind: TrashKind, row: EntryRow, leavesAt: string | null): TrashEntry {
    const { portrait_id, portrait_state, portrait_source, subject_kind, subject_id } = row
    const hasPortrait = portrait_id !== null && portrait_state !== null && portrait_source !== null
    const within: ('campaign' | 'character')[] = []
    if (row.is_character_trashed === 1) within.push('character')
    if (row.is_campaign_trashed === 1) within.push('campaign')
    return {
      kind,
      id: row.id,
      name: row.name ?? '',
      campaignName: row.campaign_name,
      number: row.number,
      subject:
        subject_kind === null || subject_id === null
          ? null
          : { kind: subject_kind, id: subject_id },
      portrait: hasPortrait
        ? { id: portrait_id, state: portrait_state, source: portrait_source }
        : null,
      avatarStyle: row.avatar_style ?? defaultAvatarStyle,
      avatarSeed: row.avatar_seed ?? '',
      trashedAt: row.trashed_at,
      wasCurrent: row.was_current === 1,
      leavesAt,
      within,
      characters: row.characters,
      portraits: row.portraits,
      sessions: row.sessions,
      messages: row.messages,
      bytes: row.bytes,
    }
  }

  return (
    items: readonly TrashItem[],
    leavesAt: (item: TrashItem) => string | null,
  ): TrashEntry[] =>
    items.flatMap((item) => {
      const row = select[item.kind].get({ id: item.id })
      return row === undefined ? [] : [toEntry(item.kind, row, leavesAt(item))]
    })
}
