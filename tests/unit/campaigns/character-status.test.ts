import { describe, expect, test } from 'vitest'
import { countStatuses, setStatuses } from '../../../src/main/campaigns/character-status'
import { duplicateCharacters } from '../../../src/main/campaigns/duplicate'
import { moveCharacters } from '../../../src/main/campaigns/many-characters'
import { createNameWords } from '../../../src/main/campaigns/names'
import { createGallery } from '../../../src/main/portraits/gallery/gallery'
import { requests } from '../../../src/shared/contract'
import type { AddedLine } from '../../../src/shared/session-line'
import { type StatusChange, statusSchema } from '../../../src/shared/status'
import { statusFromText, statusWord } from '../../../src/shared/status-words'
import { createTranslator } from '../../../src/shared/translate'
import { appErrorOf } from '../../support/errors'
import { openLibrary, storePortrait } from '../../support/library'

const english = createTranslator('en').t
const french = createTranslator('fr').t
const neverUsed = 999

function openCast(names: readonly string[] = ['Ada', 'Bo', 'Cy', 'Dee']) {
  const library = openLibrary()
  for (const name of ['Quest', 'Other']) library.campaigns.create({ name })
  for (const name of names) library.characters.create({ campaignId: 1, name })
  const set = (changes: readonly StatusChange[], linesToTake: readonly AddedLine[] = []) =>
    setStatuses({ ...library, translate: english }, changes, linesToTake)
  const statusOf = (id: number) => library.characters.read(id).status
  const find = (query: object) =>
    library.cast
      .list(requests['characters:list'].input.parse({ campaignId: 1, ...query }))
      .cards.map(({ name }) => name)
  return { library, set, statusOf, find }
}

describe('the status of characters', () => {
  test('is given to several at once, and the answer takes it back with its dates', () => {
    const { library, set, statusOf } = openCast()
    set([{ ids: [1], status: 'met' }])
    const { statusAt } = library.characters.read(1)
    const done = set([{ ids: [1, 2, 2, neverUsed], status: 'dead' }])
    expect(done).toMatchObject({ ids: [1, 2], missing: [neverUsed] })
    expect([1, 2, 3].map(statusOf)).toEqual(['dead', 'dead', null])
    const undone = set(done.back)
    expect([1, 2, 3].map(statusOf)).toEqual(['met', null, null])
    expect(library.characters.read(1).statusAt).toBe(statusAt)
    expect(library.characters.read(2).statusAt).toBeNull()
    set(undone.back)
    expect([1, 2].map(statusOf)).toEqual(['dead', 'dead'])
  })

  test('changes only who had another one, and nothing when no one is left', async () => {
    const { library, set } = openCast()
    set([{ ids: [1], status: 'met' }])
    const { updatedAt } = library.characters.read(1)
    expect(set([{ ids: [1, 2], status: 'met' }]).ids).toEqual([2])
    expect(library.characters.read(1).updatedAt).toBe(updatedAt)
    const change = async () => set([{ ids: [neverUsed], status: 'met' }])
    expect((await appErrorOf(change())).code).toBe('not-found')
  })

  test('adds a line to the open session, for a few at once, which goes when it is taken back', () => {
    const { library, set } = openCast(Array.from({ length: 21 }, (_, at) => `Name ${at}`))
    set([{ ids: [1], status: 'met' }])
    const { session } = library.sessions.add({ campaignId: 1 })
    const done = set([{ ids: [1, 2], status: 'dead' }])
    const { text } = library.sessions.read(session.id)
    expect(text.split('\n')).toHaveLength(2)
    expect(text).toMatch(/Name 0.*: Dead\n.*Name 1.*: Dead/)
    expect(library.sessions.read(session.id).mentions).toEqual([1, 2])
    expect(set(done.back, done.lines).lines).toEqual([])
    expect(library.sessions.read(session.id)).toMatchObject({ text: '', mentions: [] })
    set([{ ids: Array.from({ length: 21 }, (_, at) => at + 1), status: 'missing' }])
    expect(library.sessions.read(session.id).text).toBe('')
  })

  test('narrows the wall, its places, its search and its stretches of ids', () => {
    const { library, set, find } = openCast()
    set([
      { ids: [2, 4], status: 'dead' },
      { ids: [3], status: 'In prison' },
    ])
    expect(find({ status: 'dead' })).toEqual(['Bo', 'Dee'])
    expect(find({ status: 'In prison' })).toEqual(['Cy'])
    expect(find({ status: null })).toEqual(['Ada'])
    expect(find({ status: 'dead', search: 'de' })).toEqual(['Dee'])
    expect(find({ status: 'met' })).toEqual([])
    const selection = requests['characters:place'].input.parse({
      campaignId: 1,
      status: 'dead',
      id: 4,
    })
    expect(library.cast.place(selection, 4)).toBe(1)
    expect(library.cast.place(selection, 1)).toBeNull()
    const ids = requests['characters:ids'].input.parse({ campaignId: 1, status: 'dead', offset: 1 })
    expect(library.cast.ids(ids)).toEqual([4])
  })

  test('is counted in its campaign without the trash', () => {
    const { library, set } = openCast()
    set([
      { ids: [1, 2], status: 'met' },
      { ids: [3], status: 'wounded' },
    ])
    library.characters.trash(2)
    expect(countStatuses(library.database, 1)).toEqual([
      { status: null, count: 1 },
      { status: 'met', count: 1 },
      { status: 'wounded', count: 1 },
    ])
    expect(countStatuses(library.database, 2)).toEqual([])
  })

  test('goes with a copy, to another campaign, and through the trash', async () => {
    const { library, set } = openCast()
    set([{ ids: [1], status: 'missing' }])
    const { statusAt } = library.characters.read(1)
    const { copies } = await duplicateCharacters(library, [1, 2], createNameWords(english))
    const [copy, plain] = copies.map(({ id }) => library.characters.read(id))
    expect(copy).toMatchObject({ status: 'missing', statusAt })
    expect(plain).toMatchObject({ status: null, statusAt: null })
    moveCharacters(library, [{ campaignId: 2, ids: [1] }])
    library.characters.trash(1)
    library.characters.restore(1)
    expect(library.characters.read(1)).toMatchObject({ campaignId: 2, status: 'missing', statusAt })
  })

  test('narrows the portraits of the Library, and stands on their cards', async () => {
    const { library, set } = openCast()
    for (const id of [1, 2]) await storePortrait(library, { kind: 'character', id })
    set([{ ids: [2], status: 'dead' }])
    const gallery = createGallery(library)
    const query = requests['library:list'].input.parse({ filters: { status: 'dead' } })
    const shown = ({ cards }: ReturnType<typeof gallery.list>) =>
      cards.map(({ owner }) => [owner?.name, owner?.status])
    expect(shown(gallery.list(query))).toEqual([['Bo', 'dead']])
    const all = requests['library:list'].input.parse({ sort: 'name' })
    expect(shown(gallery.list(all))).toContainEqual([expect.any(String), null])
    const counts = requests['library:counts'].input.parse({})
    expect(gallery.counts(counts).status).toEqual({ dead: 1 })
  })
})

describe('what is typed as a status', () => {
  test.each([
    ['DEAD', 'dead'],
    ['  Met ', 'met'],
    ['Wounded\nand  angry', 'Wounded and angry'],
    ['\u001b[2Jsly', 'sly'],
  ])('%j is stored as %j', (typed, stored) => {
    expect(statusSchema.parse(typed)).toBe(stored)
  })

  test.each([
    ['', 'status-empty'],
    ['\u200b', 'status-empty'],
    ['x'.repeat(41), 'status-too-long'],
    ['x'.repeat(1_000_000), 'status-too-long'],
  ])('is refused with a sentence', (typed, code) => {
    const [issue] = statusSchema.safeParse(typed).error?.issues ?? []
    expect(issue?.message).toBe(code)
  })

  test('is a fixed status when it is called so in the language of the reader', () => {
    expect(statusFromText(french, 'Mort(e)')).toBe('dead')
    expect(statusFromText(french, 'mort')).toBe('dead')
    expect(statusFromText(french, 'MORTE')).toBe('dead')
    expect(statusFromText(french, 'a rencontrer')).toBe('unmet')
    expect(statusFromText(english, 'mort')).toBe('mort')
    expect(statusWord(french, 'missing')).toBe('Disparu(e)')
    expect(statusWord(french, 'wounded')).toBe('wounded')
  })
})
