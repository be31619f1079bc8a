import type { Database } from 'better-sqlite3'
import { sortKey } from '../../shared/sort-key'
import {
  type StoredTag,
  type Tag,
  type TagColour,
  type Tagged,
  tagColours,
  tagKey,
} from '../../shared/tag'

interface TagRow {
  readonly id: number
  readonly name: string
  readonly kind: string | null
  readonly colour: string | null
  readonly created_at: string
}

const columns = 'tag.id, tag.name, tag.kind, tag.colour, tag.created_at'

/** The links of characters and of portraits to their tags. */
export const linkTables = {
  character: { table: 'character_tag', column: 'character_id' },
  portrait: { table: 'portrait_tag', column: 'portrait_id' },
} as const satisfies Record<Tagged['kind'], { table: string; column: string }>

/** A colour that only a newer version knows is shown as none. */
const colourOf = (text: string | null): TagColour | null =>
  tagColours.find((colour) => colour === text) ?? null

function toStoredTag({ id, name, kind, colour, created_at }: TagRow): StoredTag {
  return { id, name, kind, colour: colourOf(colour), createdAt: created_at }
}

export const toTag = ({ id, name, kind, colour }: StoredTag): Tag => ({ id, name, kind, colour })

/** The values of a tag's row by column. */
export function tagColumns({ id, name, kind, colour, createdAt }: StoredTag) {
  return { id, name, key: tagKey(name), sortName: sortKey(name), kind, colour, createdAt }
}

export interface TagFinder {
  /** The tag with this id, or null. */
  byId(id: number): StoredTag | null
  /** The tag that a name means, however it is written, or null. */
  byName(name: string): StoredTag | null
}

export function createTagFinder(database: Database): TagFinder {
  const selectById = database.prepare<[number], TagRow>(`SELECT ${columns} FROM tag WHERE id = ?`)
  const selectByKey = database.prepare<[string], TagRow>(`SELECT ${columns} FROM tag WHERE key = ?`)
  const found = (row: TagRow | undefined) => (row === undefined ? null : toStoredTag(row))
  return {
    byId: (id) => found(selectById.get(id)),
    byName: (name) => found(selectByKey.get(tagKey(name))),
  }
}

/** All tags by name. */
export function listTags(database: Database): StoredTag[] {
  return database
    .prepare<[], TagRow>(`SELECT ${columns} FROM tag ORDER BY sort_name, id`)
    .all()
    .map(toStoredTag)
}

/** The tags of one character or portrait, by name. */
export const tagsOf = (database: Database, tagged: Tagged): Tag[] =>
  storedTagsOf(database, tagged).map(toTag)

/** The same as they are stored. */
export function storedTagsOf(database: Database, { kind, id }: Tagged): StoredTag[] {
  const { table, column } = linkTables[kind]
  return database
    .prepare<[number], TagRow>(
      `SELECT ${columns} FROM ${table} JOIN tag ON tag.id = ${table}.tag_id
       WHERE ${table}.${column} = ? ORDER BY tag.sort_name, tag.id`,
    )
    .all(id)
    .map(toStoredTag)
}

/** The ids of everything of one kind that has a tag, those in the trash included, ascending. */
export function linkedTo(database: Database, kind: Tagged['kind'], tagId: number): number[] {
  const { table, column } = linkTables[kind]
  // As one text: a hundred thousand rows one by one take ten times as long.
  const ids = database
    .prepare<[number], string>(
      `SELECT json_group_array(${column}) FROM (SELECT ${column} FROM ${table} WHERE tag_id = ? ORDER BY ${column})`,
    )
    .pluck()
    .get(tagId)
  return JSON.parse(ids ?? '[]')
}
