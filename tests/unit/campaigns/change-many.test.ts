import { expect, test } from 'vitest'
import { createManyChanges } from '../../../src/main/campaigns/change-many'
import { createNameWords } from '../../../src/main/campaigns/names'
import type { TaskChange } from '../../../src/shared/tasks'
import { createTranslator } from '../../../src/shared/translate'
import { appErrorOf } from '../../support/errors'
import { openLibrary, picture, storePortrait } from '../../support/library'
import { openTasks } from '../../support/tasks'

const neverUsed = 9_999

function openMany(onChange: (change: TaskChange) => void = () => undefined) {
  const library = openLibrary()
  const home = library.campaigns.create({ name: 'Home' }).id
  const away = library.campaigns.create({ name: 'Away' }).id
  const make = library.database.transaction(() =>
    Array.from(
      { length: 1_500 },
      (_, at) => library.characters.create({ campaignId: home, name: `Name ${at}` }).id,
    ),
  )
  const ids = make()
  const tasks = openTasks(onChange)
  const words = createNameWords(createTranslator('en').t)
  const many = createManyChanges({ ...library, tasks }, words)
  return { ...library, ...many, tasks, home, away, ids }
}

const whole = { notReached: 0, isCancelled: false, error: null, missing: [], back: [] }

test('many characters go to the trash and come back, as a task that tells how far it is', async () => {
  const told: TaskChange[] = []
  const { changeManyCharacters, characters, home, ids } = openMany((change) => told.push(change))
  const [first = 0, ...others] = ids
  characters.trash(first)
  const trashed = await changeManyCharacters({ change: 'trash', ids: [...ids, first] })
  expect(trashed).toEqual({ ...whole, ids: others })
  expect(characters.idsOf(home)).toEqual([])
  expect(told.some(({ progress }) => progress?.done === ids.length)).toBe(true)
  const restored = await changeManyCharacters({ change: 'restore', ids })
  expect(restored).toEqual({ ...whole, ids })
  expect(characters.idsOf(home)).toEqual(ids)
})

test('many characters move, and back to where each of them was', async () => {
  const { changeManyCharacters, characters, home, away, ids } = openMany()
  const [first = 0, ...others] = ids
  characters.move(first, away)
  const wanted = [...ids, neverUsed]
  const moved = await changeManyCharacters({
    change: 'move',
    moves: [{ campaignId: away, ids: wanted }],
  })
  expect(moved).toMatchObject({
    ids: others,
    missing: [neverUsed],
    back: [{ campaignId: home, ids: others }],
  })
  expect(characters.idsOf(away)).toEqual(ids)
  await changeManyCharacters({ change: 'move', moves: [...moved.back] })
  expect(characters.idsOf(home)).toEqual(others)
})

test('what was done before it is cancelled stays, and is what can be taken back', async () => {
  const { changeManyCharacters, characters, home, ids, tasks } = openMany(({ progress }) => {
    if (progress !== null) tasks.cancel('characters')
  })
  const trashed = await changeManyCharacters({ change: 'trash', ids })
  expect(trashed).toMatchObject({ isCancelled: true, error: null })
  expect(trashed.ids.length).toBeGreaterThan(0)
  expect(trashed.notReached).toBe(ids.length - trashed.ids.length)
  expect(characters.idsOf(home)).toEqual(ids.slice(trashed.ids.length))
})

test('none moves to a campaign in the trash, or when none exists, and a second task waits', async () => {
  const { changeManyCharacters, campaigns, characters, home, away, ids } = openMany()
  campaigns.trash(away)
  const moves = [{ campaignId: away, ids }]
  const moving = appErrorOf(changeManyCharacters({ change: 'move', moves }))
  const second = appErrorOf(changeManyCharacters({ change: 'trash', ids }))
  expect((await second).code).toBe('characters-busy')
  expect((await moving).code).toBe('in-trash')
  expect(characters.idsOf(home)).toEqual(ids)
  const none = appErrorOf(changeManyCharacters({ change: 'trash', ids: [neverUsed] }))
  expect((await none).code).toBe('not-found')
})

test('whole copies stay when duplicating many is cancelled', async () => {
  const { duplicateCharacters, characters, portraits, home, ids, tasks } = openMany(
    ({ progress }) => {
      if (progress !== null && progress.done >= 20) tasks.cancel('characters')
    },
  )
  for (const [at, id] of ids.slice(0, 30).entries()) {
    await storePortrait({ portraits }, { kind: 'character', id }, { bytes: picture(at) })
  }
  const { copies, notReached, isCancelled } = await duplicateCharacters(ids)
  expect(isCancelled).toBe(true)
  expect(copies.length).toBeGreaterThanOrEqual(20)
  expect(notReached).toBe(ids.length - copies.length)
  expect(characters.idsOf(home)).toHaveLength(ids.length + copies.length)
  for (const { from, id } of copies.slice(0, 20)) {
    expect(characters.read(id).name).toBe(`${characters.read(from).name} (copy)`)
    expect(characters.read(id).portrait).not.toBeNull()
  }
})

test('a campaign with a large cast is duplicated as a task, and a copy that is cancelled is in the trash', async () => {
  let cancelAt = Number.POSITIVE_INFINITY
  const told: TaskChange[] = []
  const { duplicateCampaign, campaigns, characters, portraits, home, ids, tasks } = openMany(
    (change) => {
      told.push(change)
      if (change.progress !== null && change.progress.done >= cancelAt) tasks.cancel('characters')
    },
  )
  const [first = 0] = ids
  await storePortrait({ portraits }, { kind: 'character', id: first }, { bytes: picture(1) })
  const copy = await duplicateCampaign(home)
  expect(campaigns.read(copy)).toMatchObject({ name: 'Home (copy)', characterCount: ids.length })
  const [copyOfFirst = 0] = characters.idsOf(copy)
  expect(characters.read(copyOfFirst)).toMatchObject({ name: 'Name 0' })
  expect(characters.read(copyOfFirst).portrait).not.toBeNull()
  expect(told.some(({ kind, progress }) => kind === 'characters' && progress !== null)).toBe(true)
  cancelAt = 0
  expect((await appErrorOf(duplicateCampaign(home))).code).toBe('backup-cancelled')
  expect(
    campaigns
      .list()
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(['Away', 'Home', 'Home (copy)'])
})
