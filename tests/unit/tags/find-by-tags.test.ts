import { expect, test } from 'vitest'
import { createGallery } from '../../../src/main/portraits/gallery/gallery'
import { requests } from '../../../src/shared/contract'
import { openLibrary, picture, storePortrait } from '../../support/library'

async function openTagged() {
  const library = openLibrary()
  library.campaigns.create({ name: 'Quest' })
  for (const name of ['Ada', 'Bo', 'Cy', 'Harbin']) {
    library.characters.create({ campaignId: 1, name })
  }
  for (const id of [1, 2, 3]) {
    await storePortrait(library, { kind: 'character', id }, { bytes: picture(id) })
  }
  const add = (name: string, characters: number[], portraits: number[] = []) =>
    library.tags.change({ order: 'add', names: [name], on: { characters, portraits } })
  await add('Harbour guild', [1, 2])
  await add('Watch', [2, 3])
  await add('Young', [], [3])
  const idsOf = (...names: string[]) => names.map((name) => library.tags.named(name).id)
  const find = (query: object) =>
    library.cast
      .list(requests['characters:list'].input.parse({ campaignId: 1, ...query }))
      .cards.map(({ name }) => name)
  const gallery = createGallery(library)
  const findPortraits = (query: object) =>
    gallery
      .list(requests['library:list'].input.parse({ sort: 'oldest', ...query }))
      .cards.map(({ owner }) => owner?.name)
  return { library, add, idsOf, find, gallery, findPortraits }
}

test('the wall is narrowed by tags, with and, or and not, and its search, places and ids with it', async () => {
  const { library, idsOf, find } = await openTagged()
  const [guild = 0, watch = 0] = idsOf('Harbour guild', 'Watch')
  expect(find({ tags: { all: [guild] } })).toEqual(['Ada', 'Bo'])
  expect(find({ tags: { all: [guild, watch] } })).toEqual(['Bo'])
  expect(find({ tags: { any: [guild, watch] } })).toEqual(['Ada', 'Bo', 'Cy'])
  expect(find({ tags: { all: [guild], none: [watch] } })).toEqual(['Ada'])
  expect(find({ tags: { none: [guild] }, sort: 'newest' })).toEqual(['Harbin', 'Cy'])
  expect(find({ tags: { any: [watch] }, search: 'c' })).toEqual(['Cy'])
  expect(find({ tags: { all: [] } })).toHaveLength(4)
  library.characters.setStatus(2, 'dead')
  expect(find({ tags: { any: [watch] }, status: 'dead' })).toEqual(['Bo'])
  const selection = { campaignId: 1, tags: { any: [watch] } }
  const place = requests['characters:place'].input.parse({ ...selection, id: 3 })
  expect(library.cast.place(place, 3)).toBe(1)
  const ids = requests['characters:ids'].input.parse({ ...selection, offset: 1 })
  expect(library.cast.ids(ids)).toEqual([3])
})

test('what is shown follows each change of tags, also one that another process has made', async () => {
  const { library, add, idsOf, find } = await openTagged()
  const [guild = 0] = idsOf('Harbour guild')
  const shown = () => find({ tags: { all: [guild] } })
  expect(shown()).toEqual(['Ada', 'Bo'])
  const added = await add('harbour guild', [3])
  expect(shown()).toEqual(['Ada', 'Bo', 'Cy'])
  await library.tags.change({ order: 'apply', change: added.back })
  expect(shown()).toEqual(['Ada', 'Bo'])
  const other = openLibrary({ dataFolder: library.dataFolder })
  await other.tags.change({
    order: 'add',
    names: ['Harbour guild'],
    on: { characters: [4], portraits: [] },
  })
  expect(shown()).toEqual(['Ada', 'Bo', 'Harbin'])
  expect(find({ search: 'guild' })).toEqual(['Ada', 'Bo', 'Harbin'])
})

test('characters are found by their tags after their names, with the tags that were found', async () => {
  const { library, find } = await openTagged()
  expect(find({ search: 'harb' })).toEqual(['Harbin', 'Ada', 'Bo'])
  expect(find({ search: 'harbuor' })).toContain('Ada')
  expect(find({ search: 'ada guild' })).toEqual(['Ada'])
  const { hits } = library.searchEverywhere('guild', 5)
  expect(hits.map(({ name, snippet }) => [name, snippet])).toEqual([
    ['Ada', { in: 'tags', text: 'Harbour guild' }],
    ['Bo', { in: 'tags', text: 'Harbour guild' }],
  ])
  await library.tags.change({
    order: 'rename',
    id: library.tags.named('Watch').id,
    name: '★',
  })
  expect(find({ search: '★' })).toEqual(['Bo', 'Cy'])
  expect(find({ search: 'watch' })).toEqual([])
})

test('portraits are narrowed and found by their own tags and by those of their characters', async () => {
  const { idsOf, gallery, findPortraits } = await openTagged()
  const [guild = 0, watch = 0, young = 0] = idsOf('Harbour guild', 'Watch', 'Young')
  expect(findPortraits({ filters: { tags: { all: [watch] } } })).toEqual(['Bo', 'Cy'])
  expect(findPortraits({ filters: { tags: { all: [watch, young] } } })).toEqual(['Cy'])
  expect(findPortraits({ filters: { tags: { any: [young, guild], none: [watch] } } })).toEqual([
    'Ada',
  ])
  expect(findPortraits({ search: 'young' })).toEqual(['Cy'])
  expect(findPortraits({ search: 'watch' })).toEqual(['Bo', 'Cy'])
  const counts = requests['library:counts'].input.parse({ filters: { tags: { all: [watch] } } })
  expect(gallery.counts(counts).owner).toEqual({ character: 2 })
})
