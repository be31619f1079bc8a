import { existsSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkLibrary, folderContents } from '../../support/check-library'
import {
  addCast,
  fileOf,
  type Library,
  openLibrary,
  picture,
  portraitFolder,
  storePortrait,
} from '../../support/library'
import { openTrash, removeForGood, rowsOf } from '../../support/trash'

async function makeScene() {
  const library = openLibrary()
  const { campaign, character } = addCast(library)
  const gm = await storePortrait(library, campaign, { bytes: picture(1) })
  const first = await storePortrait(library, character, { bytes: picture(2) })
  const second = await storePortrait(library, character, { bytes: picture(3) })
  return { library, trash: openTrash(library), campaign, character, gm, first, second }
}

function addOrder(library: Library, characterId: number, state: string, isDismissed = false) {
  const at = '2026-11-22T20:00:00.000Z'
  return Number(
    library.database
      .prepare(
        `INSERT INTO generation_job (character_id, provider, base_url, model, prompt, parameters,
           count, state, process_id, created_at, updated_at, dismissed_at)
         VALUES (?, 'openai', 'https://api.openai.com/v1', 'm', 'p', '{}', 1, ?, 1, ?, ?, ?)`,
      )
      .run(characterId, state, at, at, isDismissed ? at : null).lastInsertRowid,
  )
}

const sound = ({ database, dataFolder }: Library) => checkLibrary(database, dataFolder)

describe('removing for good', () => {
  test('a portrait in the trash goes with its file and its thumbnails, and nothing else does', async () => {
    const { library, trash, first, second, gm } = await makeScene()
    library.portraits.trash(first.id)
    const plan = trash.plan([{ kind: 'portrait', id: first.id }], 30)
    expect(plan.takes).toEqual({
      campaigns: 0,
      characters: 0,
      portraits: 1,
      sessions: 0,
      messages: 0,
      bytes: first.bytes,
    })
    expect(plan.faces).toMatchObject([{ kind: 'portrait', id: first.id, name: 'Éowyn 🔥 田中' }])
    await removeForGood(trash, [{ kind: 'portrait', id: first.id }])
    expect(library.portraits.find(first.id)).toBeNull()
    expect(existsSync(fileOf(library, first))).toBe(false)
    expect(existsSync(fileOf(library, second))).toBe(true)
    expect(existsSync(fileOf(library, gm))).toBe(true)
    expect(trash.forgotten).toEqual([first.sha256])
    expect(sound(library)).toEqual([])
  })

  test('fault 107: two rows with the same bytes have two files, and only one of them goes', async () => {
    const { library, trash, character, campaign } = await makeScene()
    const bytes = picture(9)
    const mine = await storePortrait(library, character, { bytes })
    const theirs = await storePortrait(library, campaign, { bytes })
    library.portraits.trash(mine.id)
    await removeForGood(trash, 'all')
    expect(existsSync(fileOf(library, mine))).toBe(false)
    expect(existsSync(fileOf(library, theirs))).toBe(true)
    expect(trash.forgotten, 'the other one still needs its thumbnails').toEqual([])
    expect(sound(library)).toEqual([])
  })

  test('what is not in the trash is never removed, even on request', async () => {
    const { library, trash, campaign, character, first } = await makeScene()
    const before = rowsOf(library)
    const items = [
      { kind: 'campaign', id: campaign.id },
      { kind: 'character', id: character.id },
      { kind: 'portrait', id: first.id },
    ] as const
    const plan = trash.plan([...items], 30)
    expect(plan.takes.portraits + plan.takes.characters + plan.takes.campaigns).toBe(0)
    await trash.remove([...items], plan.mark)
    await trash.removeDue(items)
    expect(rowsOf(library)).toEqual(before)
    expect(sound(library)).toEqual([])
  })

  test('fault 107: a portrait that another character shows stays, with its owner', async () => {
    const { library, trash, campaign, character, first } = await makeScene()
    const other = library.characters.create({ campaignId: campaign.id, name: 'Borin' })
    library.characters.trash(character.id)
    // Never made by the app itself; a database that was edited by hand may say it.
    library.database
      .prepare('UPDATE character SET current_portrait_id = ? WHERE id = ?')
      .run(first.id, other.id)
    const plan = trash.plan('all', 30)
    expect(plan.stays).toEqual({ 'in-use': 1, 'order-open': 0 })
    expect(plan.takes.portraits).toBe(0)
    const removed = await removeForGood(trash, 'all')
    expect(removed).toMatchObject({ characters: 0, stayed: 1 })
    expect(library.characters.read(character.id).name).toBe('Éowyn 🔥 田中')
    expect(existsSync(fileOf(library, first))).toBe(true)
  })

  test('a character goes with the versions of its texts, which the trash keeps', async () => {
    const { library, trash, campaign, character } = await makeScene()
    const texts = [
      { kind: 'character', id: character.id },
      { kind: 'campaign', id: campaign.id },
    ] as const
    const count = () =>
      texts.map((subject) => library.textVersions.list({ subject, property: 'notes' }).length)
    for (const notes of ['First '.repeat(50), 'Second']) {
      library.characters.edit(character.id, { notes })
      library.campaigns.edit(campaign.id, { notes })
    }
    library.characters.trash(character.id)
    expect(count()).toEqual([1, 1])
    await removeForGood(trash, 'all')
    expect(count()).toEqual([0, 1])
    expect(sound(library)).toEqual([])
  })

  test('a campaign goes with its whole cast, their portraits, orders and its journal', async () => {
    const { library, trash, campaign, character } = await makeScene()
    addOrder(library, character.id, 'done')
    library.database.exec(`
      INSERT INTO import (source_name, source, state, decisions, process_id, home_id, started_at)
        VALUES ('old', '{}', 'done', '{}', 1, ${campaign.id}, '2026-01-01');
      INSERT INTO message (campaign_id, character_id, role, text, import_id, origin_id)
        VALUES (${campaign.id}, ${character.id}, 'user', 'Hello', 1, 1);`)
    library.campaigns.trash(campaign.id)
    const [entry] = trash.list({ kind: 'all', offset: 0, limit: 10 }, 30).entries
    expect(entry).toMatchObject({ kind: 'campaign', characters: 1, portraits: 3, messages: 1 })
    const removed = await removeForGood(trash, 'all')
    expect(removed).toMatchObject({ campaigns: 1, characters: 1, portraits: 3, messages: 1 })
    expect(rowsOf(library, ['campaign', 'character', 'portrait', 'message'])).toEqual([
      [],
      [],
      [],
      [],
    ])
    expect(rowsOf(library, ['generation_job'])).toEqual([[]])
    expect(Object.keys(folderContents(library.dataFolder)).filter(isPortrait)).toEqual([])
    expect(library.searchEverywhere('Éowyn', 10).total).toBe(0)
    expect(sound(library)).toEqual([])
  })

  test('a message of another campaign outlives the character it names', async () => {
    const { library, trash, campaign, character } = await makeScene()
    library.database.exec(`
      INSERT INTO import (source_name, source, state, decisions, process_id, started_at)
        VALUES ('old', '{}', 'done', '{}', 1, '2026-01-01');
      INSERT INTO message (campaign_id, character_id, character_name, role, text, import_id, origin_id)
        VALUES (${campaign.id}, ${character.id}, 'Éowyn', 'assistant', 'I ride.', 1, 1);`)
    library.characters.trash(character.id)
    await removeForGood(trash, 'all')
    expect(library.database.prepare('SELECT character_id, text FROM message').get()).toEqual({
      character_id: null,
      text: 'I ride.',
    })
    expect(sound(library)).toEqual([])
  })

  test.each(['waiting', 'sent', 'received', 'failed', 'interrupted'])(
    'a face with an order that is %s stays until that is seen to',
    async (state) => {
      const { library, trash, character } = await makeScene()
      const order = addOrder(library, character.id, state)
      library.characters.trash(character.id)
      expect(trash.plan('all', 30).stays).toEqual({ 'in-use': 0, 'order-open': 1 })
      await removeForGood(trash, 'all')
      expect(library.characters.read(character.id).id).toBe(character.id)
      library.database
        .prepare("UPDATE generation_job SET state = 'failed', dismissed_at = '2026' WHERE id = ?")
        .run(order)
      expect((await removeForGood(trash, 'all')).characters).toBe(1)
    },
  )

  test('a portrait drawn by one of their orders for another character keeps its history', async () => {
    const { library, trash, character, campaign } = await makeScene()
    const jobId = addOrder(library, character.id, 'done')
    const copy = await storePortrait(library, campaign, {
      bytes: picture(8),
      provenance: { source: 'generated', provider: 'openai', prompt: 'A rider', jobId },
    })
    library.characters.trash(character.id)
    await removeForGood(trash, 'all')
    expect(library.portraits.find(copy.id)).toMatchObject({ prompt: 'A rider', trashedAt: null })
    expect(sound(library)).toEqual([])
  })

  test('ids and names of files are never given out again', async () => {
    const { library, trash, character, second } = await makeScene()
    library.portraits.trash(second.id)
    await removeForGood(trash, 'all')
    const next = await storePortrait(library, character, { bytes: picture(4) })
    expect(next.id).toBeGreaterThan(second.id)
    expect(next.path).not.toBe(second.path)
    library.characters.trash(character.id)
    await removeForGood(trash, 'all')
    const born = library.characters.create({ campaignId: 1, name: 'New' })
    expect(born.id).toBeGreaterThan(character.id)
  })

  test('a plan that is no longer true is refused, and nothing is removed', async () => {
    const { library, trash, first, second } = await makeScene()
    library.portraits.trash(first.id)
    const { mark } = trash.plan('all', 30)
    library.portraits.trash(second.id)
    await expect(trash.remove('all', mark)).rejects.toMatchObject({ code: 'trash-changed' })
    expect(library.portraits.find(first.id)).not.toBeNull()
  })

  test('everything that points at a removable row is known to the removal', () => {
    const { database } = openLibrary()
    const tables = database
      .prepare<[], string>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%REFERENCES%'",
      )
      .pluck()
      .all()
    const references = tables.flatMap((table) =>
      database
        .prepare<[string], { table: string; from: string }>(
          'SELECT "table", "from" FROM pragma_foreign_key_list(?)',
        )
        .all(table)
        .filter((one) =>
          ['campaign', 'character', 'portrait', 'generation_job'].includes(one.table),
        )
        .map((one) => `${table}.${one.from}`),
    )
    // A new one belongs into `src/main/trash/remove-rows.ts` first.
    expect(references.sort()).toEqual([
      'campaign.current_portrait_id',
      'character.campaign_id',
      'character.current_portrait_id',
      'character_tag.character_id',
      'compressed_portrait.portrait_id',
      'generation_job.campaign_id',
      'generation_job.character_id',
      'import.home_id',
      'import_row.campaign_id',
      'import_row.character_id',
      'import_row.portrait_id',
      'message.campaign_id',
      'message.character_id',
      'portrait.campaign_id',
      'portrait.character_id',
      'portrait.job_id',
      'portrait_link.portrait_id',
      'portrait_tag.portrait_id',
      'session.campaign_id',
      'spending_limit.campaign_id',
      'text_version.campaign_id',
      'text_version.character_id',
      'word_list.campaign_id',
    ])
  })
})

const isPortrait = (path: string): boolean => path.startsWith('static/')

describe('files of rows that are gone', () => {
  test('wait while a backup reads, and go afterwards', async () => {
    const { library, second } = await makeScene()
    let isReading = true
    const trash = openTrash(library, () => !isReading)
    library.portraits.trash(second.id)
    await removeForGood(trash, 'all')
    expect(existsSync(fileOf(library, second)), 'its row is gone already').toBe(true)
    isReading = false
    expect(await trash.workOff()).toEqual({ removed: 1, left: 0 })
    expect(existsSync(fileOf(library, second))).toBe(false)
  })

  test('that hold something else by now were written by another program and stay', async () => {
    const { library, trash, second } = await makeScene()
    library.portraits.trash(second.id)
    writeFileSync(fileOf(library, second), picture(200))
    await removeForGood(trash, 'all')
    expect(existsSync(fileOf(library, second))).toBe(true)
    expect(library.portraits.find(second.id)).toBeNull()
    expect(await trash.workOff(), 'it is not looked at again').toEqual({ removed: 0, left: 0 })
  })

  test('that a row names all the same are never removed', async () => {
    const { library, trash, second, character } = await makeScene()
    const { path, sha256, bytes } = second
    library.database
      .prepare('INSERT INTO file_to_remove (character_id, path, sha256, bytes) VALUES (?, ?, ?, ?)')
      .run(character.id, path, sha256, bytes)
    expect(await trash.workOff()).toEqual({ removed: 0, left: 1 })
    expect(existsSync(fileOf(library, second))).toBe(true)
    expect(sound(library)).toEqual([])
  })

  test('are not looked for behind a link', async () => {
    const { library, trash, second } = await makeScene()
    const elsewhere = openLibrary()
    const cast = addCast(elsewhere)
    const theirs = await storePortrait(elsewhere, cast.character, { bytes: picture(3) })
    library.portraits.trash(second.id)
    rmSync(fileOf(library, second))
    symlinkSync(fileOf(elsewhere, theirs), fileOf(library, second))
    await removeForGood(trash, 'all')
    expect(existsSync(fileOf(elsewhere, theirs))).toBe(true)
    expect(readdirSync(portraitFolder(library.dataFolder, 'characters'))).toContain(
      second.path.split('/').at(-1),
    )
  })

  test('that are lost already are no obstacle', async () => {
    const { library, trash, second } = await makeScene()
    library.portraits.trash(second.id)
    rmSync(fileOf(library, second))
    await removeForGood(trash, 'all')
    expect(await trash.workOff()).toEqual({ removed: 0, left: 0 })
  })
})
