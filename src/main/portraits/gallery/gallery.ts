import type { Database } from 'better-sqlite3'
import { AppError } from '../../../shared/errors'
import type {
  FacetCounts,
  GalleryPage,
  GalleryPortrait,
  GalleryQuery,
  GallerySelection,
  GallerySort,
} from '../../../shared/gallery'
import type { Clock } from '../../core/clock'
import { type PortraitRow, toPortrait } from '../rows'
import { createCardReader } from './cards'
import { createGalleryColumns, type GalleryColumns } from './columns'
import { countAll, createFilter, type Filter } from './filter'
import { createGallerySearch } from './search'

export type Gallery = ReturnType<typeof createGallery>

/** Every portrait outside the trash, whoever it belongs to: pages of one order, search and filter. */
export function createGallery({
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

  /** The places of all portraits in this order, made once for as long as nothing changes. */
  function orderOf(columns: GalleryColumns, sort: GallerySort): Uint32Array {
    const known = orders.get(columns) ?? new Map<GallerySort, Uint32Array>()
    orders.set(columns, known)
    const order = known.get(sort) ?? arrange(columns, sort)
    known.set(sort, order)
    return order
  }

  function arrange(columns: GalleryColumns, sort: GallerySort): Uint32Array {
    const { ids, bytes } = columns
    const places = Uint32Array.from(ids, (_id, at) => at)
    if (sort === 'oldest') return places
    // Ids tell the order; a clock may jump.
    if (sort === 'newest') return places.reverse()
    if (sort === 'name') return byName(columns)
    const sign = sort === 'largest' ? -1 : 1
    return places.sort(
      (one, other) => sign * ((bytes[one] ?? 0) - (bytes[other] ?? 0)) || other - one,
    )
  }

  function byName({ ids }: GalleryColumns): Uint32Array {
    const placeOf = new Map(Array.from(ids, (id, at) => [id, at]))
    const places = selectByName.all().map((id) => placeOf.get(id))
    return Uint32Array.from(places.filter((at) => at !== undefined))
  }

  function sieveFor({ search: text, filters }: Omit<GallerySelection, 'sort'>): Filter {
    return { filters, hits: search(text), nowMs: clock().getTime() }
  }

  /** The ids of one stretch of the selection, and how many there are in all. */
  function stretch(query: GalleryQuery): { readonly total: number; readonly ids: number[] } {
    const columns = readColumns()
    const passes = createFilter(columns, sieveFor(query))
    const end = query.offset + query.limit
    const ids: number[] = []
    let total = 0
    for (const at of orderOf(columns, query.sort)) {
      if (!passes(at)) continue
      if (total >= query.offset && total < end) ids.push(columns.ids[at] ?? 0)
      total += 1
    }
    return { total, ids }
  }

  return {
    list(query: GalleryQuery): GalleryPage {
      const { total, ids } = stretch(query)
      return { total, offset: query.offset, cards: readCards(ids) }
    },

    ids: (query: GalleryQuery): number[] => stretch(query).ids,

    counts: (selection: Omit<GallerySelection, 'sort'>): FacetCounts =>
      countAll(readColumns(), sieveFor(selection)),

    /** One portrait, also one in the trash. Throws AppError `not-found`. */
    read(id: number): GalleryPortrait {
      const row = selectOne.get(id)
      const [card] = readCards([id])
      if (row === undefined || card === undefined) {
        throw new AppError('not-found', { kind: 'portrait', id })
      }
      const twins = Number(countTwins.get(row.sha256, id))
      return { card, portrait: toPortrait(row), twins }
    },
  }
}
