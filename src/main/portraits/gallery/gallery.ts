import type { Database } from 'better-sqlite3'
import { AppError } from '../../../shared/errors'
import type {
  FacetCounts,
  GalleryEntry,
  GalleryPage,
  GalleryPortrait,
  GalleryQuery,
  GallerySelection,
  GallerySort,
} from '../../../shared/gallery'
import type { Subject } from '../../../shared/subject'
import type { Clock } from '../../core/clock'
import { RankedIds } from '../../search/ranked-ids'
import { type PortraitRow, toPortrait } from '../rows'
import { createCardReader } from './cards'
import { createGalleryColumns, type GalleryColumns } from './columns'
import { countAll, createFilter, type Filter } from './filter'
import { createGallerySearch } from './search'
import { createTagTest } from './tag-test'

export type Gallery = ReturnType<typeof createGallery>

function createContext({
  database,
  clock,
}: {
  readonly database: Database
  readonly clock: Clock
}) {
  const readColumns = createGalleryColumns(database)
  const search = createGallerySearch(database)
  const readCards = createCardReader(database)
  const selectByName = database
    .prepare<[], number>(
      `SELECT portrait.id FROM portrait INDEXED BY portrait_on_wall
       LEFT JOIN character INDEXED BY character_at_home ON character.id = portrait.character_id
       LEFT JOIN campaign ON campaign.id = portrait.campaign_id
       WHERE portrait.trashed_at IS NULL
       ORDER BY portrait.campaign_id IS NULL AND portrait.character_id IS NULL,
         coalesce(character.sort_name, campaign.sort_name), portrait.id DESC`,
    )
    .pluck()
  const selectOne = database.prepare<[number], PortraitRow>('SELECT * FROM portrait WHERE id = ?')
  const countTwins = database
    .prepare<[string, number], number>(
      'SELECT count(*) FROM portrait WHERE sha256 = ? AND id <> ? AND trashed_at IS NULL',
    )
    .pluck()
  const orders = new WeakMap<GalleryColumns, Map<GallerySort, Uint32Array>>()
  return {
    database,
    orders,
    selectByName,
    search,
    clock,
    readColumns,
    readCards,
    selectOne,
    countTwins,
  }
}

type Context = ReturnType<typeof createContext>

/** Every portrait outside the trash: pages of one order, search and filter. */
export function createGallery(options: { readonly database: Database; readonly clock: Clock }) {
  const context = createContext(options)
  const { readColumns, readCards } = context

  return {
    list: (query: GalleryQuery) => list(context, query),

    ids: (query: GalleryQuery): number[] => stretch(context, query).ids,

    counts: (selection: Omit<GallerySelection, 'sort'>): FacetCounts => {
      const columns = readColumns()
      return countAll(columns, filterFor(context, columns, selection))
    },

    /** The cards of these portraits, in this order, without those in the trash. */
    cards: (ids: readonly number[]): GalleryEntry[] => {
      const there = new Set(readColumns().ids)
      return readCards(ids.filter((id) => there.has(id)))
    },

    /** Whose these portraits are, each of them once, in the order of the ids. */
    owners: (ids: readonly number[]): Subject[] => ownersOf(context, ids),

    /** One portrait, also one in the trash. Throws AppError `not-found`. */
    read: (id: number) => read(context, id),
  }
}

/** The places of all portraits in this order, made once for as long as nothing changes. */
function orderOf(context: Context, columns: GalleryColumns, sort: GallerySort): Uint32Array {
  const { orders } = context
  const known = orders.get(columns) ?? new Map<GallerySort, Uint32Array>()
  orders.set(columns, known)
  const order = known.get(sort) ?? arrange(context, columns, sort)
  known.set(sort, order)
  return order
}

function arrange(context: Context, columns: GalleryColumns, sort: GallerySort): Uint32Array {
  const { ids, bytes } = columns
  const places = Uint32Array.from(ids, (_id, at) => at)
  if (sort === 'oldest') return places
  // Sorted by id, not by date: a clock may jump.
  if (sort === 'newest') return places.reverse()
  if (sort === 'name') return byName(context, columns)
  const sign = sort === 'largest' ? -1 : 1
  return places.sort(
    (one, other) => sign * ((bytes[one] ?? 0) - (bytes[other] ?? 0)) || other - one,
  )
}

function byName(context: Context, { ids }: GalleryColumns): Uint32Array {
  const { selectByName } = context
  const placeOf = new Map(Array.from(ids, (id, at) => [id, at]))
  const places = selectByName.all().map((id) => placeOf.get(id))
  return Uint32Array.from(places.filter((at) => at !== undefined))
}

function filterFor(
  context: Context,
  columns: GalleryColumns,
  { search: text, filters }: Omit<GallerySelection, 'sort'>,
): Filter {
  const { database, search, clock } = context
  const hasTags = createTagTest(database, columns, filters.tags)
  return { filters, ranks: search(columns, text), hasTags, nowMs: clock().getTime() }
}

/** The ids of one stretch of the selection, what answers best to the search first, and how many there are in all. */
function stretch(
  context: Context,
  query: GalleryQuery,
): { readonly total: number; readonly ids: number[] } {
  const { readColumns } = context
  const columns = readColumns()
  const filter = filterFor(context, columns, query)
  const passes = createFilter(columns, filter)
  const ranked = new RankedIds()
  for (const at of orderOf(context, columns, query.sort)) {
    if (!passes(at)) continue
    ranked.add(columns.ids[at] ?? 0, filter.ranks?.[at] ?? 0)
  }
  const ids = ranked.list()
  return { total: ids.length, ids: ids.slice(query.offset, query.offset + query.limit) }
}

function list(context: Context, query: GalleryQuery): GalleryPage {
  const { readCards } = context
  const { total, ids } = stretch(context, query)
  return { total, offset: query.offset, cards: readCards(ids) }
}

function ownersOf({ readColumns }: Context, ids: readonly number[]): Subject[] {
  const { ids: all, owners } = readColumns()
  const ownerOf = new Map(Array.from(all, (id, at) => [id, owners[at] ?? 0]))
  const found = new Set(ids.map((id) => ownerOf.get(id) ?? 0).filter((owner) => owner !== 0))
  return [...found].map((owner) =>
    owner > 0 ? { kind: 'character', id: owner } : { kind: 'campaign', id: -owner },
  )
}

function read(context: Context, id: number): GalleryPortrait {
  const { selectOne, readCards, countTwins } = context
  const row = selectOne.get(id)
  const [card] = readCards([id])
  if (row === undefined || card === undefined) {
    throw new AppError('not-found', { kind: 'portrait', id })
  }
  const twins = Number(countTwins.get(row.sha256, id))
  return { card, portrait: toPortrait(row), twins }
}
