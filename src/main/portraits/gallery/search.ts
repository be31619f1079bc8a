import type { Database } from 'better-sqlite3'
import type { SearchTerm } from '../../../shared/search'
import { containsPattern } from '../../core/database/search-words'
import {
  type IndexedRow,
  type IndexedTable,
  LiveIndex,
  type RememberedRow,
} from '../../search/live-index'
import { subjectSearchOf } from '../../search/subject-search'
import { tagWordsOf } from '../../search/tag-words'
import { readTyped, worstRanks } from '../../search/typed-text'
import type { GalleryColumns } from './columns'

interface PortraitWords extends IndexedRow {
  readonly words: string
}

// What a portrait was made from and came as never changes, so its id says enough.
const portraits: IndexedTable<PortraitWords, RememberedRow> = {
  name: 'portrait',
  columns: `id, trashed_at IS NULL AS isVisible, '' AS stamp, search_text AS words`,
  sign: 1,
  fieldsOf: ({ words }) => ['', words],
  remember: () => sameStamp,
}
const sameStamp: RememberedRow = { stamp: '' }

/** Where the portraits of the columns and their owners are in the two indexes, -1 for nowhere. */
interface Places {
  readonly columns: GalleryColumns
  readonly revision: string
  readonly own: Int32Array
  readonly owners: Int32Array
}

/**
 * Finds portraits by whose they are, as characters and campaigns are searched everywhere, by their tags, their prompt
 * and the name their file came with. Answers the ranks of all portraits in the order of the columns, 0 for those that are not
 * found; null for an empty text, which finds them all.
 */
export function createGallerySearch(
  database: Database,
): (columns: GalleryColumns, text: string) => Uint8Array | null {
  const live = new LiveIndex(database, [portraits])
  const subjects = subjectSearchOf(database)
  const bySigns = database
    .prepare<[{ readonly pattern: string }], number>(
      `SELECT id FROM portrait WHERE prompt LIKE :pattern ESCAPE '\\'
         OR original_name LIKE :pattern ESCAPE '\\'`,
    )
    .pluck()
  let last: { readonly columns: GalleryColumns; readonly text: string; ranks: Uint8Array } | null =
    null
  let places: Places | null = null

  function placesOf(columns: GalleryColumns): Places {
    const index = live.read()
    const revision = `${live.revision}:${subjects.readRevision()}`
    if (places?.columns !== columns || places.revision !== revision) {
      places = {
        columns,
        revision,
        own: Int32Array.from(columns.ids, (id) => index.placeOf(id)),
        owners: subjects.placesOf(columns.owners),
      }
    }
    return places
  }

  function ranksOf(columns: GalleryColumns, term: SearchTerm): Uint8Array {
    const index = live.read()
    const own = index.ranksOf(term)
    const placeOf = (id: number) => index.placeOf(id)
    tagWordsOf(database).addRanks(term, { kind: 'portrait', ranks: own, placeOf })
    const ofOwners = subjects.ranksOfTerm(term)
    const places = placesOf(columns)
    const ranks = new Uint8Array(columns.ids.length)
    for (let at = 0; at < ranks.length; at += 1) {
      const rank = own[places.own[at] ?? -1] ?? 0
      const ofOwner = ofOwners[places.owners[at] ?? -1] ?? 0
      ranks[at] = ofOwner === 0 || (rank !== 0 && rank < ofOwner) ? rank : ofOwner
    }
    return ranks
  }

  function withSigns(columns: GalleryColumns, text: string, signs: string): Uint8Array {
    const own = new Set(bySigns.all({ pattern: containsPattern(text) }))
    const ofOwners = subjects.ranksOfSigns(signs)
    const { owners } = placesOf(columns)
    const ranks = Uint8Array.from(columns.ids, (id, at) =>
      own.has(id) ? 1 : (ofOwners[owners[at] ?? -1] ?? 0),
    )
    const at = new Map(Array.from(columns.ids, (id, place) => [id, place]))
    const placeOf = (id: number) => at.get(id) ?? -1
    tagWordsOf(database).addRanksOfSigns(signs, { kind: 'portrait', ranks, placeOf })
    return ranks
  }

  return (columns, text) => {
    const typed = readTyped(text)
    if (typed === null) return null
    // A page, its ids and its counts are asked for one after the other; the columns are new when anything is.
    if (last?.columns === columns && last.text === text) return last.ranks
    const { terms, signs } = typed
    const ranks =
      terms === null
        ? withSigns(columns, text, signs)
        : worstRanks(
            terms.map((term) => ranksOf(columns, term)),
            columns.ids.length,
          )
    last = { columns, text, ranks }
    return ranks
  }
}
