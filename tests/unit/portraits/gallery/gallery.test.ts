import { describe, expect, test } from 'vitest'
import { createGallery } from '../../../../src/main/portraits/gallery/gallery'
import {
  type GalleryFilters,
  type GalleryQuery,
  galleryQuerySchema,
  gallerySorts,
} from '../../../../src/shared/gallery'
import { sortKey } from '../../../../src/shared/sort-key'
import { appErrorOf } from '../../../support/errors'
import { countFacts, pickFacts, readFacts } from '../../../support/gallery-oracle'
import { addCast, openLibrary, picture, storePortrait } from '../../../support/library'
import { makeMixedPortraits } from '../../../support/mixed-portraits'
import { addUnassigned } from '../../../support/unassigned-portraits'

function openGallery(count = 700) {
  const library = makeMixedPortraits(count)
  const gallery = createGallery(library)
  const facts = readFacts(library.database, library.now)
  const ask = (query: Partial<GalleryQuery>) => galleryQuerySchema.parse({ limit: 500, ...query })
  return {
    ...library,
    gallery,
    facts,
    idsOf: (query: Partial<GalleryQuery>) =>
      gallery.ids({ ...ask(query), limit: 100_000 }).sort((one, other) => one - other),
    list: (query: Partial<GalleryQuery>) => gallery.list(ask(query)),
  }
}

const choices: Readonly<Record<string, readonly GalleryFilters[]>> = {
  campaign: [{ campaign: 1 }, { campaign: 2 }, { campaign: 999 }],
  owner: [{ owner: 'campaign' }, { owner: 'character' }, { owner: 'unassigned' }],
  subject: [{ subject: { kind: 'character', id: 4 } }, { subject: { kind: 'campaign', id: 1 } }],
  source: [{ source: 'generated' }, { source: 'imported' }],
  provider: [{ provider: 'openai' }, { provider: 'nobody' }],
  model: [{ model: 'dall-e-3' }, { model: 'gpt-image-2.5-flare' }],
  format: [{ format: 'png' }, { format: 'webp' }],
  size: [{ size: 'small' }, { size: 'huge' }],
  age: [{ age: 'day' }, { age: 'week' }, { age: 'month' }, { age: 'year' }, { age: 'older' }],
  use: [{ use: 'shown' }, { use: 'unused' }],
  file: [{ file: 'missing' }, { file: 'sound' }],
  star: [{ star: 'starred' }, { star: 'plain' }],
}

/** Each filter alone, and every two and every three of different kinds together. */
function combinations(): GalleryFilters[] {
  const kinds = Object.values(choices)
  const together: GalleryFilters[] = [{}]
  for (const [at, one] of kinds.entries()) {
    for (const first of one) {
      together.push(first)
      for (const [next, two] of kinds.slice(at + 1).entries()) {
        for (const second of two) {
          together.push({ ...first, ...second })
          const rest = kinds.slice(at + next + 2).flatMap((three) => three.slice(0, 1))
          for (const third of rest) together.push({ ...first, ...second, ...third })
        }
      }
    }
  }
  return together
}

describe('the wall of all portraits', () => {
  test('shows what a plain look at every row picks, for every combination of filters', () => {
    const { facts, idsOf } = openGallery()
    expect(facts.length).toBeGreaterThan(350)
    let shown = 0
    for (const filters of combinations()) {
      const expected = pickFacts(facts, filters).map(({ id }) => id)
      expect({ filters, ids: idsOf({ filters }) }).toEqual({ filters, ids: expected })
      shown += expected.length
    }
    expect(shown).toBeGreaterThan(10_000)
  })

  test('counts for every filter what its values would leave, the others being as they are', () => {
    const { facts, gallery } = openGallery(400)
    const some = combinations().filter((_filters, at) => at % 23 === 0)
    for (const search of ['', 'elf']) {
      for (const filters of some) {
        const expected = countFacts(facts, filters, search)
        const counts = gallery.counts({ filters, search })
        expect({ filters, counts }).toEqual({ filters, counts: expected })
      }
    }
  })

  test.each(gallerySorts)('comes in pages in the order %s, each portrait once', (sort) => {
    const { facts, list } = openGallery(600)
    const pages = [0, 100, 200, 300, 400, 500, 600].map((offset) =>
      list({ sort, offset, limit: 100 }),
    )
    const cards = pages.flatMap((page) => page.cards)
    expect(pages.map(({ total }) => total)).toEqual(pages.map(() => facts.length))
    expect(new Set(cards.map(({ id }) => id)).size).toBe(facts.length)
    const rank = {
      newest: (at: number) => -(cards[at]?.id ?? 0),
      oldest: (at: number) => cards[at]?.id ?? 0,
      largest: (at: number) => -(cards[at]?.bytes ?? 0),
      smallest: (at: number) => cards[at]?.bytes ?? 0,
      // Nobody's come last.
      name: (at: number) => {
        const name = cards[at]?.owner?.name
        return name === undefined ? '\uffff' : sortKey(name)
      },
    }[sort]
    const ranks = cards.map((_card, at) => rank(at))
    expect(ranks).toEqual([...ranks].sort((one, other) => (one < other ? -1 : 1)))
  })

  test('a card says whose the portrait is, and whether they show it', () => {
    const { list, characters } = openGallery(300)
    const { cards } = list({ filters: { owner: 'character' } })
    for (const card of cards) {
      const owner = characters.read(card.owner?.subject.id ?? 0)
      expect(card.owner).toMatchObject({ name: owner.name, campaignId: owner.campaignId })
      expect(card.isShown).toBe(owner.portrait?.id === card.id)
    }
    expect(
      list({ filters: { owner: 'unassigned' } }).cards.every(({ owner }) => owner === null),
    ).toBe(true)
  })

  test('sees at once what was changed here or by another program', () => {
    const { database, gallery, list } = openGallery(50)
    const before = list({}).total
    const [first] = list({}).cards
    database.prepare('UPDATE portrait SET trashed_at = ? WHERE id = ?').run('2026', first?.id)
    expect(list({}).total).toBe(before - 1)
    database.prepare('UPDATE portrait SET trashed_at = NULL WHERE id = ?').run(first?.id)
    expect(gallery.counts({ search: '', filters: {} }).owner).toEqual(
      countFacts(readFacts(database, new Date()), {}).owner,
    )
  })

  test('tells everything of one portrait, and how many have the same bytes', () => {
    const { gallery, database, list } = openGallery(300)
    const id = list({}).cards[0]?.id ?? 0
    const { portrait, twins } = gallery.read(id)
    expect(portrait.id).toBe(id)
    expect(twins).toBe(
      database
        .prepare(
          'SELECT count(*) - 1 FROM portrait WHERE trashed_at IS NULL AND sha256 = (SELECT sha256 FROM portrait WHERE id = ?)',
        )
        .pluck()
        .get(id),
    )
  })

  test('knows the cards and the owners of chosen portraits', async () => {
    const library = openLibrary()
    const { campaign, character } = addCast(library)
    const master = await storePortrait(library, campaign)
    const first = await storePortrait(library, character, { bytes: picture(1) })
    const second = await storePortrait(library, character, { bytes: picture(2) })
    const [unassigned] = await addUnassigned(library, [3])
    const gallery = createGallery(library)
    const ids = [second.id, unassigned?.id ?? 0, master.id, first.id, 999]
    expect(gallery.owners(ids)).toEqual([character, campaign])
    expect(gallery.cards(ids).map(({ id }) => id)).toEqual(ids.slice(0, 4))
    library.portraits.trash(second.id)
    expect(gallery.cards(ids).map(({ id }) => id)).toEqual(ids.slice(1, 4))
  })

  test('a portrait that is not there is not found', async () => {
    const { gallery } = openGallery(5)
    const error = await appErrorOf(Promise.resolve().then(() => gallery.read(999)))
    expect(error.code).toBe('not-found')
  })
})

describe('the search among all portraits', () => {
  test.each([
    'eow',
    'ÉOWYN',
    'elf',
    'lantern cop',
    'zwerg ol',
    'epris elf',
    'scan 1',
    'elf eow',
    'zs lant',
  ])('finds the beginnings of words in names, prompts and file names: %s', (search) => {
    const { facts, idsOf } = openGallery()
    const expected = pickFacts(facts, {}, search).map(({ id }) => id)
    expect(expected.length).toBeGreaterThan(0)
    expect(idsOf({ search })).toEqual(expected)
    const filters = { source: 'generated', star: 'plain' } as const
    expect(idsOf({ search, filters })).toEqual(
      pickFacts(facts, filters, search).map(({ id }) => id),
    )
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
    '🔥',
    "'; DROP TABLE portrait",
    '^',
  ])('fault 73: takes %s as text', (search) => {
    const { idsOf, list, gallery } = openGallery(60)
    expect(() => idsOf({ search })).not.toThrow()
    expect(() => gallery.counts({ search, filters: {} })).not.toThrow()
    expect(list({ search: `elf ${search}` }).total).toBeLessThanOrEqual(list({}).total)
  })

  test('fault 73: takes 10,000 letters as text, and finds signs that are no letters', () => {
    const { database, idsOf } = openGallery(40)
    expect(idsOf({ search: 'a'.repeat(10_000) })).toEqual([])
    const [id] = idsOf({})
    database.prepare('UPDATE portrait SET prompt = ? WHERE id = ?').run('100% fire 🔥', id)
    expect(idsOf({ search: '🔥' })).toEqual([id])
    expect(idsOf({ search: '%' })).toEqual([id])
  })
})
