import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { duplicateCampaign } from '../../../src/main/campaigns/duplicate'
import { createNameWords } from '../../../src/main/campaigns/names'
import { createQuickCharacters } from '../../../src/main/quick-characters/quick-characters'
import { ownSound, quickOrderSchema } from '../../../src/shared/quick-character'
import { foldText } from '../../../src/shared/search'
import { createTranslator } from '../../../src/shared/translate'
import { appErrorOf } from '../../support/errors'
import { findingsOf } from '../../support/integrity'
import { openLibrary } from '../../support/library'

const tablesFolder = resolve(import.meta.dirname, '../../../resources/tables')

function openCampaign() {
  const library = openLibrary()
  const { id: campaignId } = library.campaigns.create({ name: 'The harbour' })
  const quick = createQuickCharacters({ ...library, tablesFolder })
  const draw = (changes: object = {}) =>
    quick.draw(quickOrderSchema.parse({ campaignId, seed: 'a seed', ...changes }), 'en')
  const change = (lists: object) => library.wordLists.change({ campaignId, lists })
  const namesOf = async (count: number, changes: object = {}) => {
    const people = Array.from({ length: count }, (_, name) => draw({ ...changes, draws: { name } }))
    return (await Promise.all(people)).map(({ name }) => name)
  }
  return { library, campaignId, quick, draw, change, namesOf }
}

/** What a synchronous call throws, as a rejection. */
const later = async (act: () => unknown): Promise<unknown> => act()

const only = (...lines: readonly string[]) => ({ text: lines.join('\n'), isOnly: true })
const both = (...lines: readonly string[]) => ({ text: lines.join('\n'), isOnly: false })
const seeds = Array.from({ length: 40 }, (_, at) => ({ seed: `seed ${at}` }))

describe("a campaign's own names", () => {
  test('come alone, each once, then those of their syllables, and none that is in use', async () => {
    const { library, campaignId, change, namesOf } = openCampaign()
    change({ names: only('Thorgar', 'Mira', 'Elowen', 'Tomas Vale') })
    library.characters.create({ campaignId, name: 'MIRA of the Bridge' })
    const names = await namesOf(10)
    expect(names.slice(0, 3).toSorted()).toEqual(['Elowen', 'Thorgar', 'Tomas Vale'])
    expect(new Set(names.map(foldText)).size).toBe(10)
    expect(names).not.toContain('Mira')
    for (const name of names.slice(3, 8))
      expect(name).toMatch(/^(Thor|Mi|E|To)(lo)?(gar|ra|wen|mas)$/)
  })

  test('fewer than three, or of letters whose syllables are not known, get numbers once all are in use', async () => {
    const { change, namesOf } = openCampaign()
    change({ names: only('Mira', 'Tomas') })
    const names = await namesOf(4)
    expect(names.slice(0, 2).toSorted()).toEqual(['Mira', 'Tomas'])
    for (const name of names.slice(2)) expect(name).toMatch(/^(Mira|Tomas) \d$/)
    change({ names: only('אלישבע', 'דוד', 'רות') })
    const rtl = await namesOf(4)
    expect(rtl.slice(0, 3).toSorted()).toEqual(['אלישבע', 'דוד', 'רות'])
    expect(rtl[3]).toMatch(/ 2$/)
  })

  test("are as frequent as Castkeeper's where both are drawn from, and can be asked for by their sound", async () => {
    const { quick, campaignId, change, draw } = openCampaign()
    expect((await quick.sounds(campaignId)).sounds).not.toContain(ownSound)
    expect(await appErrorOf(draw({ sound: ownSound }))).toMatchObject({ code: 'unknown-sound' })
    change({ names: both('Mira', 'Tomas', 'Elowen') })
    expect((await quick.sounds(campaignId)).sounds[0]).toBe(ownSound)
    const people = await Promise.all(seeds.map(draw))
    const own = people.filter(({ sound }) => sound === ownSound).length
    expect(own).toBeGreaterThan(8)
    expect(own).toBeLessThan(32)
    expect((await draw({ sound: ownSound })).name).toMatch(/^(Mira|Tomas|Elowen)$/)
    expect((await draw({ sound: 'elven' })).sound).toBe('elven')
  })

  test('that sound like a name of the campaign say so', async () => {
    const { library, campaignId, change, draw } = openCampaign()
    change({ names: only('Mira') })
    library.characters.create({ campaignId, name: 'Myrra Stone' })
    expect(await draw()).toMatchObject({ name: 'Mira', soundsLike: ['Myrra Stone'] })
  })
})

test('own words come alone, or among ours, and the same seed with the same lists draws the same person', async () => {
  const { change, draw } = openCampaign()
  const lists = { names: both('Mira', 'Tomas'), does: only('clock mender'), wants: both('a door') }
  change(lists)
  const first = await Promise.all(seeds.map(draw))
  for (const { words } of first) expect(words[0]).toBe('clock mender')
  expect(new Set(first.map(({ words }) => words[1])).size).toBeGreaterThan(10)
  expect(new Set(first.map(({ words }) => words[2])).size).toBeGreaterThan(10)
  const wishes = Array.from({ length: 70 }, (_, wish) => draw({ draws: { wish } }))
  expect((await Promise.all(wishes)).map(({ words }) => words[2])).toContain('a door')
  change({ names: both('Other'), does: both() })
  expect(await Promise.all(seeds.map(draw))).not.toEqual(first)
  change(lists)
  expect(await Promise.all(seeds.map(draw))).toEqual(first)
})

test('a preview is drawn from lists that are not saved', async () => {
  const { quick, library, campaignId } = openCampaign()
  const lists = { names: only('Mira'), is: only('late') }
  const people = await quick.preview({ campaignId, lists, seed: 'x' }, 'en')
  expect(people.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Mira', 'Mira 2', 'Mira 3', 'Mira 4', 'Mira 5']),
  )
  expect(people[0]).toMatchObject({
    name: 'Mira',
    words: [expect.any(String), 'late', expect.any(String)],
  })
  expect(library.wordLists.read(campaignId).names.entries).toEqual([])
})

test('a change answers what was there, for undo; a list that is not named stays; a campaign in the trash is refused', async () => {
  const { library, campaignId, change } = openCampaign()
  change({ names: only('Mira'), is: both('late') })
  const { before, after } = change({ names: both('Tomas', 'tomas') })
  expect(before.names).toEqual({ entries: ['Mira'], isOnly: true })
  expect(after).toMatchObject({
    names: { entries: ['Tomas'], isOnly: false },
    is: { entries: ['late'] },
  })
  expect(library.wordLists.read(campaignId)).toEqual(after)
  library.campaigns.trash(campaignId)
  expect(await appErrorOf(later(() => change({ names: only('No') })))).toMatchObject({
    code: 'in-trash',
  })
  expect(await appErrorOf(later(() => library.wordLists.read(99)))).toMatchObject({
    code: 'not-found',
  })
})

test('a duplicate of a campaign has its lists', async () => {
  const { library, campaignId, change } = openCampaign()
  change({ names: only('Mira', 'Tomas'), wants: only() })
  const copy = await duplicateCampaign(
    library,
    campaignId,
    createNameWords(createTranslator('en').t),
  )
  expect(library.wordLists.read(copy)).toEqual(library.wordLists.read(campaignId))
})

test('rubbish in a row costs only its own lines, and a row without its campaign is found by a check', async () => {
  const { library, campaignId, change, draw } = openCampaign()
  change({ names: only('Mira') })
  library.database.exec(`UPDATE word_list SET entries = char(7) || 'x' || char(10) || 'Tomas'`)
  expect((await draw()).name).toBe('Tomas')
  library.database.pragma('foreign_keys = OFF')
  library.database.exec(
    `INSERT INTO word_list (campaign_id, kind, entries) VALUES (99, 'is', 'lost')`,
  )
  expect(await findingsOf(library)).toMatchObject([{ kind: 'stray-rows', count: 1 }])
  expect(library.wordLists.read(campaignId).names.entries).toEqual(['Tomas'])
})
