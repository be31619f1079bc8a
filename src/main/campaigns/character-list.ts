import type { Database } from 'better-sqlite3'
import {
  type CastPage,
  type CastQuery,
  type CastSelection,
  type CharacterCard,
  type CharacterFilter,
  type CharacterSort,
  characterSorts,
} from '../../shared/character'
import { readVersion } from '../core/database/outside-changes'
import { RankedIds } from '../search/ranked-ids'
import { type FoundSubjects, type SubjectSearch, subjectSearchOf } from '../search/subject-search'
import { type TagMatch, tagMembersOf } from '../tags/tag-members'
import { type CardRow, cardColumns, portraitJoin, toCard } from './cards'

/**
 * Up to so many hits are fetched by their ids and sorted; with more, or when its order is known already, the whole cast
 * is walked in its order.
 */
const fewHits = 2_000

/** One for each order of a wall. */
const castsRemembered = characterSorts.length

const orders: Record<CharacterSort, string> = {
  name: 'character.sort_name, character.id',
  newest: 'character.id DESC',
  changed: 'character.updated_at DESC, character.id DESC',
  level: 'character.level DESC, character.sort_name DESC, character.id DESC',
}

const filters: Record<CharacterFilter, string> = {
  all: '',
  'with-portrait': `AND character.current_portrait_id IS NOT NULL AND portrait.source <> 'avatar'`,
  'avatar-only': `AND (portrait.source IS NULL OR portrait.source = 'avatar')`,
  'needs-attention': `AND character.current_portrait_id IS NOT NULL AND portrait.file_state <> 'sound'`,
}

export type CharacterList = ReturnType<typeof createCharacterList>

/** The ids of characters in one order, until anything changes. */
interface Order {
  readonly key: string
  readonly ids: readonly number[]
}

/** A whole cast in one order, and where the search has it. */
interface CastOrder extends Order {
  readonly places: Int32Array
}

interface Context {
  readonly database: Database
  readonly search: SubjectSearch
  /** Of one cast, by order and filter. */
  readonly casts: Map<string, CastOrder>
  /** The hits of the last search in their order. */
  hits: Order | null
}

/** The characters of a campaign as the wall shows them: a window of one order, filter and search. */
export function createCharacterList({ database }: { database: Database }) {
  const context: Context = {
    database,
    search: subjectSearchOf(database),
    casts: new Map(),
    hits: null,
  }

  return {
    /** How many of a selection come before this character, or null when it is not among them. */
    place: (selection: CastSelection, id: number) => place(context, selection, id),

    /** The ids of a stretch of a selection, in its order. */
    ids: (query: CastQuery) => idsOf(context, query),

    /** One page of a campaign's cast. */
    list: (query: CastQuery) => list(context, query),
  }
}

// The ids alone come straight from an index, however far down the wall they are; only the
// characters of one page are then read in full.
function selectIds(
  { database }: Context,
  query: CastSelection,
  part: { readonly among?: readonly number[]; readonly limit?: number; readonly offset?: number },
): number[] {
  const { among, limit = -1, offset = 0 } = part
  // In this order of the join, so that a few are never looked for in an index of all.
  const source =
    among === undefined
      ? 'character'
      : 'json_each(:among) AS hit CROSS JOIN character ON character.id = hit.value'
  const sql = `SELECT character.id ${from(query, source)}
      ORDER BY ${orders[query.sort]} LIMIT ${limit} OFFSET ${offset}`
  return database
    .prepare<unknown[], number>(sql)
    .pluck()
    .all({ ...valuesOf(query), ...(among && { among: JSON.stringify(among) }) })
}

function count({ database }: Context, query: CastSelection): number {
  const total = database
    .prepare<unknown[], number>(`SELECT count(*) ${from(query)}`)
    .pluck()
    .get(valuesOf(query))
  return Number(total)
}

function from(query: CastSelection, source = 'character'): string {
  const join = query.filter === 'all' ? '' : portraitJoin('character')
  return `FROM ${source} ${join} WHERE character.campaign_id = :campaignId
      AND character.trashed_at IS NULL ${filters[query.filter]} ${seenIn(query)} ${statusFilter(query)}`
}

function seenIn({ sessionId }: CastSelection): string {
  if (sessionId === undefined) return ''
  return `AND character.id IN
    (SELECT character_id FROM session_mention WHERE session_id = :sessionId)`
}

function statusFilter({ status }: CastSelection): string {
  if (status === undefined) return ''
  return status === null ? 'AND character.status IS NULL' : 'AND character.status = :status'
}

/** What the statement of a selection is given; it takes no more than it names. */
function valuesOf({ campaignId, sessionId, status }: CastSelection) {
  return {
    campaignId,
    ...(sessionId !== undefined && { sessionId }),
    ...(status != null && { status }),
  }
}

function readCards(
  { database }: Context,
  ids: readonly number[],
  sort: CharacterSort,
): CharacterCard[] {
  const rows = database
    .prepare<[string], CardRow>(
      `SELECT ${cardColumns} FROM character ${portraitJoin('character')}
         WHERE character.id IN (SELECT value FROM json_each(?)) ORDER BY ${orders[sort]}`,
    )
    .all(JSON.stringify(ids))
  return rows.map(toCard)
}

/** Everyone a search finds: the better hits first, and hits that are equally good in the order of the wall. */
function findIds(context: Context, query: CastSelection): readonly number[] {
  const found = context.search.find(query.search)
  const match = tagMembersOf(context.database).match('character', query.tags)
  if (found === null && match === null) return selectIds(context, query, {})
  const key = JSON.stringify([keyOf(context, query, query.search), query.tags])
  if (context.hits?.key !== key) {
    const ids = found === null ? sortTagged(context, query, match) : sortHits(context, query, found)
    context.hits = { key, ids: match === null ? ids : ids.filter((id) => match.has(id)) }
  }
  return context.hits.ids
}

/** Those that a filter by tags may let through, in the order of the wall. */
function sortTagged(
  context: Context,
  query: CastSelection,
  match: TagMatch | null,
): readonly number[] {
  const candidates = match?.candidates ?? null
  if (candidates !== null && candidates.length <= fewHits) {
    return selectIds(context, query, { among: candidates })
  }
  return castOrder(context, query).ids
}

function sortHits(context: Context, query: CastSelection, found: FoundSubjects): number[] {
  const { campaignId } = query
  const ranked = new RankedIds()
  const isOrderKnown = context.casts.has(keyOf(context, query))
  if (!isOrderKnown && found.count(campaignId) <= fewHits) {
    const ranks = new Map(found.characters(campaignId).map(({ id, rank }) => [id, rank]))
    const sorted = selectIds(context, query, { among: [...ranks.keys()] })
    for (const id of sorted) ranked.add(id, ranks.get(id) ?? 0)
  } else {
    const { ids, places } = castOrder(context, query)
    for (const [at, id] of ids.entries()) {
      const rank = found.rankAt(places[at] ?? -1)
      if (rank !== 0) ranked.add(id, rank)
    }
  }
  return ranked.list()
}

function castOrder(context: Context, query: CastSelection): CastOrder {
  const { casts } = context
  const key = keyOf(context, query)
  const known = casts.get(key)
  if (known !== undefined) return known
  const ids = selectIds(context, query, {})
  const made = { key, ids, places: context.search.placesOf(Float64Array.from(ids)) }
  if (casts.size >= castsRemembered) casts.clear()
  casts.set(key, made)
  return made
}

function keyOf(
  { database }: Context,
  { campaignId, sort, filter, sessionId, status }: CastSelection,
  text = '',
) {
  const shown = status === undefined ? [] : [status]
  return JSON.stringify([
    readVersion(database),
    campaignId,
    sort,
    filter,
    sessionId,
    text,
    ...shown,
  ])
}

function place(context: Context, selection: CastSelection, id: number): number | null {
  const place = findIds(context, selection).indexOf(id)
  return place < 0 ? null : place
}

/** Whether nothing narrows the cast that SQLite has no index for. */
function isWholeCast({ search, tags = {} }: CastSelection): boolean {
  return search.trim() === '' && Object.values(tags).every((ids) => ids.length === 0)
}

function idsOf(context: Context, query: CastQuery): readonly number[] {
  const { offset, limit } = query
  if (isWholeCast(query)) return selectIds(context, query, { limit, offset })
  return findIds(context, query).slice(offset, offset + limit)
}

function list(context: Context, query: CastQuery): CastPage {
  const { offset, limit, sort } = query
  if (isWholeCast(query)) {
    const ids = selectIds(context, query, { limit, offset })
    return { total: count(context, query), offset, cards: readCards(context, ids, sort) }
  }
  const ids = findIds(context, query)
  const page = ids.slice(offset, offset + limit)
  const cards = new Map(readCards(context, page, sort).map((card) => [card.id, card]))
  return {
    total: ids.length,
    offset,
    cards: page.flatMap((id) => cards.get(id) ?? []),
  }
}
