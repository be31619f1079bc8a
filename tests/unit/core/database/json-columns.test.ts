import { describe, expect, test } from 'vitest'
import { createJobs } from '../../../../src/main/generation/jobs'
import { createOwner } from '../../../../src/main/generation/owner'
import { createImportReader } from '../../../../src/main/legacy-import/history/import-rows'
import { createImportTable } from '../../../../src/main/legacy-import/history/import-table'
import { addCast, openLibrary, storePortrait } from '../../../support/library'

const at = '2026-01-01T00:00:00.000Z'

/** A library in which another program has put this value into every column that holds JSON. */
async function makeOdd(value: string) {
  const library = openLibrary()
  const { campaign } = addCast(library)
  const portrait = await storePortrait(library, campaign)
  library.database.exec(`
    INSERT INTO generation_job (id, campaign_id, provider, base_url, model, prompt, parameters, count,
      state, error_code, error_details, process_id, created_at, updated_at) VALUES (1, 1, 'openai',
      'no address', 'm', 'p', '{}', 2, 'failed', 'unexpected', '{}', 1, '${at}', '${at}');
    INSERT INTO import (source_name, source, state, decisions, error_code, error_details, process_id, started_at)
      VALUES ('old', '{}', 'interrupted', '{}', 'unexpected', '{}', 1, '${at}');
    INSERT INTO import_row (import_id, ordinal, kind, name, action) VALUES (1, 1, 'campaign', 'A', 'update')`)
  for (const column of [
    'campaign.themes',
    'portrait.parameters',
    'generation_job.parameters',
    'generation_job.error_details',
    'import.error_details',
    'import.refused',
    'import.unreadable',
    'import_row.details',
  ]) {
    const [table, name] = column.split('.')
    library.database.prepare(`UPDATE ${table} SET ${name} = ?`).run(value)
  }
  return { library, campaignId: campaign.id, portraitId: portrait.id }
}

const deep = `${'['.repeat(900)}${']'.repeat(900)}`
const odd = ['null', '5', '""', 'true', '[]', '{}', '[null,{"a":[]}]', deep]

describe('a column of JSON', () => {
  test.each([
    ...odd,
    '{"quality":{},"shape":7,"sent":null,"revisedPrompts":[1],"kept":-1,"replaced":{"shownId":"1"}}',
    '{"__proto__":{"quality":"high"},"earlierCost":{"usd":"1"},"isCostAtMost":"yes"}',
  ])('that holds %s costs its own value, and never what is read with it', async (value) => {
    const { library, campaignId, portraitId } = await makeOdd(value)
    const { database, clock, dataFolder } = library
    const { themes } = library.campaigns.read(campaignId)
    expect(themes.every((theme) => typeof theme === 'string')).toBe(true)
    const facts = Object.values(library.portraits.find(portraitId)?.parameters ?? { none: null })
    expect(facts.every((fact) => ['string', 'number'].includes(typeof fact))).toBe(true)

    const jobs = createJobs({ database, clock, owner: createOwner(dataFolder) })
    expect(jobs.open()).toMatchObject([
      {
        host: 'no address',
        error: { code: 'unexpected' },
        replaced: null,
        kept: 0,
        isCostAtMost: false,
        parameters: { quality: 'medium', shape: 'tall', sent: {}, revisedPrompts: {} },
      },
    ])

    const reader = createImportReader(database)
    const [record] = createImportTable(database, clock).all()
    if (record === undefined) throw new Error('no import')
    expect(reader.toReport(record)).toMatchObject({ refused: [], unreadable: [] })
    expect(reader.allRows(record.id)).toHaveLength(1)
  })

  test('keeps what it should hold', async () => {
    const { library, campaignId, portraitId } = await makeOdd('["sea","fog"]')
    expect(library.campaigns.read(campaignId).themes).toEqual(['sea', 'fog'])
    library.database.exec(`UPDATE portrait SET parameters = '{"seed":7,"style":"ink"}'`)
    expect(library.portraits.find(portraitId)?.parameters).toEqual({ seed: 7, style: 'ink' })
  })
})
