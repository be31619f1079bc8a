import { basename } from 'node:path'
import type { ImportDecisions } from '../../../shared/legacy-import'
import { createTimeSlice } from '../../core/tasks/time-slice'
import type { NewImport, NewImportRow } from '../history/import-table'
import type { OldFindings } from '../old-library'
import { hashOf } from './already-here'
import {
  emailsOf,
  type ImportPlan,
  type KnownRecord,
  type KnownRecords,
  type PlannedRow,
} from './decide'
import { type Candidate, isSameOrigin, type KnownOrigin, originKey, valueWitness } from './origin'
import { type ImportWords, nameFor } from './our-record'

/** Finds the records that earlier imports made from the same rows of an old library. */
export async function recogniseRecords(
  findings: OldFindings,
  origins: readonly KnownOrigin[],
  words: ImportWords,
): Promise<KnownRecords> {
  const byKey = new Map<string, KnownOrigin[]>()
  for (const origin of origins) {
    const key = originKey(origin.kind, origin.originId, origin.originUser)
    byKey.set(key, [...(byKey.get(key) ?? []), origin])
  }
  const known = new Map<string, KnownRecord>()
  const emails = emailsOf(findings)
  const { library } = findings
  const records = [...(library?.campaigns ?? []), ...(library?.characters ?? [])]
  const slice = createTimeSlice()
  for (const [index, record] of records.entries()) {
    if (slice.isDue()) await slice.yieldTurn()
    const portrait = findings.portraits[index]
    if (portrait === undefined) continue
    const user = emails.get(record.userId ?? Number.NaN) ?? null
    const key = originKey(portrait.kind, record.id, user)
    const name = nameFor(record.name, record.id, words)
    const hashFile = async () => (portrait.file === null ? null : hashOf(findings, portrait.file))
    const newestFirst = (byKey.get(key) ?? []).toReversed()
    const isHere = (one: KnownOrigin) => one.subjectId !== null
    // The newest first: of two copies it is the one that a third is likely to be about. One that was
    // removed for good only counts where none is left.
    const inOrder = [...newestFirst.filter(isHere), ...newestFirst.filter((one) => !isHere(one))]
    for (const one of inOrder) {
      const candidate: Candidate = { record, portrait, name, known: one, hashFile }
      if (!(await isSameOrigin(candidate))) continue
      known.set(key, { id: one.subjectId, isUnfinished: one.isUnfinished === 1 })
      break
    }
  }
  return known
}

/** What an import records before it imports anything. */
export function noteImport(
  findings: OldFindings,
  plan: ImportPlan,
  decisions: ImportDecisions,
  words: ImportWords,
): NewImport {
  const { source, library, looseFiles, damagedFiles } = findings
  const taken = new Set(plan.unassigned.map(({ path }) => path))
  const unassigned = looseFiles.map(({ path }, index) => ({
    ...unassignedRow,
    ordinal: plan.rows.length + index,
    name: path,
    origin_path: path,
    action: taken.has(path) ? ('create' as const) : ('skip' as const),
    outcome: taken.has(path) ? null : ('skipped' as const),
  }))
  const damaged = damagedFiles.map(({ path, harm }, index) => ({
    ...unassignedRow,
    ordinal: plan.rows.length + unassigned.length + index,
    name: path,
    origin_path: path,
    class: 'local-corrupt' as const,
    reason: harm,
    action: 'skip' as const,
    outcome: 'skipped' as const,
  }))
  return {
    sourceName: basename(source.chosen),
    source,
    generation: library?.generation ?? null,
    decisions,
    refused: findings.refused,
    unreadable: library?.unreadable ?? [],
    rows: [...plan.rows.map((row) => noteRow(row, words)), ...unassigned, ...damaged],
  }
}

const unassignedRow = {
  kind: 'loose',
  origin_id: null,
  origin_user: null,
  origin_created_at: null,
  origin_value: null,
  class: null,
  form: null,
  reason: null,
  details: '{}',
  parent: null,
  campaign_id: null,
  character_id: null,
} as const

function noteRow(planned: PlannedRow, words: ImportWords): NewImportRow {
  const { kind, record, portrait, action } = planned
  // A copy beside the one that is known is a record of its own.
  const knownId = action === 'create' ? null : planned.knownId
  return {
    ordinal: planned.ordinal,
    kind,
    origin_id: record.id,
    origin_user: planned.originUser,
    origin_created_at: record.createdAt,
    origin_value: valueWitness(record.portraitValue, portrait),
    name: nameFor(record.name, record.id, words),
    class: portrait.class,
    form: portrait.form,
    reason: portrait.reason,
    details: JSON.stringify(portrait.details),
    action,
    parent: planned.parent,
    outcome: action === 'skip' ? 'skipped' : null,
    campaign_id: kind === 'campaign' ? knownId : null,
    character_id: kind === 'character' ? knownId : null,
    origin_path: portrait.file?.path ?? null,
  }
}
