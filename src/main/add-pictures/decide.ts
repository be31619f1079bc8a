import { basename } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { PictureChoice, PictureMatches } from '../../shared/add-pictures'
import { AppError } from '../../shared/errors'
import { type Subject, subjectKey } from '../../shared/subject'
import { isVisible } from '../../shared/text'
import { type KnownPicture, KnownPictures } from './known-pictures'
import { keysOfFile, nameInFile, nameKey } from './name-in-file'

/** What is to become of one picture. */
export type Decision<Entry> =
  /** Null for a name in which there is nothing to see. */
  | { readonly to: 'new'; readonly name: string | null }
  | { readonly to: 'subject'; readonly subject: Subject; readonly name: string }
  | { readonly to: 'unassigned'; readonly namesakes: 'none' | 'several' | null }
  | { readonly to: 'same'; readonly as: KnownPicture }
  /** The very same bytes came before in this run. */
  | { readonly to: 'repeated'; readonly first: Entry }

interface Person {
  readonly id: number
  readonly name: string
}

export interface DecideOptions {
  readonly database: Database
  readonly choice: PictureChoice
  /** The campaign or character itself. Throws AppError `not-found`. */
  readonly readSubject: (subject: Subject) => {
    readonly name: string
    readonly trashedAt: string | null
  }
}

/** Decides for one picture after the other, in their order, what becomes of each. */
export class Decisions<Entry> {
  readonly #known: KnownPictures
  readonly #choice: PictureChoice
  readonly #people: People
  readonly #subjectName: string
  /** Pictures of this run, which have no row yet, by whom they are for and their bytes. */
  readonly #claimed = new Map<string, Entry>()

  /** Throws AppError `not-found` or `in-trash` where there is no character to add pictures for. */
  constructor({ database, choice, readSubject }: DecideOptions) {
    this.#known = new KnownPictures(database)
    this.#choice = choice
    const home = subjectOf(choice)
    const record = home === null ? null : readSubject(home)
    if (record !== null && record.trashedAt !== null) throw new AppError('in-trash')
    this.#subjectName = record?.name ?? ''
    this.#people = choice.way === 'match' ? peopleOf(database, choice.campaignId) : new Map()
  }

  /** `sha256` is that of the bytes as they came. */
  decide(entry: Entry, file: string, sha256: string): Decision<Entry> {
    const choice = this.#choice
    if (choice.way === 'new') {
      const here =
        this.#claim('new', entry, sha256) ?? this.#known.inCast(choice.campaignId, sha256)
      const name = nameInFile(basename(file))
      return asDecision(here) ?? { to: 'new', name: isVisible(name) ? name : null }
    }
    if (choice.way === 'subject') return this.#forSubject(entry, sha256, choice.subject)
    if (choice.way === 'keep') return this.#unassigned(entry, sha256, null)
    const [person, another] = namesakesOf(file, this.#people)
    if (person === undefined) return this.#unassigned(entry, sha256, 'none')
    if (another !== undefined) return this.#unassigned(entry, sha256, 'several')
    const subject = { kind: 'character', id: person.id } as const
    return this.#forSubject(entry, sha256, subject, person.name)
  }

  #forSubject(
    entry: Entry,
    sha256: string,
    subject: Subject,
    name = this.#subjectName,
  ): Decision<Entry> {
    const first = this.#claim(subjectKey(subject), entry, sha256)
    return asDecision(first ?? this.#known.of(subject, sha256)) ?? { to: 'subject', subject, name }
  }

  #unassigned(entry: Entry, sha256: string, namesakes: 'none' | 'several' | null): Decision<Entry> {
    const first = this.#claim('', entry, sha256)
    return asDecision(first ?? this.#known.anywhere(sha256)) ?? { to: 'unassigned', namesakes }
  }

  /** The entry that has these bytes for this owner already; else the picture is this entry's from now on. */
  #claim(owner: string, entry: Entry, sha256: string): { readonly first: Entry } | null {
    const anywhere = this.#claimed.get(`/${sha256}`)
    const first = owner === '' ? anywhere : this.#claimed.get(`${owner}/${sha256}`)
    if (first !== undefined) return { first }
    if (anywhere === undefined) this.#claimed.set(`/${sha256}`, entry)
    this.#claimed.set(`${owner}/${sha256}`, entry)
    return null
  }
}

/** How many of these files have the name of one character of the campaign. */
export function countMatches(
  database: Database,
  campaignId: number,
  files: readonly string[],
): PictureMatches {
  const people = peopleOf(database, campaignId)
  const matched = files.flatMap((file) => {
    const [person, another] = namesakesOf(file, people)
    return person === undefined || another !== undefined ? [] : [person.id]
  })
  return { matched: matched.length, people: new Set(matched).size, total: files.length }
}

type People = ReadonlyMap<string, readonly Person[]>

function namesakesOf(file: string, people: People): readonly Person[] {
  for (const key of keysOfFile(file)) {
    const found = people.get(key)
    if (found !== undefined) return found
  }
  return []
}

function asDecision<Entry>(
  found: KnownPicture | { readonly first: Entry } | null,
): Decision<Entry> | null {
  if (found === null) return null
  return 'first' in found ? { to: 'repeated', first: found.first } : { to: 'same', as: found }
}

function subjectOf(choice: PictureChoice): Subject | null {
  if (choice.way === 'keep') return null
  return choice.way === 'subject' ? choice.subject : { kind: 'campaign', id: choice.campaignId }
}

function peopleOf(database: Database, campaignId: number): Map<string, Person[]> {
  const people = new Map<string, Person[]>()
  const select = database.prepare<[number], Person>(
    'SELECT id, name FROM character WHERE campaign_id = ? AND trashed_at IS NULL ORDER BY id',
  )
  for (const person of select.all(campaignId)) {
    const key = nameKey(person.name)
    if (key !== '') people.set(key, [...(people.get(key) ?? []), person])
  }
  return people
}
