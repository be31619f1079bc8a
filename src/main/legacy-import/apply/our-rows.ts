import type { Database } from 'better-sqlite3'
import { AppError } from '../../../shared/errors'
import { searchText } from '../../../shared/search'
import type { Subject, SubjectKind } from '../../../shared/subject'
import { nameColumns } from '../../core/database/search-words'
import { sha256OfText } from '../../core/disk/sha256'

type Columns = Readonly<Record<string, string | number | null>>

/** What a game master can change of a record. */
const editable: Readonly<Record<SubjectKind, readonly string[]>> = {
  campaign: [
    'name',
    'description',
    'themes',
    'tone',
    'language',
    'game_system',
    'notes',
    'avatar_style',
    'avatar_seed',
    'current_portrait_id',
  ],
  character: [
    'campaign_id',
    'name',
    'race',
    'class',
    'level',
    'gender',
    'description',
    'notes',
    'avatar_style',
    'avatar_seed',
    'current_portrait_id',
  ],
}

/** Made of what can be edited. */
const derived: Readonly<Record<SubjectKind, readonly string[]>> = {
  campaign: ['sort_name', 'search_name'],
  character: ['sort_name', 'search_name', 'search_facts'],
}

function derivedColumns({ name, race, class: job }: Columns) {
  const search_facts = searchText(String(race ?? ''), String(job ?? ''))
  return { ...nameColumns(String(name)), search_facts }
}

/**
 * Fingerprints of imports that came before sort keys hold the name in the form it was sorted by then, in
 * this place; without it every record of theirs would count as edited.
 */
function withFirstSortName(columns: Columns): Columns {
  const entries = Object.entries(columns).flatMap(([column, value]) => {
    if (column !== 'name') return [[column, value] as const]
    const former = String(value).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
    return [['name', value] as const, ['sort_name', former] as const]
  })
  return Object.fromEntries(entries)
}

export type OurRows = ReturnType<typeof createOurRows>

/** Records of ours as an import compares them with what they were, and puts them back. */
export function createOurRows(database: Database) {
  const of = { campaign: prepareFor('campaign'), character: prepareFor('character') }
  const selectStatus = database
    .prepare<[number], string | null>('SELECT status FROM character WHERE id = ?')
    .pluck()

  function prepareFor(kind: SubjectKind) {
    const columns = editable[kind]
    return {
      read: database.prepare<[number], Columns>(
        `SELECT ${columns.join(', ')} FROM ${kind} WHERE id = ?`,
      ),
      write: database.prepare(
        `UPDATE ${kind} SET ${[...columns, ...derived[kind]].map((column) => `${column} = :${column}`).join(', ')}
         WHERE id = :id`,
      ),
      isTrashed: database
        .prepare<[number], number>(`SELECT trashed_at IS NOT NULL FROM ${kind} WHERE id = ?`)
        .pluck(),
      setUpdated: database.prepare(`UPDATE ${kind} SET updated_at = ? WHERE id = ?`),
    }
  }

  function read({ kind, id }: Subject): Columns {
    const columns = of[kind].read.get(id)
    if (columns === undefined) throw new AppError('not-found', { kind, id })
    return columns
  }

  return {
    /** SHA-256 of everything that can be edited; equal as long as nothing was. */
    fingerprint(subject: Subject): string {
      const columns = withFirstSortName(read(subject))
      // Imports set no status, and fingerprints from before statuses existed contain none.
      const status = subject.kind === 'character' ? (selectStatus.get(subject.id) ?? null) : null
      return sha256OfText(JSON.stringify(status === null ? columns : { ...columns, status }))
    },
    /** As text that `putBack` takes. */
    snapshot: (subject: Subject): string => JSON.stringify(read(subject)),
    putBack({ kind, id }: Subject, snapshot: string): void {
      const columns: Columns = JSON.parse(snapshot)
      of[kind].write.run({ ...columns, ...derivedColumns(columns), id })
    },
    isTrashed: ({ kind, id }: Subject): boolean => of[kind].isTrashed.get(id) === 1,
    setUpdatedAt({ kind, id }: Subject, at: string): void {
      of[kind].setUpdated.run(at, id)
    },
  }
}
