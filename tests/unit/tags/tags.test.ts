import type { Database } from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import {
  noTagChange,
  type TaggedMany,
  type TagOrder,
  tagKindSchema,
  tagNameSchema,
} from '../../../src/shared/tag'
import { tagKindFromText, tagKindWord } from '../../../src/shared/tag-words'
import { createTranslator } from '../../../src/shared/translate'
import { everything } from '../../support/backup/restoring'
import { appErrorOf } from '../../support/errors'
import { openLibrary, storePortrait } from '../../support/library'

const french = createTranslator('fr').t
const neverUsed = 999

const on = (characters: readonly number[], portraits: readonly number[] = []): TaggedMany => ({
  characters: [...characters],
  portraits: [...portraits],
})

function openCast(count = 4) {
  const library = openLibrary()
  library.campaigns.create({ name: 'Quest' })
  // Ten thousand one by one would take longer than everything else here.
  library.database
    .prepare(
      `INSERT INTO character (campaign_id, name, sort_name, search_name, avatar_style, avatar_seed, created_at, updated_at)
       SELECT 1, 'Name ' || value, value, value, 'a', value, '2026', '2026' FROM json_each(?)`,
    )
    .run(JSON.stringify(Array.from({ length: count }, (_, at) => at + 1)))
  const { change } = library.tags
  const add = (names: string[], characters: readonly number[], portraits: readonly number[] = []) =>
    change({ order: 'add', names, on: on(characters, portraits) })
  const namesOf = (id: number) => library.tags.of({ kind: 'character', id }).map(({ name }) => name)
  const idOf = (name: string) => library.tags.named(name).id
  return { library, change, add, namesOf, idOf }
}

/** A cast with a portrait and two tags that overlap. */
async function openTagged() {
  const cast = openCast()
  await storePortrait(cast.library, { kind: 'character', id: 1 })
  await cast.add(['Guild'], [1, 2, 3], [1])
  await cast.add(['Harbour'], [2, 4])
  await cast.change({ order: 'kind', id: cast.idOf('Guild'), kind: 'faction' })
  return cast
}

describe('tags', () => {
  test('are added to several at once, once each, and listed by name with how many have them', async () => {
    const { library, add, namesOf } = await openTagged()
    const done = await add(['guild 10', 'guild 9', 'HARBOUR'], [1, 1, neverUsed])
    expect(done).toMatchObject({ characters: 1, portraits: 0, missing: on([neverUsed]) })
    expect(namesOf(1)).toEqual(['Guild', 'guild 9', 'guild 10', 'Harbour'])
    library.characters.trash(3)
    expect(library.tags.list()).toMatchObject([
      { name: 'Guild', kind: 'faction', colour: null, characters: 2, portraits: 1 },
      { name: 'guild 9', characters: 1, portraits: 0 },
      { name: 'guild 10', characters: 1, portraits: 0 },
      { name: 'Harbour', characters: 3, portraits: 0 },
    ])
  })

  test.each(['GUILD', 'Ｇｕｉｌｄ', 'guíld', ' guild ', 'gu\u200bild'])(
    '%j is the tag that is there already',
    async (typed) => {
      const { library, add, namesOf } = await openTagged()
      await add([tagNameSchema.parse(typed)], [4])
      expect(namesOf(4)).toEqual(['Guild', 'Harbour'])
      expect(library.tags.list()).toHaveLength(2)
    },
  )

  test('are removed, and stay without anyone who has them', async () => {
    const { library, change, namesOf } = await openTagged()
    await change({ order: 'remove', names: ['harbour'], on: on([2, 4]) })
    expect(namesOf(2)).toEqual(['Guild'])
    expect(library.tags.list()[1]).toMatchObject({ name: 'Harbour', characters: 0 })
  })

  test('are refused for what is not there', async () => {
    const { change, add } = await openTagged()
    expect((await appErrorOf(add(['New'], [neverUsed]))).code).toBe('not-found')
    const remove = change({ order: 'remove', names: ['New'], on: on([1]) })
    expect((await appErrorOf(remove)).code).toBe('tag-not-found')
    const rename = change({ order: 'rename', id: neverUsed, name: 'New' })
    expect((await appErrorOf(rename)).code).toBe('not-found')
  })

  test('are renamed, but not to a name that another has', async () => {
    const { library, change, idOf } = await openTagged()
    const id = idOf('Guild')
    await change({ order: 'rename', id, name: 'GUILD' })
    expect(library.tags.named('guild')).toMatchObject({ id, name: 'GUILD', kind: 'faction' })
    const error = await appErrorOf(change({ order: 'rename', id, name: 'hárbour' }))
    expect(error.toReport()).toEqual({
      code: 'tag-name-taken',
      details: { name: 'Harbour', id: idOf('Harbour') },
    })
  })

  test('have a kind that is the one of other tags when it is only written otherwise', async () => {
    const { library, change, idOf } = await openTagged()
    await change({ order: 'kind', id: idOf('Guild'), kind: 'Métier' })
    await change({ order: 'kind', id: idOf('Harbour'), kind: 'metier' })
    expect(library.tags.named('Harbour').kind).toBe('Métier')
    expect(tagKindSchema.parse(' PLACE ')).toBe('place')
    expect(tagKindFromText(french, 'lieu')).toBe('place')
    expect(tagKindFromText(french, 'Métier')).toBe('Métier')
    expect(tagKindWord(french, 'role')).toBe('Rôle')
  })

  test('go with their character or portrait when that is removed for good', async () => {
    const { library } = await openTagged()
    library.database.exec('DELETE FROM character WHERE id = 4')
    expect(library.tags.named('Harbour')).toBeDefined()
    expect(library.database.pragma('foreign_key_check')).toEqual([])
    expect(library.tags.list()[1]).toMatchObject({ name: 'Harbour', characters: 1 })
  })
})

describe('each change of tags is taken back to the very same rows, and done again', () => {
  test.each([
    ['adding', () => ({ order: 'add', names: ['Guild', 'New', 'Newer'], on: on([1, 4], [1]) })],
    ['removing', () => ({ order: 'remove', names: ['Guild', 'Harbour'], on: on([1, 2, 4], [1]) })],
    ['renaming', (id) => ({ order: 'rename', id, name: 'Watch' })],
    ['merging', (id, other) => ({ order: 'merge', id, into: other })],
    ['merging the other way', (id, other) => ({ order: 'merge', id: other, into: id })],
    ['splitting', (id) => ({ order: 'split', id, name: 'Inner circle', on: on([1, 3], [1]) })],
    [
      'splitting into one that is there',
      (id) => ({ order: 'split', id, name: 'Harbour', on: on([2, 3]) }),
    ],
    ['changing the kind', (id) => ({ order: 'kind', id, kind: 'place' })],
    ['changing the colour', (id) => ({ order: 'colour', id, colour: 'teal' })],
    ['deleting', (id) => ({ order: 'delete', id })],
  ] as readonly [string, (id: number, other: number) => TagOrder][])(
    '%s',
    async (_what, orderFor) => {
      const { library, change, idOf } = await openTagged()
      // Those in the trash take part: they come back with what they have.
      library.characters.trash(3)
      const before = dumpOf(library.database)
      const done = await change(orderFor(idOf('Guild'), idOf('Harbour')))
      const after = dumpOf(library.database)
      expect(after).not.toEqual(before)
      const undone = await change({ order: 'apply', change: done.back })
      expect(dumpOf(library.database)).toEqual(before)
      await change({ order: 'apply', change: undone.back })
      expect(dumpOf(library.database)).toEqual(after)
    },
  )

  test('a merge of ten thousand, during which the thread is free', async () => {
    const { library, change, add } = openCast(10_000)
    const ids = library.characters.idsOf(1)
    await add(['Guild'], ids)
    await add(['Harbour'], ids.slice(0, 3_000))
    const before = dumpOf(library.database)
    const guild = library.tags.named('Guild').id
    const merge = { order: 'merge', id: guild, into: library.tags.named('Harbour').id } as const
    const [done, turns] = await whileOthersRun(() => change(merge))
    expect(library.tags.list()).toMatchObject([{ name: 'Harbour', characters: 10_000 }])
    const [, turnsBack] = await whileOthersRun(() => change({ order: 'apply', change: done.back }))
    expect(dumpOf(library.database)).toEqual(before)
    // Twenty thousand rows change, at most a thousand at once.
    expect(Math.min(turns, turnsBack)).toBeGreaterThan(15)
  })

  test('a change stays as far as it came when it is cancelled, and is taken back', async () => {
    const { library, add } = openCast(5_000)
    const before = dumpOf(library.database)
    const adding = add(['Guild'], library.characters.idsOf(1))
    await new Promise((resolve) => setImmediate(resolve))
    library.tasks.cancel()
    const done = await adding
    expect(done.isCancelled).toBe(true)
    expect(done.notReached).toBeGreaterThan(0)
    await library.tags.change({ order: 'apply', change: done.back })
    expect(dumpOf(library.database)).toEqual(before)
  })

  test('what was used since then stays, and a name that was taken since then is said', async () => {
    const { change, add, namesOf, idOf } = await openTagged()
    const made = await add(['New'], [1])
    await add(['New'], [2])
    await change({ order: 'apply', change: made.back })
    expect([namesOf(1), namesOf(2)]).toEqual([['Guild'], ['Guild', 'Harbour', 'New']])
    const gone = await change({ order: 'delete', id: idOf('Guild') })
    await add(['guild'], [4])
    const back = change({ order: 'apply', change: gone.back })
    expect((await appErrorOf(back)).code).toBe('tag-name-taken')
    expect((await change({ order: 'apply', change: noTagChange })).tags).toEqual([])
  })
})

describe('what is typed as a tag', () => {
  test.each([
    ['  Harbour\n guild ', 'Harbour guild'],
    ['\u001b[2Jsly\u0007', 'sly'],
    ['👨‍👩‍👧‍👦'.repeat(20), '👨‍👩‍👧‍👦'.repeat(20)],
  ])('%j is stored as %j', (typed, stored) => {
    expect(tagNameSchema.parse(typed)).toBe(stored)
  })

  test.each([
    ['', 'tag-empty'],
    ['\u200b', 'tag-empty'],
    ['x'.repeat(61), 'tag-too-long'],
    ['x'.repeat(300), 'tag-too-long'],
    [`x${'\u0301'.repeat(1_000)}`, 'tag-too-long'],
    ['x'.repeat(1_000_000), 'tag-too-long'],
  ])('is refused with a sentence', (typed, code) => {
    const [issue] = tagNameSchema.safeParse(typed).error?.issues ?? []
    expect(issue?.message).toBe(code)
  })

  test('ten thousand tags are made, listed and found', async () => {
    const { library, add } = openCast(1)
    for (let from = 0; from < 10_000; from += 1_000) {
      await add(
        Array.from({ length: 1_000 }, (_, at) => `Tag ${from + at}`),
        [1],
      )
    }
    const all = library.tags.list()
    expect(all).toHaveLength(10_000)
    expect(all.slice(9, 12).map(({ name }) => name)).toEqual(['Tag 9', 'Tag 10', 'Tag 11'])
    const one = await add(['TAG 7000'], [1])
    expect(one).toMatchObject({ characters: 0, tags: [{ name: 'Tag 7000' }] })
  })
})

/** What it comes to, and how often other work had its turn while it ran. */
async function whileOthersRun<Value>(work: () => Promise<Value>): Promise<[Value, number]> {
  let turns = 0
  let isOver = false
  const takeTurns = (): void => {
    turns += 1
    if (!isOver) setImmediate(takeTurns)
  }
  takeTurns()
  const value = await work()
  isOver = true
  return [value, turns]
}

/** Every row but the counters of ids, which never go back. */
function dumpOf(database: Database): Record<string, unknown[]> {
  const { sqlite_sequence: _counters, ...rows } = everything(database)
  return rows
}
