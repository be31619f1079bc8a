import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type {
  ImportOutcome,
  ImportReport,
  ImportRow,
  ImportRowPage,
  ImportRowQuery,
  ImportSummary,
  OldPortraitClass,
} from '../../../shared/legacy-import'
import { createMatcher } from '../../../shared/search'
import { jsonDetails, jsonList, jsonTexts } from '../../core/database/json-columns'
import type { ImportRecord, ImportRowRecord } from './import-table'

const unreadableSchema = z.object({ table: z.string(), what: z.string() })

interface ShownRecord extends ImportRowRecord {
  /** Of the portrait its record shows now. */
  readonly shown_path: string | null
}

interface Counts {
  readonly total: number
  readonly done: number
  readonly needsYou: number
}

/** Reads imports for lists, reports and their rows. */
export function createImportReader(database: Database) {
  const counts = database.prepare<[number], Counts>(
    `SELECT count(*) AS total, count(outcome) AS done,
       count(*) FILTER (WHERE outcome = 'needs-you') AS needsYou
     FROM import_row WHERE import_id = ? AND kind <> 'loose'`,
  )
  const classes = database.prepare<[number], { key: OldPortraitClass; count: number }>(
    `SELECT class AS key, count(*) AS count FROM import_row
     WHERE import_id = ? AND kind <> 'loose' GROUP BY class ORDER BY class`,
  )
  const outcomes = database.prepare<[number], { key: ImportOutcome; count: number }>(
    `SELECT outcome AS key, count(*) AS count FROM import_row
     WHERE import_id = ? AND kind <> 'loose' AND outcome IS NOT NULL GROUP BY outcome ORDER BY outcome`,
  )
  const looseFiles = database
    .prepare<[number], string>(
      `SELECT name FROM import_row
       WHERE import_id = ? AND kind = 'loose' AND class IS NOT 'local-corrupt' ORDER BY ordinal`,
    )
    .pluck()
  const damagedFiles = database
    .prepare<[number], string>(
      `SELECT name FROM import_row
       WHERE import_id = ? AND kind = 'loose' AND class = 'local-corrupt' ORDER BY ordinal`,
    )
    .pluck()
  const loosePortraits = database
    .prepare<[number], number>(
      `SELECT count(*) FROM import_row
       WHERE import_id = ? AND kind = 'loose' AND portrait_was_made = 1`,
    )
    .pluck()
  const messages = database
    .prepare<[number], number>('SELECT count(*) FROM message WHERE import_id = ?')
    .pluck()
  const rows = database.prepare<[number], ShownRecord>(
    `SELECT import_row.*, coalesce(shown.path, own.path) AS shown_path FROM import_row
     LEFT JOIN campaign ON campaign.id = import_row.campaign_id
     LEFT JOIN character ON character.id = import_row.character_id
     LEFT JOIN portrait AS shown ON shown.id =
       coalesce(campaign.current_portrait_id, character.current_portrait_id)
     LEFT JOIN portrait AS own ON own.id = import_row.portrait_id
     WHERE import_row.import_id = ? AND import_row.kind <> 'loose' ORDER BY ordinal`,
  )

  function toSummary(record: ImportRecord): ImportSummary {
    const { total = 0, done = 0, needsYou = 0 } = counts.get(record.id) ?? {}
    return {
      id: record.id,
      sourceName: record.source_name,
      generation: record.generation,
      state: record.state,
      startedAt: record.started_at,
      finishedAt: record.finished_at,
      total,
      done,
      needsYou,
      error:
        record.error_code === null
          ? null
          : { code: record.error_code, details: jsonDetails(record.error_details ?? '{}') },
    }
  }

  function allRows(importId: number): ImportRow[] {
    return rows.all(importId).map(toRow)
  }

  return {
    toSummary,
    allRows,

    toReport(record: ImportRecord): ImportReport {
      const { id } = record
      return {
        ...toSummary(record),
        classes: Object.fromEntries(classes.all(id).map(({ key, count }) => [key, count])),
        outcomes: Object.fromEntries(outcomes.all(id).map(({ key, count }) => [key, count])),
        messages: messages.get(id) ?? 0,
        loosePortraits: loosePortraits.get(id) ?? 0,
        looseFiles: looseFiles.all(id),
        damagedFiles: damagedFiles.all(id),
        refused: jsonTexts(record.refused),
        unreadable: jsonList(record.unreadable).flatMap(toUnreadable),
      }
    },

    page: (importId: number, query: ImportRowQuery): ImportRowPage =>
      pageOf(allRows(importId), query),
  }
}

function toUnreadable(said: unknown): ImportReport['unreadable'] {
  const { data } = unreadableSchema.safeParse(said)
  return data === undefined ? [] : [data]
}

function toRow(record: ShownRecord): ImportRow {
  const { outcome } = record
  return {
    index: record.ordinal,
    kind: record.kind === 'campaign' ? 'campaign' : 'character',
    originId: Number(record.origin_id),
    originUser: record.origin_user,
    name: record.name,
    class: record.class ?? 'none',
    form: record.form ?? 'null',
    reason: record.reason,
    details: jsonDetails(record.details),
    hasPicture: false,
    outcome,
    subjectId: record.campaign_id ?? record.character_id,
    portrait: outcome === 'skipped' ? null : record.shown_path,
  }
}

/** The rows that fit a query, one page of them. */
export function pageOf(rows: readonly ImportRow[], query: ImportRowQuery): ImportRowPage {
  const answers = createMatcher(query.search)
  const fitting = rows.filter(
    (row) =>
      (query.class === null || row.class === query.class) &&
      (query.outcome === null || row.outcome === query.outcome) &&
      answers(row.name),
  )
  const { offset, limit } = query
  return { total: fitting.length, offset, rows: fitting.slice(offset, offset + limit) }
}
