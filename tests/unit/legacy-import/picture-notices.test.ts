import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { toReportJson } from '../../../src/main/legacy-import/report/report'
import { toCsv } from '../../../src/main/legacy-import/report/report-files'
import { noticesOf } from '../../../src/shared/legacy-import'
import { createTranslator } from '../../../src/shared/translate'
import { caseFile } from '../../support/cases'
import { checkLibrary } from '../../support/check-library'
import { importAll, openImporting } from '../../support/legacy/importing'
import { characterFile, smallProject } from '../../support/legacy/old-project'
import { scanIn } from '../../support/legacy/scanning'
import { fixture } from '../../support/pictures'
import { readInPlace } from '../../support/read-in-place'

readInPlace()

async function importWith(bytes: Buffer) {
  const { folder } = smallProject()
  writeFileSync(join(folder, characterFile(1)), bytes)
  const library = openImporting()
  const findings = await scanIn(folder)
  const { id } = await importAll(library, findings)
  await findings.close()
  const rows = library.imports.allRows(id)
  const row = rows.find(({ kind, originId }) => kind === 'character' && originId === 1)
  if (row === undefined) throw new Error('the row is not there')
  return { library, rows, row, id }
}

it.each([
  ['a JPEG with a place', fixture('personal.jpg'), ['place-removed', 'author-removed']],
  [
    'an animated GIF',
    fixture('animated.gif'),
    ['first-frame-only', 'converted-to-png', 'original-kept'],
  ],
  ['an AVIF', caseFile('p3.avif'), ['converted-to-png', 'original-kept']],
  ['a card of more than 1 MiB', caseFile('card-1mib.png'), []],
])('an import tells what it had to change in %s, in each of its reports', async (...row) => {
  const [, bytes, notices] = row
  const found = await importWith(bytes)
  expect(found.row.outcome).toBe('imported')
  expect(noticesOf(found.row)).toEqual(notices)
  const { imports } = found.library
  const report = imports.report(found.id)
  const facts = { ...report, source: imports.source(found.id), rows: found.rows }
  const json = toReportJson(facts).rows.find(({ name }) => name === found.row.name)
  expect(json?.notices).toEqual(notices)
  const translator = createTranslator('en')
  const csv = toCsv({ report, rows: found.rows, translator, withEmails: false })
  for (const notice of noticesOf(found.row))
    expect(csv).toContain(translator.t(`notice.picture.${notice}`))
  expect(checkLibrary(found.library.database, found.library.dataFolder)).toEqual([])
})

it('an import keeps an original that it had to convert, byte for byte', async () => {
  const { library } = await importWith(caseFile('p3.avif'))
  const { entries } = await library.quarantine.list()
  expect(entries).toMatchObject([{ why: 'converted' }])
  const kept = readFileSync(join(library.dataFolder, entries[0]?.path ?? ''))
  expect(kept).toEqual(caseFile('p3.avif'))
})
