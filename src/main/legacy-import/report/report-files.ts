import { writeCsv } from '../../../shared/csv'
import {
  type ImportReport,
  type ImportRow,
  importOutcomes,
  noticesOf,
  oldPortraitClasses,
} from '../../../shared/legacy-import'
import type { Translator } from '../../../shared/translate'
import { escapeHtml } from '../../core/html'
import { withoutSecrets } from './report'

export interface ReportFile {
  readonly report: ImportReport
  readonly rows: readonly ImportRow[]
  readonly translator: Translator
  /** Whether it contains the owners' e-mails. */
  readonly withEmails: boolean
}

interface Line {
  readonly row: ImportRow
  readonly cells: readonly string[]
}

function headings({ translator: { t }, withEmails }: ReportFile): string[] {
  return [
    t('import.scan.kind'),
    t('import.reportFile.id'),
    ...(withEmails ? [t('import.scan.owner')] : []),
    t('import.scan.name'),
    t('import.scan.portrait'),
    t('import.report.outcome'),
    t('import.reportFile.reason'),
    t('import.reportFile.file'),
  ]
}

function linesOf(file: ReportFile): Line[] {
  const { t } = file.translator
  return file.rows.map((row) => ({
    row,
    cells: [
      t(`import.scan.kinds.${row.kind}`),
      String(row.originId),
      ...(file.withEmails ? [row.originUser ?? t('import.scan.noOwner')] : []),
      row.name,
      t(`import.class.${row.class}`),
      row.outcome === null ? '' : t(`import.outcome.${row.outcome}`),
      reasonOf(row, file),
      row.portrait ?? '',
    ],
  }))
}

function reasonOf(row: ImportRow, { translator: { t, language } }: ReportFile): string {
  const { reason, details } = row
  if (reason === null)
    return noticesOf(row)
      .map((one) => t(`notice.picture.${one}`))
      .join(' ')
  const { since, host, bytes } = details
  if (reason === 'link-expired' && typeof since === 'string') {
    const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' })
    return t('import.reason.link-expired', { context: 'since', since: day.format(new Date(since)) })
  }
  if (reason === 'link-refused' && typeof host === 'string') {
    return t('import.reason.link-refused', { context: 'host', host })
  }
  if (reason === 'file-too-large' && typeof bytes === 'number') {
    return t('import.reason.file-too-large', { context: 'bytes', bytes })
  }
  return t(`import.reason.${reason}`)
}

/** The same table for a spreadsheet. */
export function toCsv(file: ReportFile): string {
  return writeCsv([headings(file), ...linesOf(file).map(({ cells }) => cells)])
}

const style = `
:root { color-scheme: light dark }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid #8886 }
tr.needs-you td { background: #c8860022 }
td { overflow-wrap: anywhere }
`

/** One page that needs nothing else: no script, no picture, no address of another computer. */
export function toHtml(file: ReportFile): string {
  const { report, translator } = file
  const { t, language } = translator
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' })
  const title = t('import.reportFile.title', { name: report.sourceName })
  const counts = [
    ...importOutcomes.map(
      (one) => [t(`import.outcome.${one}`), report.outcomes[one] ?? 0] as const,
    ),
    ...oldPortraitClasses.map(
      (one) => [t(`import.class.${one}`), report.classes[one] ?? 0] as const,
    ),
  ].filter(([, count]) => count > 0)
  const lists = [
    [t('import.reportFile.looseFiles'), report.looseFiles],
    [t('import.reportFile.damagedFiles'), report.damagedFiles],
    [t('import.reportFile.refused'), report.refused.map(withoutSecrets)],
    [
      t('import.reportFile.unreadable'),
      report.unreadable.map((one) => `${one.table}: ${one.what}`),
    ],
  ] as const
  const sum = `${t('import.report.total')}: ${new Intl.NumberFormat(language).format(report.total)}`
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    `<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escapeHtml(title)}</title><style>${style}</style></head><body>`,
    `<h1>${escapeHtml(title)}</h1>`,
    `<p>${escapeHtml(when.format(new Date(report.startedAt)))}. ${escapeHtml(sum)}.</p>`,
    table(
      null,
      counts.map(([name, count]) => ({ cells: [name, String(count)], name: '' })),
    ),
    table(
      headings(file),
      linesOf(file).map(({ row, cells }) => ({ cells, name: row.outcome ?? '' })),
    ),
    ...lists.filter(([, items]) => items.length > 0).map(([name, items]) => list(name, items)),
    '</body></html>\n',
  ].join('\n')
}

function table(
  head: readonly string[] | null,
  rows: readonly { readonly cells: readonly string[]; readonly name: string }[],
): string {
  const cells = (tag: 'th' | 'td', texts: readonly string[]) =>
    texts.map((text) => `<${tag} dir="auto">${escapeHtml(text)}</${tag}>`).join('')
  const body = rows.map(
    (row) => `<tr class="${escapeHtml(row.name)}">${cells('td', row.cells)}</tr>`,
  )
  const top = head === null ? '' : `<thead><tr>${cells('th', head)}</tr></thead>`
  return `<table>${top}<tbody>\n${body.join('\n')}\n</tbody></table>`
}

function list(name: string, items: readonly string[]): string {
  const lines = items.map((item) => `<li>${escapeHtml(item)}</li>`).join('\n')
  return `<h2>${escapeHtml(name)}</h2>\n<ul>\n${lines}\n</ul>`
}
