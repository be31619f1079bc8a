import type { Database } from 'better-sqlite3'
import { type SearchTerm, searchText } from '../../shared/search'
import { wordQuality } from '../../shared/typos'
import { type IndexedRow, type IndexedTable, LiveIndex } from './live-index'
import { tagWordsOf } from './tag-words'
import { readTyped, type TypedText, worstRanks } from './typed-text'
import { fieldOfRank, rankOf } from './word-index'

interface SubjectRow extends IndexedRow {
  readonly campaignId: number
  readonly sortName: string
  readonly searchName: string
  readonly facts: string
  readonly gender: string
  readonly description: string
  readonly notes: string
}

interface Remembered
  extends Pick<SubjectRow, 'id' | 'campaignId' | 'sortName' | 'searchName' | 'stamp'> {
  readonly isCampaign: boolean
}

/** Ranks are spread by this, to tell names that are, or begin with, the very text from the others. */
const closeness = 3

/** Answers to earlier texts that are remembered: each page of a list asks for the same one again. */
const answersRemembered = 6

const common = `id, trashed_at IS NULL AS isVisible, updated_at AS stamp, sort_name AS sortName,
  search_name AS searchName`

const characters: IndexedTable<SubjectRow, Remembered> = {
  name: 'character',
  columns: `${common}, campaign_id AS campaignId, search_facts AS facts, gender, description, notes`,
  sign: 1,
  fieldsOf: (row) => [
    row.searchName,
    row.gender === '' ? row.facts : `${row.facts} · ${searchText(row.gender)}`,
    // Of tags, which are found by their own names.
    '',
    row.description === '' ? '' : searchText(row.description),
    row.notes === '' ? '' : searchText(row.notes),
  ],
  remember: (row) => rememberRow(row, false),
}

const campaigns: IndexedTable<SubjectRow, Remembered> = {
  name: 'campaign',
  columns: `${common}, id AS campaignId, '' AS facts, '' AS gender, '' AS description, '' AS notes`,
  sign: -1,
  fieldsOf: (row) => [row.searchName],
  remember: (row) => rememberRow(row, true),
}

const rememberRow = (
  { id, campaignId, sortName, searchName, stamp }: SubjectRow,
  isCampaign: boolean,
): Remembered => ({ id, campaignId, sortName, searchName, stamp, isCampaign })

/** For each place the rank, 0 where nothing was found, and the places of the characters as far as they were asked for. */
interface Answer {
  readonly ranks: Uint8Array
  /** By campaign; undefined for all. */
  readonly places: Map<number | undefined, Int32Array>
}

interface Owners {
  /** For each place the campaign of the character; 0 where it is empty or a campaign itself. */
  readonly campaigns: Int32Array
  /** For each place 1 if that campaign is outside the trash. */
  readonly isOpen: Uint8Array
}

/** What a search has found. */
export interface FoundSubjects {
  /** How many characters outside the trash there are, of one campaign or of all. */
  count(campaignId?: number): number
  /** These characters, in no order. */
  characters(campaignId?: number): FoundCharacter[]
  /** So many of all characters, the best first, those that are equally good by their names. */
  best(limit: number): FoundCharacter[]
  /** The rank of each of these places, 0 where nothing was found. */
  rankAt(place: number): number
  /** Whether a campaign was found by its name. */
  hasCampaign(id: number): boolean
}

export interface FoundCharacter {
  readonly id: number
  /** From 1; lower ones come first. */
  readonly rank: number
  readonly sortName: string
}

/** Which field the character was found in: 0 name, 1 facts, 2 tags, 3 description, 4 notes. */
export const fieldOfFound = ({ rank }: FoundCharacter): number =>
  fieldOfRank(Math.ceil(rank / closeness))

/** The better hit first, then by name. */
export function compareFound(one: FoundCharacter, other: FoundCharacter): number {
  if (one.rank !== other.rank) return one.rank - other.rank
  if (one.sortName === other.sortName) return one.id - other.id
  return one.sortName < other.sortName ? -1 : 1
}

/** The answer to a text, made if it is not one of the last ones. */
function remember<Value>(answers: Map<string, Value>, text: string, make: () => Value): Value {
  const answer = answers.get(text) ?? make()
  answers.delete(text)
  answers.set(text, answer)
  const [oldest] = answers.keys()
  if (answers.size > answersRemembered && oldest !== undefined) answers.delete(oldest)
  return answer
}

const ofDatabase = new WeakMap<Database, SubjectSearch>()

/** The one search of a library's characters and campaigns. */
export function subjectSearchOf(database: Database): SubjectSearch {
  const search = ofDatabase.get(database) ?? new SubjectSearch(database)
  ofDatabase.set(database, search)
  return search
}

/**
 * Finds characters by their names, facts, tags, descriptions and notes, and campaigns by their names: inside words, and
 * with a typo. Throws what SQLite throws.
 */
export class SubjectSearch {
  readonly #database: Database
  readonly #live: LiveIndex<SubjectRow, Remembered>
  readonly #answers = new Map<string, Answer>()
  readonly #termRanks = new Map<string, Uint8Array>()
  #owners: Owners | null = null
  #revision = -1

  constructor(database: Database) {
    this.#database = database
    this.#live = new LiveIndex(database, [characters, campaigns])
  }

  /** What a text finds; null for nothing typed, which finds everyone. */
  find(text: string): FoundSubjects | null {
    const typed = readTyped(text)
    if (typed === null) return null
    const index = this.#read()
    const answer = remember(this.#answers, text, () => ({
      ranks: this.#rank(typed),
      places: new Map(),
    }))
    const { ranks } = answer
    return {
      count: (campaignId) => this.#places(answer, campaignId).length,
      characters: (campaignId) => this.#characters(answer, campaignId),
      best: (limit) => this.#best(answer, limit),
      rankAt: (place) => ranks[place] ?? 0,
      hasCampaign: (id) => (ranks[index.placeOf(-id)] ?? 0) !== 0,
    }
  }

  /** Another number means that places and ranks are others. */
  readRevision(): number {
    this.#read()
    return this.#revision
  }

  /** The places of these subjects, campaigns below zero; -1 for 0 and for one that cannot be found. */
  placesOf(subjects: Float64Array): Int32Array {
    const index = this.#read()
    return Int32Array.from(subjects, (key) => (key === 0 ? -1 : index.placeOf(key)))
  }

  /** For each place the rank of one term, 0 where it is not found. */
  ranksOfTerm(term: SearchTerm): Uint8Array {
    const index = this.#read()
    return remember(this.#termRanks, term.join('|'), () => {
      const ranks = index.ranksOf(term)
      tagWordsOf(this.#database).addRanks(term, this.#ofCharacters(ranks))
      return ranks
    })
  }

  /** For each place 1 where the name has these signs. */
  ranksOfSigns(signs: string): Uint8Array {
    const index = this.#read()
    const ranks = Uint8Array.from({ length: index.size }, (_, place) =>
      this.#live.rowAt(place)?.sortName.includes(signs) ? 1 : 0,
    )
    tagWordsOf(this.#database).addRanksOfSigns(signs, this.#ofCharacters(ranks))
    return ranks
  }

  /** Reads some more ahead of the first search; false when all was read. */
  readAhead(): boolean {
    return this.#live.readAhead()
  }

  #ofCharacters(ranks: Uint8Array) {
    const index = this.#live.read()
    return { kind: 'character', ranks, placeOf: (id: number) => index.placeOf(id) } as const
  }

  #read() {
    const index = this.#live.read()
    if (this.#revision !== this.#live.revision) {
      this.#revision = this.#live.revision
      this.#answers.clear()
      this.#termRanks.clear()
      this.#owners = null
    }
    return index
  }

  #rank({ terms, words, signs }: TypedText): Uint8Array {
    const index = this.#live.read()
    if (terms === null) return this.ranksOfSigns(signs)
    const ranks = worstRanks(
      terms.map((term) => this.ranksOfTerm(term)),
      index.size,
    )
    for (let place = 0; place < ranks.length; place += 1) {
      const rank = ranks[place] ?? 0
      if (rank !== 0) ranks[place] = rank * closeness - this.#bonus(place, rank, words)
    }
    return ranks
  }

  /** Who is called exactly that comes first, then whose name begins with it. */
  #bonus(place: number, rank: number, words: string): number {
    const isClose = rank <= rankOf(0, wordQuality.beginning)
    const name = isClose ? this.#live.rowAt(place)?.searchName : undefined
    if (name === undefined || !name.startsWith(words)) return 0
    return name === words ? 2 : 1
  }

  /** The places of the characters that were found. */
  #places({ ranks, places }: Answer, campaignId: number | undefined): Int32Array {
    const known = places.get(campaignId)
    if (known !== undefined) return known
    const { campaigns, isOpen } = this.#readOwners()
    const found = new Int32Array(ranks.length)
    let count = 0
    for (let place = 0; place < ranks.length; place += 1) {
      if (ranks[place] === 0) continue
      const isWanted =
        campaignId === undefined ? isOpen[place] === 1 : campaigns[place] === campaignId
      if (isWanted) found[count++] = place
    }
    const made = found.slice(0, count)
    places.set(campaignId, made)
    return made
  }

  // A hundred thousand of them are gone through at each key, so they are numbers in a row and not looked up.
  #readOwners(): Owners {
    if (this.#owners !== null) return this.#owners
    const index = this.#read()
    const campaigns = new Int32Array(index.size)
    const isOpen = new Uint8Array(index.size)
    for (let place = 0; place < index.size; place += 1) {
      const row = this.#live.rowAt(place)
      if (row === undefined || row.isCampaign) continue
      campaigns[place] = row.campaignId
      if (index.placeOf(-row.campaignId) >= 0) isOpen[place] = 1
    }
    this.#owners = { campaigns, isOpen }
    return this.#owners
  }

  #characters(answer: Answer, campaignId: number | undefined): FoundCharacter[] {
    return Array.from(this.#places(answer, campaignId)).flatMap((place) => {
      const row = this.#live.rowAt(place)
      return row === undefined
        ? []
        : { id: row.id, rank: answer.ranks[place] ?? 0, sortName: row.sortName }
    })
  }

  // Most of many hits are worse than the worst of those picked so far, so they are never sorted.
  #best(answer: Answer, limit: number): FoundCharacter[] {
    const { ranks } = answer
    const best: FoundCharacter[] = []
    for (const place of this.#places(answer, undefined)) {
      const rank = ranks[place] ?? 0
      const worst = best[limit - 1]
      if (worst !== undefined && rank > worst.rank) continue
      const row = this.#live.rowAt(place)
      if (row === undefined) continue
      if (worst !== undefined && rank === worst.rank && row.sortName > worst.sortName) continue
      const found = { id: row.id, rank, sortName: row.sortName }
      const after = best.findIndex((other) => compareFound(found, other) < 0)
      best.splice(after < 0 ? best.length : after, 0, found)
      if (best.length > limit) best.pop()
    }
    return best
  }
}
