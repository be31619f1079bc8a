import { describe, expect, it } from 'vitest'
import { duplicateCharacters } from '../../../src/main/campaigns/duplicate'
import {
  moveCharacters,
  restoreCharacters,
  trashCharacters,
} from '../../../src/main/campaigns/many-characters'
import { createNameWords } from '../../../src/main/campaigns/names'
import { withFailpoints } from '../../../src/main/core/disk/failpoints'
import { plainFileSystem } from '../../../src/main/core/disk/file-system'
import { requests } from '../../../src/shared/contract'
import { createTranslator } from '../../../src/shared/translate'
import { appErrorOf } from '../../support/errors'
import { openLibrary, picture, storePortrait } from '../../support/library'

const words = createNameWords(createTranslator('en').t)
const neverUsed = 999

function openCast(size = 3) {
  const library = openLibrary()
  const from = library.campaigns.create({ name: 'From' }).id
  const to = library.campaigns.create({ name: 'To' }).id
  const ids = Array.from(
    { length: size },
    (_, at) => library.characters.create({ campaignId: from, name: `Name ${at}` }).id,
  )
  return { library, from, to, ids }
}

describe('many characters at once', () => {
  it('go to the trash and come back; those who were there already are not named', () => {
    const { library, from, ids } = openCast()
    const [first = 0, second = 0, third = 0] = ids
    library.characters.trash(second)
    const trashed = trashCharacters(library, [...ids, first])
    expect(trashed).toEqual({ ids: [first, third], missing: [] })
    expect(library.characters.idsOf(from)).toEqual([])
    expect(restoreCharacters(library, trashed.ids)).toEqual({ ids: [first, third], missing: [] })
    expect(library.characters.idsOf(from)).toEqual([first, third])
    expect(restoreCharacters(library, [first])).toEqual({ ids: [], missing: [] })
  })

  it('are changed without those that were deleted permanently, which are named', () => {
    const { library, to, ids } = openCast()
    expect(trashCharacters(library, [neverUsed, ...ids])).toEqual({ ids, missing: [neverUsed] })
    expect(restoreCharacters(library, [...ids, neverUsed]).missing).toEqual([neverUsed])
    const moves = [{ campaignId: to, ids: [neverUsed, ...ids] }]
    expect(moveCharacters(library, moves)).toMatchObject({ ids, missing: [neverUsed] })
  })

  it('are refused when not a single one is left', () => {
    const { library, to } = openCast()
    for (const change of [
      () => trashCharacters(library, [neverUsed]),
      () => restoreCharacters(library, [neverUsed]),
      () => moveCharacters(library, [{ campaignId: to, ids: [neverUsed] }]),
    ]) {
      expect(change).toThrow('not-found')
    }
  })

  it('move to a campaign, and back to where each of them was', () => {
    const { library, from, to, ids } = openCast()
    const [first = 0, second = 0, third = 0] = ids
    library.characters.move(second, to)
    const third2 = library.campaigns.create({ name: 'Third' }).id
    const moved = moveCharacters(library, [{ campaignId: third2, ids }])
    expect(library.characters.idsOf(third2)).toEqual(ids)
    expect(moved.back).toEqual([
      { campaignId: from, ids: [first, third] },
      { campaignId: to, ids: [second] },
    ])
    moveCharacters(library, moved.back)
    expect(library.characters.idsOf(from)).toEqual([first, third])
    expect(library.characters.idsOf(to)).toEqual([second])
    expect(moveCharacters(library, [{ campaignId: from, ids: [first] }])).toEqual({
      ids: [],
      missing: [],
      back: [],
    })
  })

  it('all stay where they are when one of the moves is refused', () => {
    const { library, from, to, ids } = openCast()
    const [first = 0, ...others] = ids
    const gone = library.campaigns.create({ name: 'Gone' }).id
    library.campaigns.trash(gone)
    const into = (campaignId: number) => () =>
      moveCharacters(library, [
        { campaignId: to, ids: [first] },
        { campaignId, ids: others },
      ])
    expect(into(gone)).toThrow('in-trash')
    expect(into(neverUsed)).toThrow('not-found')
    expect(library.characters.idsOf(from)).toEqual(ids)
  })

  it('are duplicated with their portraits, each beside its original', async () => {
    const { library, from, ids } = openCast()
    const [first = 0] = ids
    await storePortrait(library, { kind: 'character', id: first })
    const { copies, missing } = await duplicateCharacters(library, [...ids, neverUsed], words)
    expect(copies.map((copy) => copy.from)).toEqual(ids)
    expect(missing).toEqual([neverUsed])
    const made = copies.map(({ id }) => library.characters.read(id))
    expect(made.map(({ name }) => name)).toEqual(ids.map((_, at) => `Name ${at} (copy)`))
    expect(made.map(({ campaignId }) => campaignId)).toEqual(ids.map(() => from))
    expect(made.map(({ portrait }) => portrait !== null)).toEqual([true, false, false])
  })

  it('leave no copy behind when the disk is full for one of their portraits', async () => {
    const { library, from, ids } = openCast(2)
    for (const [at, id] of ids.entries()) {
      await storePortrait(library, { kind: 'character', id }, { bytes: picture(at + 1) })
    }
    library.database.close()
    const full = openLibrary({
      dataFolder: library.dataFolder,
      fileSystem: withFailpoints(plainFileSystem(), 'write:2=ENOSPC'),
    })
    const error = await appErrorOf(duplicateCharacters(full, ids, words))
    expect(error.code).toBe('disk-full')
    expect(full.characters.idsOf(from)).toEqual(ids)
  })
})

it('the ids of a selection are those of its pages, in the same order', () => {
  const { library, from } = openCast(30)
  const read = (query: object) => requests['characters:ids'].input.parse(query)
  const listed = (query: object) =>
    library.cast.list(requests['characters:list'].input.parse(query)).cards.map(({ id }) => id)
  for (const query of [
    { campaignId: from },
    { campaignId: from, sort: 'newest' },
    { campaignId: from, search: 'name 1' },
    { campaignId: from, filter: 'avatar-only', offset: 5, limit: 10 },
    { campaignId: from, search: 'name', offset: 3, limit: 4 },
    { campaignId: from, filter: 'with-portrait' },
  ]) {
    expect(library.cast.ids(read(query))).toEqual(listed(query))
  }
  expect(library.cast.ids(read({ campaignId: from }))).toHaveLength(30)
})
