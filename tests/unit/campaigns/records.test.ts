import { describe, expect, test } from 'vitest'
import { duplicateCampaign, duplicateCharacters } from '../../../src/main/campaigns/duplicate'
import { createNameWords } from '../../../src/main/campaigns/names'
import { requests } from '../../../src/shared/contract'
import { createTranslator } from '../../../src/shared/translate'
import { openLibrary } from '../../support/library'
import { openRecords } from '../../support/records'

const words = createNameWords(createTranslator('en').t)

const difficultNames = [
  'Éowyn 🔥 田中',
  'Z\u0065\u0301phyr',
  'مرحبا بالعالم',
  '👨‍👩‍👧‍👦 family',
  'O’Connor "the <b>bold</b>"',
  '🔥'.repeat(200),
]

describe('campaigns and characters', () => {
  test.each(difficultNames)('keep the name %s as it was typed', (name) => {
    const { campaigns, characters } = openRecords()
    const campaign = campaigns.create({ name })
    expect(campaigns.read(campaign.id).name).toBe(name)
    const character = characters.create({ campaignId: campaign.id, name })
    expect(characters.read(character.id).name).toBe(name)
  })

  test('are found by their id until they are in the trash', () => {
    const { campaigns } = openRecords()
    const { id } = campaigns.create({ name: 'Innsmouth' })
    expect(campaigns.find(id)).toEqual(campaigns.list()[0])
    expect(campaigns.find(id + 1)).toBeNull()
    campaigns.trash(id)
    expect(campaigns.find(id)).toBeNull()
  })

  test('keep all their fields, and only change those that are edited', () => {
    const { campaigns, characters } = openRecords()
    const campaign = campaigns.create({
      name: 'Innsmouth',
      themes: ['Horreur', 'Mystère'],
      tone: 'Sombre',
    })
    const edited = campaigns.edit(campaign.id, {
      notes: '# Session 1',
      gameSystem: 'Call of Cthulhu',
    })
    expect(edited).toMatchObject({
      name: 'Innsmouth',
      themes: ['Horreur', 'Mystère'],
      tone: 'Sombre',
      notes: '# Session 1',
      gameSystem: 'Call of Cthulhu',
    })
    expect(edited.updatedAt > campaign.updatedAt).toBe(true)
    const { id } = characters.create({ campaignId: campaign.id, name: 'Elowen', level: 3 })
    expect(characters.edit(id, { level: null, race: 'Elfe' })).toMatchObject({
      level: null,
      race: 'Elfe',
    })
  })

  test('are listed by name, without regard to accents and case', () => {
    const { campaigns } = openRecords()
    for (const name of ['zorn', 'Élan', 'echo', 'Eclipse']) campaigns.create({ name })
    expect(campaigns.list().map(({ name }) => name)).toEqual(['echo', 'Eclipse', 'Élan', 'zorn'])
  })

  test('leave the lists when they go to the trash, and come back whole', () => {
    const { campaigns, characters, cast, searchEverywhere } = openRecords()
    const { id: campaignId } = campaigns.create({ name: 'Innsmouth' })
    const { id } = characters.create({ campaignId, name: 'Elowen' })
    const query = requests['characters:list'].input.parse({ campaignId })
    characters.trash(id)
    expect(cast.list(query).total).toBe(0)
    expect(searchEverywhere('elo', 5).total).toBe(0)
    characters.restore(id)
    expect(cast.list(query).cards.map(({ name }) => name)).toEqual(['Elowen'])
    campaigns.trash(campaignId)
    expect(campaigns.list()).toEqual([])
    expect(searchEverywhere('elo', 5).total).toBe(0)
    campaigns.restore(campaignId)
    expect(searchEverywhere('elo', 5).hits).toHaveLength(1)
  })

  test('never get an id that was used before', () => {
    const { campaigns, database } = openRecords()
    const { id } = campaigns.create({ name: 'First' })
    database.prepare('DELETE FROM campaign WHERE id = ?').run(id)
    expect(campaigns.create({ name: 'Second' }).id).toBe(id + 1)
  })

  test('can be duplicated, a campaign with its whole cast', async () => {
    const records = openLibrary()
    const { campaigns, characters, cast } = records
    const { id: campaignId } = campaigns.create({ name: 'Innsmouth', notes: 'fog' })
    const { id } = characters.create({ campaignId, name: 'Elowen', class: 'Mage' })
    const { copies } = await duplicateCharacters(records, [id], words)
    const copyId = copies[0]?.id ?? 0
    expect(characters.read(copyId)).toMatchObject({
      name: 'Elowen (copy)',
      class: 'Mage',
      campaignId,
    })
    const copyOfCampaign = await duplicateCampaign(records, campaignId, words)
    expect(campaigns.read(copyOfCampaign)).toMatchObject({ name: 'Innsmouth (copy)', notes: 'fog' })
    const page = cast.list(requests['characters:list'].input.parse({ campaignId: copyOfCampaign }))
    expect(page.cards.map(({ name }) => name)).toEqual(['Elowen', 'Elowen (copy)'])
  })

  test('a character moves to another campaign, but not to one that does not exist', () => {
    const { campaigns, characters } = openRecords()
    const from = campaigns.create({ name: 'From' })
    const to = campaigns.create({ name: 'To' })
    const { id } = characters.create({ campaignId: from.id, name: 'Elowen' })
    expect(characters.move(id, to.id).campaignId).toBe(to.id)
    expect(() => characters.move(id, 999)).toThrow('not-found')
    expect(characters.read(id).campaignId).toBe(to.id)
  })

  test('no character is created in, or moved to, a campaign in the trash, where it could not be found', () => {
    const { campaigns, characters } = openRecords()
    const from = campaigns.create({ name: 'From' })
    const gone = campaigns.create({ name: 'Gone' })
    campaigns.trash(gone.id)
    const { id } = characters.create({ campaignId: from.id, name: 'Elowen' })
    expect(() => characters.move(id, gone.id)).toThrow('in-trash')
    expect(() => characters.create({ campaignId: gone.id, name: 'Mira' })).toThrow('in-trash')
    expect(characters.read(id).campaignId).toBe(from.id)
    expect(characters.idsOf(gone.id)).toEqual([])
  })
})

test('a copy of what was stored without a visible name, or with a long one, has a name to be seen', async () => {
  const records = openLibrary()
  const { id: campaignId } = records.campaigns.create({ name: 'Innsmouth' })
  const { id } = records.characters.create({ campaignId, name: 'x' })
  const store = records.database.prepare('UPDATE character SET name = ? WHERE id = ?')
  const copyOf = async (name: string) => {
    store.run(name, id)
    const { copies } = await duplicateCharacters(records, [id], words)
    return records.characters.read(copies[0]?.id ?? 0).name
  }
  expect(await copyOf('\u2800')).toBe('Unnamed (old number 1) (copy)')
  expect(await copyOf('Bob\u009b2J')).toBe('Bob (copy)')
  const long = await copyOf('👨‍👩‍👧‍👦'.repeat(28))
  expect(Array.from(long).length).toBeLessThanOrEqual(200)
  expect(long).toBe(`${'👨‍👩‍👧‍👦'.repeat(27)}… (copy)`)
  store.run('\u200b', id)
  const copyOfCampaign = await duplicateCampaign(records, campaignId, words)
  const [member = 0] = records.characters.idsOf(copyOfCampaign)
  expect(records.characters.read(member).name).toBe('Unnamed (old number 1)')
})
