import { dirname } from 'node:path'
import SQLite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { createCampaignTree } from '../../../src/main/campaigns/campaign-tree'
import { subjectSearchOf } from '../../../src/main/search/subject-search'
import type { CharacterFields } from '../../../src/shared/character'
import { requests } from '../../../src/shared/contract'
import { openRecords } from '../../support/records'

type Person = Partial<CharacterFields> & Pick<CharacterFields, 'name'>

function makeCast(people: readonly (string | Person)[]) {
  const records = openRecords()
  const { id: campaignId } = records.campaigns.create({ name: 'Innsmouth' })
  const add = (person: string | Person) =>
    records.characters.create({
      campaignId,
      ...(typeof person === 'string' ? { name: person } : person),
    })
  for (const person of people) add(person)
  /** Whom a text finds, asked for in every way there is; they have to agree. */
  const find = (search: string): string[] => {
    const everywhere = records.searchEverywhere(search, 50)
    const names = everywhere.hits.map(({ name }) => name)
    const query = requests['characters:list'].input.parse({ campaignId, search })
    const page = records.cast.list(query)
    expect(everywhere.total).toBe(page.total)
    expect(page.cards.map(({ name }) => name)).toEqual(names)
    const tree = createCampaignTree(records)(search)
    expect(tree.characters.map(({ name }) => name)).toEqual(names)
    return names
  }
  return { ...records, campaignId, add, find }
}

describe('a name is found', () => {
  test.each([
    ['an exchange', 'elwoen'],
    ['a letter too many', 'eloween'],
    ['a letter too few', 'elwen'],
    ['another letter', 'elowan'],
    ['another letter at the beginning', 'alowen'],
    ['two typos in eight letters', 'silwerleef'],
    ['two exchanges in eight letters', 'islverlaef'],
    ['one typo before the end is typed', 'silvrel'],
    ['the inside of a word', 'verle'],
    ['a typo in each word', 'elwoen silverlaef'],
  ])('with %s', (_what, typed) => {
    const { find } = makeCast(['Elowen Silverleaf', 'Bob', 'Thorgar'])
    expect(find(typed)).toEqual(['Elowen Silverleaf'])
  })

  test.each([
    ['two typos in a word of seven letters', 'Raveena', 'revaenq'],
    ['two typos in a word of six letters', 'Elowen', 'alowan'],
    ['three typos in eight letters', 'Silverleaf', 'zilwerleef'],
    ['a typo in three letters', 'Bob', 'bab'],
    ['a typo in two letters', 'Jo', 'ja'],
    ['a typo in a number', 'Guard 1234', '1243'],
    ['a word of four letters that goes on after a typo', 'Martinus', 'marz'],
  ])('but not with %s', (_what, name, typed) => {
    expect(makeCast([name]).find(typed)).toEqual([])
  })

  test.each([
    ['ใจดี', 'สมชายใจดี'],
    ['の騎', '龍の騎士'],
    ['龍の騎士', '龍の騎士'],
    ['대장', '김철수대장'],
    ['ガンダルフ', 'がんだるふ'],
  ])('by %s, written without spaces', (typed, name) => {
    expect(makeCast([name, 'Elowen', '士龍騎の']).find(typed)).toEqual([name])
  })

  test('only where its signs are in a row', () => {
    const { find } = makeCast(['騎士の龍騎', { name: 'Bob', notes: '龍騎 士の 騎士' }])
    expect(find('龍騎士')).toEqual(['Bob'])
    expect(find('士龍')).toEqual([])
  })
})

describe('what was found is in order', () => {
  test('names first, then facts, descriptions and notes, the closest first', () => {
    const { find } = makeCast([
      { name: 'Notes', notes: 'Met a marten.' },
      { name: 'Described', description: 'Wears a marten.' },
      { name: 'Fact', race: 'Marten' },
      'Smartenwood',
      'Martem',
      'Old Martens',
      'Martens the Old',
      'Old Marten',
      'Marten the Old',
      'Marten',
    ])
    expect(find('marten')).toEqual([
      'Marten',
      'Marten the Old',
      'Old Marten',
      'Martens the Old',
      'Old Martens',
      'Smartenwood',
      'Martem',
      'Fact',
      'Described',
      'Notes',
    ])
  })

  test('every word has to be found, and the one that counts least decides', () => {
    const { find } = makeCast([
      { name: 'Anna', notes: 'A smith.' },
      { name: 'Anna', class: 'Smith', race: 'Elf' },
      'Anna Baker',
    ])
    expect(find('anna smith')).toEqual(['Anna', 'Anna'])
    expect(find('elf smith anna')).toEqual(['Anna'])
  })

  test('a single letter is looked for at the beginning of names and facts alone', () => {
    const { find } = makeCast([{ name: 'Bob', description: 'Eats eels.' }, 'Elowen', 'Ned'])
    expect(find('e')).toEqual(['Elowen'])
    expect(find('ee')).toEqual(['Bob'])
    expect(find('ed')).toEqual(['Ned'])
  })
})

describe('where it was found is shown', () => {
  const snippetOf = (person: Person, typed: string) =>
    makeCast([person]).searchEverywhere(typed, 5).hits[0]?.snippet

  test('in a description or in notes, and not for a name', () => {
    const person = { name: 'Bob', description: `${'Long ago. '.repeat(20)}Keeps a copper lantern.` }
    expect(snippetOf(person, 'lantren')).toEqual({
      in: 'description',
      text: '…ago. Long ago. Keeps a copper lantern.',
    })
    expect(snippetOf({ name: 'Bob', notes: 'Owes\n\n**nine** crowns' }, 'crown')).toEqual({
      in: 'notes',
      text: 'Owes **nine** crowns',
    })
    expect(snippetOf(person, 'bob')).toBeNull()
  })

  test('also in the middle of a stretch without spaces', () => {
    const notes = `${'あ'.repeat(300)}龍の騎士${'い'.repeat(300)}`
    const snippet = snippetOf({ name: 'Bob', notes }, '騎士')
    expect(snippet?.text).toContain('騎士')
    expect([...(snippet?.text ?? '')].length).toBeLessThan(130)
  })
})

describe('what is searched follows every change', () => {
  test('of this process, one taken back as well', () => {
    const { find, characters, campaigns, campaignId, database } = makeCast(['Elowen'])
    expect(find('lantern')).toEqual([])
    characters.edit(1, { description: 'A lantern' })
    expect(find('lantern')).toEqual(['Elowen'])
    expect(() =>
      database.transaction(() => {
        characters.edit(1, { description: 'A torch' })
        throw new Error('no')
      })(),
    ).toThrow('no')
    expect(find('torch')).toEqual([])
    expect(find('lantern')).toEqual(['Elowen'])
    characters.trash(1)
    expect(find('lantern')).toEqual([])
    characters.restore(1)
    expect(find('elowen')).toEqual(['Elowen'])
    campaigns.trash(campaignId)
    expect(createCampaignTree({ database })('elowen').characters).toEqual([])
    campaigns.restore(campaignId)
    expect(find('elowen')).toEqual(['Elowen'])
  })

  test('of another process', () => {
    const { find, database, add } = makeCast(['Elowen', 'Thorgar', 'Bob'])
    expect(find('elowen')).toEqual(['Elowen'])
    const other = new SQLite(database.name)
    other.exec(`UPDATE character SET name = 'Mira', sort_name = 'mira', search_name = 'mira',
        updated_at = '2030-01-01' WHERE id = 1;
      UPDATE character SET trashed_at = '2030-01-01' WHERE id = 2;
      DELETE FROM character WHERE id = 3`)
    other.close()
    add('Vesna')
    expect(find('elowen')).toEqual([])
    expect(find('mira')).toEqual(['Mira'])
    expect(find('thorgar')).toEqual([])
    expect(find('bob')).toEqual([])
    expect(find('vesna')).toEqual(['Vesna'])
  })

  test('while it is read ahead, and after most of it was replaced', () => {
    const { database, characters, campaignId, find } = makeCast([])
    database.transaction(() => {
      for (let n = 0; n < 6_000; n += 1) characters.create({ campaignId, name: `Guard ${n}` })
    })()
    expect(find('guard 5999')).toEqual(['Guard 5999'])
    for (const name of ['Watch', 'Sentry']) {
      database.transaction(() => {
        for (let id = 1; id <= 6_000; id += 1) characters.edit(id, { name: `${name} ${id}` })
      })()
      expect(find(`${name} 5999`)).toEqual([`${name} 5999`])
      expect(find('guard')).toEqual([])
    }
  })
})

describe('whatever is typed', () => {
  test.each([
    '"',
    '*',
    'NEAR(elowen, 2)',
    'elowen*"',
    '\u0000',
    'elowen\u0000silver',
    'name : elowen',
    '{name} elowen AND',
    "'; DROP TABLE character",
    '\ud800',
    '%',
    '_',
    'x'.repeat(9_000),
    'ab '.repeat(3_000),
    '騎'.repeat(500),
  ])('is text to look for: %j', (typed) => {
    const { find } = makeCast([{ name: 'Mara', notes: 'A note.' }])
    expect(find(typed)).toEqual([])
    expect(find('mara')).toEqual(['Mara'])
  })

  test('is found in a text of a megabyte', () => {
    const long = `${'word '.repeat(200_000)}lantern`
    const { find, searchEverywhere } = makeCast([{ name: 'Mara', notes: long }, 'Bob'])
    expect(find('lantrn')).toEqual(['Mara'])
    expect(searchEverywhere('lantern', 5).hits[0]?.snippet?.text).toMatch(/word lantern$/)
  })
})

test('words are read ahead of the first search, in steps', () => {
  const { database, characters, campaignId } = makeCast([])
  database.transaction(() => {
    for (let n = 0; n < 1_000; n += 1) characters.create({ campaignId, name: `Guard ${n}` })
  })()
  const other = openRecords(dirname(database.name))
  const search = subjectSearchOf(other.database)
  let isMore = search.readAhead()
  // What is written between two steps is not missed.
  other.characters.edit(1, { name: 'Elowen' })
  while (isMore) isMore = search.readAhead()
  other.characters.edit(2, { name: 'Mira' })
  expect(search.find('guard')?.count()).toBe(998)
  expect(search.find('mira')?.count()).toBe(1)
})
