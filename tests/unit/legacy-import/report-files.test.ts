import { describe, expect, it } from 'vitest'
import { toReportJson, withoutSecrets } from '../../../src/main/legacy-import/report/report'
import { type ReportFile, toCsv, toHtml } from '../../../src/main/legacy-import/report/report-files'
import type { ImportReport, ImportRow } from '../../../src/shared/legacy-import'
import { createTranslator } from '../../../src/shared/translate'

const row: ImportRow = {
  index: 0,
  kind: 'character',
  originId: 7,
  originUser: 'aline@example.org',
  name: '<script>alert("1")</script>',
  class: 'temp-url-expired',
  form: 'temporary-url',
  reason: 'link-expired',
  details: { host: 'files.oaiusercontent.com', since: '2025-08-07T15:15:42.000Z' },
  hasPicture: false,
  outcome: 'needs-you',
  subjectId: 3,
  portrait: null,
}

const report: ImportReport = {
  id: 1,
  sourceName: 'old & "mine"',
  generation: 'G1',
  state: 'done',
  startedAt: '2026-11-22T20:00:00.000Z',
  finishedAt: '2026-11-22T20:01:00.000Z',
  total: 1,
  done: 1,
  needsYou: 1,
  error: null,
  classes: { 'temp-url-expired': 1 },
  outcomes: { 'needs-you': 1 },
  messages: 0,
  loosePortraits: 0,
  looseFiles: ['gm/gm_404.png'],
  damagedFiles: ['gm/gm_405.png'],
  refused: ['https://host/../x?sig=secret'],
  unreadable: [],
}

function fileWith(
  change: Partial<ReportFile> = {},
  rows: readonly Partial<ImportRow>[] = [{}],
): ReportFile {
  const whole = rows.map((one) => ({ ...row, ...one }))
  return { report, rows: whole, translator: createTranslator('en'), withEmails: false, ...change }
}

describe('the report as a page', () => {
  it('shows what a record is called and lets nothing of it run', () => {
    const html = toHtml(fileWith())
    expect(html).not.toContain('<script')
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;')
    expect(html).toContain('old &amp; &quot;mine&quot;')
    expect(html).toContain("default-src 'none'")
    expect(html).not.toMatch(/(?:src|href)=/)
  })

  it('speaks both languages', () => {
    expect(toHtml(fileWith())).toContain('August 7, 2025')
    const french = toHtml(fileWith({ translator: createTranslator('fr') }))
    expect(french).toContain('<html lang="fr">')
    expect(french).toContain('7 août 2025')
  })

  it('holds no e-mail unless it is asked for, and never what signs an address', () => {
    for (const write of [toHtml, toCsv]) {
      expect(write(fileWith())).not.toContain('aline@example.org')
      expect(write(fileWith({ withEmails: true }))).toContain('aline@example.org')
      expect(write(fileWith({ withEmails: true }))).not.toContain('secret')
    }
  })
})

describe('the report as a table', () => {
  it('quotes every cell, so that a comma, a quote or a line break stays within it', () => {
    const csv = toCsv(fileWith({}, [{ name: 'a,"b"\nc' }]))
    expect(csv).toContain('"a,""b""\nc"')
    expect(csv.startsWith('\ufeff"Kind",')).toBe(true)
    expect(csv.endsWith('\r\n')).toBe(true)
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1', '|calc'])(
    'makes no formula of a name that begins like one: %j',
    (name) => {
      expect(toCsv(fileWith({}, [{ name }]))).toContain(`"'${name}"`)
    },
  )
})

describe('the report for scripts', () => {
  it('has what every row came to, and no address', () => {
    const source = { database: '/old/database.db', portraits: null }
    const json = toReportJson({ ...report, source, rows: [row] })
    expect(json).toMatchObject({
      source: { generation: 'G1', database: '/old/database.db', portraits: null },
      classes: { 'temp-url-expired': 1 },
      rows: [
        {
          kind: 'character',
          originId: 7,
          outcome: 'needs-you',
          reason: 'link-expired',
          portrait: null,
        },
      ],
      looseFiles: ['static/portraits/gm/gm_404.png', 'static/portraits/gm/gm_405.png'],
      damagedFiles: ['static/portraits/gm/gm_405.png'],
    })
    expect(JSON.stringify(json)).not.toContain('secret')
    expect(withoutSecrets('../../x.png')).toBe('../../x.png')
  })
})
