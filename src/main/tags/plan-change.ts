import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import {
  mostTags,
  noTagChange,
  type StoredTag,
  type TagChange,
  type TaggedMany,
  type TagOrder,
  tagKey,
} from '../../shared/tag'
import { type Clock, timestamp } from '../core/clock'
import { createTagFinder, linkedTo } from './tag-table'

/** What an order comes to in rows, and which tags it is about. */
export interface PlannedChange {
  readonly change: TagChange
  readonly tagIds: readonly number[]
}

interface Context {
  readonly database: Database
  readonly clock: Clock
}

type Order<Name extends TagOrder['order']> = Extract<TagOrder, { order: Name }>

/**
 * The rows that an order changes. Names that no tag has are reserved ids. Throws AppError `tag-not-found` for a tag that
 * is not there, `tag-name-taken` for a name that another tag has, and `too-many-tags`.
 */
export function planTagChange(context: Context, order: TagOrder): PlannedChange {
  switch (order.order) {
    case 'add':
      return planAdd(context, order)
    case 'remove':
      return planRemove(context, order)
    case 'merge':
      return planMerge(context, order)
    case 'split':
      return planSplit(context, order)
    case 'delete':
      return planDelete(context, order)
    case 'apply':
      return { change: order.change, tagIds: idsIn(order.change) }
    default:
      return planUpdate(context, order)
  }
}

function idsIn({ insert, update, add, remove }: TagChange): number[] {
  const ids = [...insert, ...update].map(({ id }) => id)
  return [...new Set([...ids, ...[...add, ...remove].map(({ tagId }) => tagId)])]
}

function planAdd(context: Context, { names, on }: Order<'add'>): PlannedChange {
  const { insert, ids } = findOrMake(context, names)
  const add = ids.map((tagId) => ({ tagId, ...on }))
  return { change: { ...noTagChange, insert, add }, tagIds: ids }
}

/** The tags of these names, each once; those that are missing get an id and are made by the change. */
function findOrMake({ database, clock }: Context, names: readonly string[]) {
  const find = createTagFinder(database)
  const wanted = new Map(names.map((name) => [tagKey(name), name]))
  const found = Array.from(wanted.values(), (name) => ({
    name,
    tag: find.byName(name),
  }))
  const missing = found.filter(({ tag }) => tag === null).length
  const reserved = reserveTagIds(database, missing)
  const insert: StoredTag[] = []
  const ids = found.map(({ name, tag }) => {
    if (tag !== null) return tag.id
    const id = reserved[insert.length] ?? 0
    insert.push({ id, name, kind: null, colour: null, createdAt: timestamp(clock) })
    return id
  })
  return { insert, ids }
}

/** Ids that only a tag made with them gets. Throws AppError `too-many-tags`. */
function reserveTagIds(database: Database, count: number): number[] {
  if (count === 0) return []
  const there = Number(database.prepare('SELECT count(*) FROM tag').pluck().get())
  if (there + count > mostTags) throw new AppError('too-many-tags', { most: mostTags })
  const reserve = database.transaction(() => {
    database
      .prepare(
        `INSERT INTO sqlite_sequence (name, seq) SELECT 'tag', 0
         WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'tag')`,
      )
      .run()
    return database
      .prepare<[number], number>(
        `UPDATE sqlite_sequence SET seq = seq + ? WHERE name = 'tag' RETURNING seq`,
      )
      .pluck()
      .get(count)
  })
  const last = reserve.immediate() ?? 0
  return Array.from({ length: count }, (_, index) => last - count + 1 + index)
}

function planRemove({ database }: Context, { names, on }: Order<'remove'>): PlannedChange {
  const ids = [...new Set(names.map((name) => requireTagByName(database, name).id))]
  const remove = ids.map((tagId) => ({ tagId, ...on }))
  return { change: { ...noTagChange, remove }, tagIds: ids }
}

function planUpdate(
  { database }: Context,
  order: Order<'rename'> | Order<'kind'> | Order<'colour'>,
): PlannedChange {
  const tag = requireTag(database, order.id)
  const changed = { ...tag, ...changedPart(database, order) }
  const isSame = JSON.stringify(changed) === JSON.stringify(tag)
  return {
    change: isSame ? noTagChange : { ...noTagChange, update: [changed] },
    tagIds: [tag.id],
  }
}

function changedPart(
  database: Database,
  order: Order<'rename'> | Order<'kind'> | Order<'colour'>,
): Partial<StoredTag> {
  if (order.order === 'rename') return { name: order.name }
  if (order.order === 'colour') return { colour: order.colour }
  return { kind: order.kind === null ? null : knownKind(database, order.kind) }
}

/** The kind as other tags have it, where it differs from that only by case, width or accents. */
function knownKind(database: Database, kind: string): string {
  const kinds = database
    .prepare<[], string>('SELECT DISTINCT kind FROM tag WHERE kind IS NOT NULL ORDER BY kind')
    .pluck()
    .all()
  return kinds.find((known) => tagKey(known) === tagKey(kind)) ?? kind
}

function planMerge({ database }: Context, { id, into }: Order<'merge'>): PlannedChange {
  const [from, to] = [requireTag(database, id), requireTag(database, into)]
  if (from.id === to.id) return { change: noTagChange, tagIds: [to.id] }
  const all = everythingWith(database, from.id)
  const change = {
    ...noTagChange,
    add: [{ tagId: to.id, ...all }],
    remove: [{ tagId: from.id, ...all }],
    delete: [from.id],
  }
  return { change, tagIds: [to.id] }
}

function planSplit(context: Context, { id, name, on }: Order<'split'>): PlannedChange {
  const { database } = context
  const from = requireTag(database, id)
  const all = everythingWith(database, from.id)
  const part = {
    characters: common(all.characters, on.characters),
    portraits: common(all.portraits, on.portraits),
  }
  const {
    insert,
    ids: [to = from.id],
  } = findOrMake(context, [name])
  if (to === from.id) throw new AppError('tag-name-taken', { name: from.name, id: from.id })
  const change = {
    ...noTagChange,
    // The new tag is of the same kind as the one it is split from.
    insert: insert.map((tag) => ({ ...tag, kind: from.kind })),
    add: [{ tagId: to, ...part }],
    remove: [{ tagId: from.id, ...part }],
  }
  return { change, tagIds: [from.id, to] }
}

const common = (all: readonly number[], some: readonly number[]): number[] => {
  const wanted = new Set(some)
  return all.filter((id) => wanted.has(id))
}

function planDelete({ database }: Context, { id }: Order<'delete'>): PlannedChange {
  const tag = requireTag(database, id)
  const remove = [{ tagId: tag.id, ...everythingWith(database, tag.id) }]
  return { change: { ...noTagChange, remove, delete: [tag.id] }, tagIds: [tag.id] }
}

function everythingWith(database: Database, tagId: number): TaggedMany {
  return {
    characters: linkedTo(database, 'character', tagId),
    portraits: linkedTo(database, 'portrait', tagId),
  }
}

function requireTag(database: Database, id: number): StoredTag {
  const tag = createTagFinder(database).byId(id)
  if (tag === null) throw new AppError('not-found', { kind: 'tag', id })
  return tag
}

/** The tag of this name. Throws AppError `tag-not-found`. */
export function requireTagByName(database: Database, name: string): StoredTag {
  const tag = createTagFinder(database).byName(name)
  if (tag === null) throw new AppError('tag-not-found', { name })
  return tag
}
