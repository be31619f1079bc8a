import type { Database } from 'better-sqlite3'
import type {
  CastPage,
  CastQuery,
  CastSelection,
  CharacterCard,
  CharacterFilter,
  CharacterSort,
} from '../../shared/character'
import { findByIndex } from '../core/database/search-index'
import { holdsWords, prefixQuery, signPattern, wordPatterns } from '../core/database/search-words'
import { type CardRow, cardColumns, portraitJoin, toCard } from './cards'

/** SQLite's word for no limit. */
const everyOne = -1

/** A search shows at most this many characters; a longer text finds fewer. */
export const maximumHits = 1_000

// Below this many hits they are fetched and sorted; above, the sorted index is walked and hits are
// picked out of it. Either way the work is bounded, whatever was typed.
const fewHits = 3_000

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

interface Condition {
  readonly sql: string
  readonly values: Readonly<Record<string, string>>
}

export type CharacterList = ReturnType<typeof createCharacterList>

function createContext({ database }: { database: Database }) {
  const countHits = database
    .prepare<[string, number], number>(
      'SELECT count(*) FROM (SELECT 1 FROM character_search WHERE character_search MATCH ? LIMIT ?)',
    )
    .pluck()
  const everyone: Condition = { sql: '', values: {} }
  return { database, countHits, everyone }
}

type Context = ReturnType<typeof createContext>

/** The characters of a campaign as the wall shows them: a window of one order, filter and search. */
export function createCharacterList(options: { database: Database }) {
  const context = createContext(options)

  return {
    /** How many of a selection come before this character, or null when it is not among them. */
    place: (selection: CastSelection, id: number) => place(context, selection, id),

    /** The ids of a stretch of a selection, in its order. */
    ids: (query: CastQuery) => idsOf(context, query),

    /** One page of a campaign's cast. With a search, `total` is at most `maximumHits`. */
    list: (query: CastQuery) => list(context, query),
  }
}

// The ids alone come straight from an index, however far down the wall they are; only the
// characters of one page are then read in full.
function selectIds(
  context: Context,
  query: CastSelection,
  condition: Condition,
  limit: number,
  offset: number,
): number[] {
  const { database } = context
  const sql = `SELECT character.id ${from(query, condition)}
      ORDER BY ${orders[query.sort]} LIMIT ${limit} OFFSET ${offset}`
  return database
    .prepare<unknown[], number>(sql)
    .pluck()
    .all({ ...condition.values, campaignId: query.campaignId })
}

function count(context: Context, query: CastSelection, condition: Condition): number {
  const { database } = context
  const total = database
    .prepare<unknown[], number>(`SELECT count(*) ${from(query, condition)}`)
    .pluck()
    .get({ ...condition.values, campaignId: query.campaignId })
  return Number(total)
}

function from(query: CastSelection, condition: Condition): string {
  const join = query.filter === 'all' ? '' : portraitJoin('character')
  return `FROM character ${join} WHERE character.campaign_id = :campaignId
      AND character.trashed_at IS NULL ${filters[query.filter]} ${condition.sql}`
}

function readCards(context: Context, ids: readonly number[], sort: CharacterSort): CharacterCard[] {
  const { database } = context
  const rows = database
    .prepare<[string], CardRow>(
      `SELECT ${cardColumns} FROM character ${portraitJoin('character')}
         WHERE character.id IN (SELECT value FROM json_each(?)) ORDER BY ${orders[sort]}`,
    )
    .all(JSON.stringify(ids))
  return rows.map(toCard)
}

function hitCondition(context: Context, text: string): Condition {
  const { database } = context
  const match = prefixQuery(text)
  if (match === null) {
    // Only signs, such as an emoji: the word index does not hold them.
    const sql = `AND character.sort_name LIKE :pattern ESCAPE '\\'`
    return { sql, values: { pattern: signPattern(text) } }
  }
  const facts = "character.search_name || ' ' || character.search_facts"
  const byReading = { sql: `AND ${holdsWords(facts)}`, values: { words: wordPatterns(text) } }
  return findByIndex(
    database,
    () => hitsOf(context, match),
    () => byReading,
  )
}

function hitsOf(context: Context, match: string): Condition {
  const { countHits } = context
  // A unary plus keeps SQLite from starting at the hits when walking the sorted index is cheaper.
  const isFew = Number(countHits.get(match, fewHits)) < fewHits
  const hits = 'SELECT rowid FROM character_search WHERE character_search MATCH :match'
  return { sql: `AND ${isFew ? '' : '+'}character.id IN (${hits})`, values: { match } }
}

function place(context: Context, selection: CastSelection, id: number): number | null {
  const { everyone } = context
  const isSearch = selection.search.trim() !== ''
  const condition = isSearch ? hitCondition(context, selection.search) : everyone
  const limit = isSearch ? maximumHits : everyOne
  const place = selectIds(context, selection, condition, limit, 0).indexOf(id)
  return place < 0 ? null : place
}

function idsOf(context: Context, query: CastQuery): number[] {
  const { offset, limit, search } = query
  if (search.trim() === '') return selectIds(context, query, context.everyone, limit, offset)
  const hits = selectIds(context, query, hitCondition(context, search), maximumHits, 0)
  return hits.slice(offset, offset + limit)
}

function list(context: Context, query: CastQuery): CastPage {
  const { everyone } = context
  const { offset, limit, sort } = query
  if (query.search.trim() === '') {
    const ids = selectIds(context, query, everyone, limit, offset)
    return { total: count(context, query, everyone), offset, cards: readCards(context, ids, sort) }
  }
  const ids = selectIds(context, query, hitCondition(context, query.search), maximumHits, 0)
  return {
    total: ids.length,
    offset,
    cards: readCards(context, ids.slice(offset, offset + limit), sort),
  }
}
