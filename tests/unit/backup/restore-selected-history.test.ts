import { describe, expect, test } from 'vitest'
import { type OpenedBackup, openForRestore } from '../../../src/main/backup/open-for-restore'
import { restoreSelectedFrom } from '../../../src/main/backup/restore-selected'
import { createNameWords } from '../../../src/main/campaigns/names'
import { createJournal } from '../../../src/main/legacy-import/history/journal'
import { createAddPortraits } from '../../../src/main/portraits/add-portraits'
import type { RestoreSelection } from '../../../src/shared/backup'
import { createTranslator } from '../../../src/shared/translate'
import { backUp, makeLibrary } from '../../support/backup/making'
import { checkLibrary } from '../../support/check-library'
import { type Library, openLibrary } from '../../support/library'
import { readInPlace } from '../../support/read-in-place'

readInPlace()

const startedAt = '2026-10-01T10:00:00.000Z'
const prompt = 'A bard in the snow'

/** A library whose first character has a portrait that was ordered, and whose campaign has a journal. */
async function makeLibraryWithHistory() {
  const library = await makeLibrary()
  const { database, clock } = library
  database
    .prepare(
      `INSERT INTO import (source_name, source, state, decisions, process_id, started_at)
       VALUES ('old app', '{}', 'interrupted', '{}', 1, ?)`,
    )
    .run(startedAt)
  const journal = createJournal({ database, clock })
  const said = { role: 'user', writtenAt: null, importId: 1, characterName: null }
  database.transaction(() => {
    for (let originId = 1; originId <= 1_200; originId += 1) {
      const characterId = originId % 3 === 0 ? 1 : null
      journal.add({ ...said, campaignId: 1, characterId, originId, text: `Line ${originId}` })
    }
  })()
  database
    .prepare(
      `INSERT INTO generation_job (character_id, provider, base_url, model, prompt, parameters, count,
         state, cost_usd, process_id, created_at, updated_at)
       VALUES (1, 'openai', 'https://api.example/v1', 'a-model', ?, '{}', 2, 'received', 0.08, 1, ?, ?)`,
    )
    .run(prompt, startedAt, startedAt)
  database.exec(`
    UPDATE portrait SET job_id = 1, source = 'generated' WHERE character_id = 1;
    UPDATE portrait SET starred = 1 WHERE id = 2;
    INSERT INTO portrait_link (portrait_id, url, checked_at)
      VALUES (3, 'https://pictures.example/3.png', '${startedAt}');
  `)
  return library
}

async function take(visit: OpenedBackup, library: Library, changes: Partial<RestoreSelection>) {
  const order: RestoreSelection = {
    campaigns: [],
    characters: [],
    how: 'as-copies',
    campaignId: null,
    ...changes,
  }
  const parts = {
    ...library,
    addPortraits: createAddPortraits(library),
    nameWords: createNameWords(createTranslator('en').t),
  }
  const taken = await restoreSelectedFrom(visit, order, parts)
  expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
  return taken
}

function journalOf(library: Library, id: number) {
  return createJournal(library).page({ id, offset: 0, limit: 5_000 })
}

const messages = (library: Library, where: string) =>
  library.database.prepare<[], number>(`SELECT count(*) FROM message WHERE ${where}`).pluck().get()
const jobs = (library: Library) => library.database.prepare('SELECT * FROM generation_job').all()

describe('the history of what is taken', () => {
  test('a campaign brings its journal and its orders into another library, once', async () => {
    const library = await makeLibraryWithHistory()
    const { path } = await backUp(library)
    const other = openLibrary()
    const visit = await openForRestore(path, other)
    expect(await take(visit, other, { campaigns: [1] })).toMatchObject({ messages: 1_200 })
    const lines = ({ entries }: ReturnType<typeof journalOf>) =>
      entries.map(({ text, role, characterName }) => ({ text, role, characterName }))
    expect(lines(journalOf(other, 1))).toEqual(lines(journalOf(library, 1)))
    const self = other.characters.idsOf(1)[0]
    expect(messages(other, `character_id = ${self}`)).toBe(400)
    expect(jobs(other)).toMatchObject([
      {
        character_id: self,
        prompt,
        cost_usd: 0.08,
        count: 2,
        // Nothing is ordered again, nor gone on with, because a backup was taken from.
        state: 'done',
        dismissed_at: startedAt,
      },
    ])
    const byJob = 'SELECT count(*) FROM portrait WHERE job_id = 1 AND character_id = ?'
    expect(other.database.prepare(byJob).pluck().get(self)).toBe(2)
    const kept = `SELECT sha256, starred, url FROM portrait
      LEFT JOIN portrait_link ON portrait_id = portrait.id WHERE trashed_at IS NULL ORDER BY sha256`
    expect(other.database.prepare(kept).all()).toEqual(library.database.prepare(kept).all())
    expect(other.database.prepare('SELECT state, started_at FROM import').all()).toEqual([
      { state: 'done', started_at: startedAt },
    ])
    await visit.close()
  })

  test('over the existing, only what is missing comes; a copy has a journal of its own', async () => {
    const library = await makeLibraryWithHistory()
    const { path } = await backUp(library)
    const visit = await openForRestore(path, library)
    library.database.exec('DELETE FROM message WHERE id > 1000')
    const taken = await take(visit, library, { campaigns: [1], how: 'over-existing' })
    expect(taken).toMatchObject({ messages: 200, alreadyHere: 5 })
    expect(journalOf(library, 1).total).toBe(1_200)
    expect(jobs(library)).toHaveLength(1)
    expect(await take(visit, library, { campaigns: [1] })).toMatchObject({ messages: 1_200 })
    expect(journalOf(library, 2).total).toBe(1_200)
    expect(journalOf(library, 1).total).toBe(1_200)
    expect(library.database.prepare('SELECT count(*) FROM import').pluck().get()).toBe(1)
    await visit.close()
  })

  test('a single character brings what was written to them, unless it is there', async () => {
    const library = await makeLibraryWithHistory()
    const { path } = await backUp(library)
    const other = openLibrary()
    const visit = await openForRestore(path, other)
    expect(await take(visit, other, { characters: [1] })).toMatchObject({ messages: 400 })
    expect(messages(other, 'character_id = 1')).toBe(400)
    await visit.close()
    const own = await openForRestore(path, library)
    expect(await take(own, library, { characters: [1] })).toMatchObject({ messages: 0 })
    expect(jobs(library)).toHaveLength(2)
    await own.close()
  })
})
