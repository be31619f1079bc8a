import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { CastQuery } from '../../../src/shared/character'
import { requests } from '../../../src/shared/contract'
import { openRecords } from '../../support/records'

const searchCases = readFileSync(new URL('../../support/cases/search.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line): [search: string, name: string] => {
    const [search = '', name = ''] = line.split('\t')
    return [search, name]
  })

function makeCast(names: readonly string[]) {
  const records = openRecords()
  const { id: campaignId } = records.campaigns.create({ name: 'Innsmouth' })
  for (const [index, name] of names.entries()) {
    records.characters.create({ campaignId, name, race: 'Elfe', class: 'Mage', level: index })
  }
  const find = (query: Partial<CastQuery>) =>
    records.cast.list(requests['characters:list'].input.parse({ campaignId, ...query }))
  return { ...records, campaignId, find }
}

const namesOf = (page: { cards: readonly { name: string }[] }) => page.cards.map(({ name }) => name)

describe('the cast of a campaign', () => {
  test('comes in pages, in each of the orders', () => {
    const { find } = makeCast(['Élan', 'Zorn', 'echo'])
    expect(namesOf(find({}))).toEqual(['echo', 'Élan', 'Zorn'])
    expect(namesOf(find({ sort: 'newest' }))).toEqual(['echo', 'Zorn', 'Élan'])
    expect(namesOf(find({ sort: 'level', limit: 2 }))).toEqual(['echo', 'Zorn'])
    expect(find({ offset: 2, limit: 2 })).toMatchObject({ total: 3, offset: 2 })
    expect(namesOf(find({ offset: 2, limit: 2 }))).toEqual(['Zorn'])
  })

  test('finds the position of a character in each order, search and filter', () => {
    const { cast, campaignId, find } = makeCast(['Élan', 'Zorn', 'echo', 'Zara'])
    const ids = new Map(find({}).cards.map(({ name, id }) => [name, id]))
    const placeOf = (name: string, selection: Partial<CastQuery>) => {
      const id = ids.get(name)
      const input = requests['characters:place'].input.parse({ campaignId, id, ...selection })
      return cast.place(input, input.id)
    }
    expect(placeOf('Zorn', {})).toBe(3)
    expect(placeOf('Zorn', { sort: 'newest' })).toBe(2)
    expect(placeOf('Zorn', { search: 'z' })).toBe(1)
    expect(placeOf('echo', { search: 'z' })).toBeNull()
    expect(placeOf('echo', { filter: 'with-portrait' })).toBeNull()
  })

  test('is filtered by who was seen in a session, searched and placed within it', () => {
    const { cast, campaignId, find, sessions } = makeCast(['Élan', 'Zorn', 'echo'])
    const [echo] = find({ search: 'echo' }).cards
    const { session } = sessions.add(
      { campaignId, text: '@Zorn and @echo' },
      { resolvesNames: true },
    )
    const seen = { sessionId: session.id }
    expect(namesOf(find(seen))).toEqual(['echo', 'Zorn'])
    expect(find(seen).total).toBe(2)
    expect(namesOf(find({ ...seen, search: 'zo' }))).toEqual(['Zorn'])
    expect(namesOf(find({ ...seen, search: 'lan' }))).toEqual([])
    const input = requests['characters:place'].input.parse({ campaignId, ...seen, id: echo?.id })
    expect(cast.place(input, input.id)).toBe(0)
    expect(namesOf(find({ sessionId: 99 }))).toEqual([])
  })

  test('is searched by the beginnings and the insides of words, diacritics folded, in both Unicode forms', () => {
    const { find } = makeCast(['Éowyn Silverleaf', 'Zéphyr', 'Z\u0065\u0301phyrine', '田中 太郎'])
    expect(namesOf(find({ search: 'eow sil' }))).toEqual(['Éowyn Silverleaf'])
    expect(namesOf(find({ search: 'ZEPH' }))).toHaveLength(2)
    expect(namesOf(find({ search: 'Zéph' }))).toHaveLength(2)
    expect(namesOf(find({ search: '田' }))).toEqual(['田中 太郎'])
    expect(find({ search: 'ilver' }).total).toBe(1)
    expect(find({ search: 'mage elf' }).total).toBe(4)
  })

  test.each([
    ['김철수', '김철'],
    ['김철수'.normalize('NFD'), '김철'],
    ['ガンダルフ', 'ガン'],
    ['ガンダルフ'.normalize('NFD'), 'ガン'],
    ['हिन्दी', 'हिन्दी'],
    ['مُحَمَّد', 'مُحَمَّد'],
    ['Nguyễn Thị Huệ', 'nguyen hue'],
    ['Нестор Сергеевич Йорм', 'Йор'],
    ['Ёлка', 'Ёл'],
  ])('finds %s by %s, in both Unicode forms', (name, search) => {
    const { find, searchEverywhere } = makeCast([name, 'Elowen'])
    for (const form of ['NFC', 'NFD'] as const) {
      expect(namesOf(find({ search: search.normalize(form) }))).toEqual([name])
      expect(searchEverywhere(search.normalize(form), 5).total).toBe(1)
    }
  })

  test.each(searchCases)(
    'finds %s, typed in another way, in the wall and the palette',
    (search, name) => {
      const { find, searchEverywhere } = makeCast([name, 'Elowen'])
      expect(namesOf(find({ search }))).toEqual([name])
      expect(searchEverywhere(search, 5).hits.map((hit) => hit.name)).toEqual([name])
    },
  )

  test('is in the order in which people put names, page by page, and so is the palette', () => {
    const { find, searchEverywhere } = makeCast(['Goblin 1', 'Goblin 10', 'Goblin 2', 'Gob'])
    const names = ['Gob', 'Goblin 1', 'Goblin 2', 'Goblin 10']
    expect(namesOf(find({}))).toEqual(names)
    expect(namesOf(find({ offset: 2, limit: 1 }))).toEqual(['Goblin 2'])
    expect(namesOf(find({ search: 'gob' }))).toEqual(names)
    expect(searchEverywhere('gob', 5).hits.map(({ name }) => name)).toEqual(names)
  })

  test('is searched for signs that are no letters, too', () => {
    const { find } = makeCast(['Ember 🔥', 'Frost ❄️', '100% pure', 'under_score'])
    expect(namesOf(find({ search: '🔥' }))).toEqual(['Ember 🔥'])
    expect(namesOf(find({ search: '%' }))).toEqual(['100% pure'])
    expect(namesOf(find({ search: '_' }))).toEqual(['under_score'])
  })

  test.each([
    '"',
    '*',
    '(',
    'NEAR(',
    '-',
    'AND',
    'name:x',
    '{',
    "'; DROP TABLE character",
    'a'.repeat(10_000),
  ])('takes %s as text to look for, not as query syntax', (search) => {
    const { find } = makeCast(['Elowen'])
    expect(find({ search }).total).toBe(0)
  })

  test('counts all of very many hits, and shows them in order', () => {
    const { find, database, characters, campaignId } = makeCast([])
    const fill = database.transaction(() => {
      for (let index = 0; index < 3_500; index += 1) {
        characters.create({ campaignId, name: `Guard ${String(index).padStart(4, '0')}` })
      }
    })
    fill()
    const page = find({ search: 'gu', limit: 3 })
    expect(page.total).toBe(3_500)
    expect(namesOf(page)).toEqual(['Guard 0000', 'Guard 0001', 'Guard 0002'])
    const end = find({ search: 'gu', sort: 'newest', offset: 3_498, limit: 3 })
    expect(namesOf(end)).toEqual(['Guard 0001', 'Guard 0000'])
  })

  test('does not hold the characters of other campaigns or of the trash', () => {
    const { find, campaigns, characters } = makeCast(['Elowen'])
    const other = campaigns.create({ name: 'Other' })
    characters.create({ campaignId: other.id, name: 'Elora' })
    expect(namesOf(find({ search: 'el' }))).toEqual(['Elowen'])
  })

  test('keeps the search true when a name changes', () => {
    const { find, characters } = makeCast(['Elowen'])
    const [card] = find({}).cards
    characters.edit(Number(card?.id), { name: 'Thorgar' })
    expect(find({ search: 'elo' }).total).toBe(0)
    expect(find({ search: 'thor' }).total).toBe(1)
  })
})

test('searching everywhere puts names that begin with the text first and names their campaign', () => {
  const { campaigns, characters, searchEverywhere } = openRecords()
  const { id: campaignId } = campaigns.create({ name: 'Innsmouth' })
  characters.create({ campaignId, name: 'Anna of Elond' })
  characters.create({ campaignId, name: 'Elowen' })
  expect(searchEverywhere('el', 5).hits.map((hit) => [hit.name, hit.campaignName])).toEqual([
    ['Elowen', 'Innsmouth'],
    ['Anna of Elond', 'Innsmouth'],
  ])
})
