import {
  type ImportOutcome,
  type ImportReport,
  type ImportRow,
  type ImportSource,
  noticesOf,
  type OldGeneration,
  type OldPortraitClass,
} from '../../../shared/legacy-import'
import type { PictureNotice } from '../../../shared/portrait'

/** An import as a script reads it. */
export interface ReportJson {
  readonly source: {
    readonly generation: OldGeneration | null
    readonly database: string | null
    readonly portraits: string | null
  }
  readonly classes: Readonly<Partial<Record<OldPortraitClass, number>>>
  readonly rows: readonly {
    readonly kind: ImportRow['kind']
    readonly originId: number
    readonly originUser: string | null
    readonly name: string
    readonly class: OldPortraitClass
    readonly form: ImportRow['form']
    /** In a look: how it would end. */
    readonly outcome: ImportOutcome | null
    readonly reason: ImportRow['reason']
    readonly portrait: string | null
    /** What had to be changed in the picture before it was stored. */
    readonly notices: readonly PictureNotice[]
  }[]
  /** Every file that no row names, the damaged ones among them. */
  readonly looseFiles: readonly string[]
  /** Those of them of which no picture can be had. */
  readonly damagedFiles: readonly string[]
  readonly refused: readonly string[]
  readonly unreadable: ImportReport['unreadable']
  readonly messages: number
  readonly loosePortraits: number
  /** How the import ended; not in a look. */
  readonly state?: ImportReport['state']
  readonly error?: ImportReport['error']
}

/** What a look or an import came to. */
export interface ReportFacts {
  readonly source: Pick<ImportSource, 'database' | 'portraits'>
  readonly generation: OldGeneration | null
  readonly classes: Readonly<Partial<Record<OldPortraitClass, number>>>
  readonly rows: readonly ImportRow[]
  readonly looseFiles: readonly string[]
  readonly damagedFiles: readonly string[]
  readonly refused: readonly string[]
  readonly unreadable: ImportReport['unreadable']
  readonly messages: number
  readonly loosePortraits: number
}

/** A report for scripts. No address is in it, for an address may hold a signature. */
export function toReportJson(facts: ReportFacts): ReportJson {
  const { source, generation, rows } = facts
  return {
    source: { generation, database: source.database, portraits: source.portraits },
    classes: facts.classes,
    rows: rows.map((row) => ({
      kind: row.kind,
      originId: row.originId,
      originUser: row.originUser,
      name: row.name,
      class: row.class,
      form: row.form,
      outcome: row.outcome,
      reason: row.reason,
      portrait: row.portrait,
      notices: noticesOf(row),
    })),
    looseFiles: [...facts.looseFiles, ...facts.damagedFiles].sort().map(inOldApp),
    damagedFiles: facts.damagedFiles.map(inOldApp),
    refused: facts.refused.map(withoutSecrets),
    unreadable: facts.unreadable,
    messages: facts.messages,
    loosePortraits: facts.loosePortraits,
  }
}

/** As the old app itself writes the path, wherever its portraits folder lies. */
const inOldApp = (path: string): string => `static/portraits/${path}`

/** A refused value is usually a path; anything after a question mark in it may be private. */
export function withoutSecrets(value: string): string {
  return value.replace(/\?.*$/s, '?…')
}
