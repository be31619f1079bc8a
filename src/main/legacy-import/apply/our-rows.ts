import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { AppError } from '../../../shared/errors'
import type { Subject, SubjectKind } from '../../../shared/subject'

type Columns = Readonly<Record<string, string | number | null>>

/** What a game master can change of a record. */
const editable: Readonly<Record<SubjectKind, readonly string[]>> = {
  campaign: [
    'name',
    'sort_name',
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
    'sort_name',
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

export type OurRows = ReturnType<typeof createOurRows>

/** Records of ours as an import compares them with what they were, and puts them back. */
export function createOurRows(database: Database) {
  const of = { campaign: prepareFor('campaign'), character: prepareFor('character') }

  function prepareFor(kind: SubjectKind) {
    const columns = editable[kind]
    return {
      read: database.prepare<[number], Columns>(
        `SELECT ${columns.join(', ')} FROM ${kind} WHERE id = ?`,
      ),
      write: database.prepare(
        `UPDATE ${kind} SET ${columns.map((column) => `${column} = :${column}`).join(', ')}
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
      return createHash('sha256')
        .update(JSON.stringify(read(subject)))
        .digest('hex')
    },
    /** As text that `putBack` takes. */
    snapshot: (subject: Subject): string => JSON.stringify(read(subject)),
    putBack({ kind, id }: Subject, snapshot: string): void {
      of[kind].write.run({ ...JSON.parse(snapshot), id })
    },
    isTrashed: ({ kind, id }: Subject): boolean => of[kind].isTrashed.get(id) === 1,
    setUpdatedAt({ kind, id }: Subject, at: string): void {
      of[kind].setUpdated.run(at, id)
    },
  }
}
