import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkLibrary } from '../../support/check-library'
import { everything, importAll, openImporting } from '../../support/legacy/importing'
import { scanIn } from '../../support/legacy/scanning'
import {
  expectedLibrary,
  sharedLibrary,
  sharedLibraryNames,
} from '../../support/legacy/shared-libraries'

const rowQuery = { class: null, outcome: null, search: '', offset: 0, limit: 500 }

describe('importing the old app’s own databases', () => {
  for (const name of sharedLibraryNames) {
    it(`${name}: brings every row over with its class, and every picture that can be had`, async () => {
      const expected = expectedLibrary(name)
      const library = openImporting()
      const findings = await scanIn(sharedLibrary(name))
      const ended = await importAll(library, findings)
      await findings.close()
      expect(ended).toMatchObject({ state: 'done', error: null, done: ended.total })
      const { rows } = library.imports.rows(ended.id, rowQuery)
      const all = [...expected.campaigns, ...expected.characters]
      expect(rows.map(({ originId, name, class: found }) => [originId, name, found])).toEqual(
        all.map((row) => [row.id, row.name, row.class]),
      )
      for (const [index, row] of rows.entries()) {
        const old = all[index]
        const sums = old?.recoverable_file?.sha256 ?? old?.file?.sha256
        const { image_obtainable_offline: canBeHad = false } = old ?? {}
        const outcomes = canBeHad ? ['imported', 'recovered'] : ['imported', 'needs-you']
        expect(outcomes, row.name).toContain(row.outcome)
        expect(row.portrait !== null, row.name).toBe(canBeHad)
        if (row.portrait === null) continue
        const bytes = readFileSync(join(library.dataFolder, row.portrait))
        expect(createHash('sha256').update(bytes).digest('hex'), row.name).toBe(sums)
      }
      const report = library.imports.report(ended.id)
      const sum = (counts: object) => Object.values(counts).reduce((one, other) => one + other, 0)
      expect(sum(report.classes)).toBe(all.length)
      expect(sum(report.outcomes)).toBe(all.length)
      expect(report.messages).toBe(expected.summary.messages)
      expect(report.loosePortraits).toBe(expected.orphan_files.length)
      expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
      library.database.close()
    })
  }

  it('keeps themes, dates and the journal in order with role, character and time', async () => {
    const library = openImporting()
    const findings = await scanIn(sharedLibrary('gen-early'))
    await importAll(library, findings)
    await findings.close()
    const dragon = library.campaigns.list().find(({ name }) => name === 'La Quête du Dragon Noir')
    const campaign = library.campaigns.read(dragon?.id ?? 0)
    expect(campaign).toMatchObject({ themes: ['Fantasy', 'Aventure'], language: 'fr' })
    const journal = library.imports.journal.page({ id: campaign.id, offset: 0, limit: 100 })
    expect(journal.total).toBe(4)
    const times = journal.entries.map(({ writtenAt }) => writtenAt)
    expect(times).toEqual(times.toSorted())
    expect(journal.entries.every(({ role, text }) => role !== '' && text !== '')).toBe(true)
    const home = library.campaigns.list().find(({ name }) => name === 'Old characters')
    expect(home?.characterCount).toBe(30)
    library.database.close()
  })

  it('brings nothing a second time', async () => {
    const library = openImporting()
    const findings = await scanIn(sharedLibrary('gen-early'))
    await importAll(library, findings)
    const count = () =>
      ['campaign', 'character', 'portrait', 'message'].map((table) =>
        library.database.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
      )
    const before = count()
    const again = await importAll(library, findings)
    await findings.close()
    expect(again.state).toBe('done')
    expect(count()).toEqual(before)
    expect(library.imports.report(again.id).outcomes).toEqual({ skipped: 37 })
    library.database.close()
  })

  it('takes only what was chosen', async () => {
    const library = openImporting()
    const findings = await scanIn(sharedLibrary('gen-early'))
    const decisions = {
      users: [2],
      campaigns: [4],
      takeLooseFiles: false,
      campaignless: { kind: 'leave' },
    } as const
    const ended = await importAll(library, findings, {
      decisions: { ...everything, ...decisions, users: [2], campaigns: [4] },
    })
    await findings.close()
    expect(library.campaigns.list().map(({ name }) => name)).toEqual(['The Hollow King'])
    expect(library.imports.report(ended.id)).toMatchObject({
      outcomes: { imported: 1, skipped: 36 },
      messages: 4,
      loosePortraits: 0,
    })
    library.database.close()
  })
})
