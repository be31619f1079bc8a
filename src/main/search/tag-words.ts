import type { Database } from 'better-sqlite3'
import { type SearchTerm, searchText } from '../../shared/search'
import type { Tagged } from '../../shared/tag'
import { tagMembersOf } from '../tags/tag-members'
import { type IndexedRow, type IndexedTable, LiveIndex, type RememberedRow } from './live-index'
import { improve, rankOf, tagField } from './word-index'

interface TagRow extends IndexedRow {
  readonly name: string
  readonly sortName: string
}

interface Remembered extends RememberedRow {
  readonly id: number
  readonly sortName: string
}

const tags: IndexedTable<TagRow, Remembered> = {
  name: 'tag',
  columns: 'id, 1 AS isVisible, name AS stamp, name, sort_name AS sortName',
  sign: 1,
  // In the field of their own, so that their ranks are those of what has them.
  fieldsOf: ({ name }) => [...Array.from({ length: tagField }, () => ''), searchText(name)],
  remember: ({ id, stamp, sortName }) => ({ id, stamp, sortName }),
}

/** Where the ranks of what has tags are written. */
interface Ranked {
  readonly kind: Tagged['kind']
  /** By place; 0 where it is not found. */
  readonly ranks: Uint8Array
  /** The place of a character or portrait, or -1. */
  readonly placeOf: (id: number) => number
}

const ofDatabase = new WeakMap<Database, TagWords>()

/** The one search of a library's tags. */
export function tagWordsOf(database: Database): TagWords {
  const words = ofDatabase.get(database) ?? new TagWords(database)
  ofDatabase.set(database, words)
  return words
}

/** Finds characters and portraits by the names of their tags. Throws what SQLite throws. */
export class TagWords {
  readonly #database: Database
  readonly #live: LiveIndex<TagRow, Remembered>

  constructor(database: Database) {
    this.#database = database
    this.#live = new LiveIndex(database, [tags])
  }

  /** Gives those whose tags have this term its rank, unless they have a better one. */
  addRanks(term: SearchTerm, ranked: Ranked): void {
    for (const [place, rank] of this.#live.read().ranksOf(term).entries()) {
      if (rank !== 0) this.#rankMembers(place, rank, ranked)
    }
  }

  /** The same for signs that are no words. */
  addRanksOfSigns(signs: string, ranked: Ranked): void {
    const index = this.#live.read()
    for (let place = 0; place < index.size; place += 1) {
      const isFound = this.#live.rowAt(place)?.sortName.includes(signs) === true
      if (isFound) this.#rankMembers(place, rankOf(tagField, 0), ranked)
    }
  }

  #rankMembers(place: number, rank: number, { kind, ranks, placeOf }: Ranked): void {
    const tag = this.#live.rowAt(place)
    if (tag === undefined) return
    for (const id of tagMembersOf(this.#database).of(kind, tag.id)) {
      const placeOfMember = placeOf(id)
      if (placeOfMember >= 0) improve(ranks, placeOfMember, rank)
    }
  }
}
