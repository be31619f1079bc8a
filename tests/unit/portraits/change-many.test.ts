import { expect, test } from 'vitest'
import { changeManyPortraits } from '../../../src/main/portraits/change-many'
import type { PortraitChange } from '../../../src/shared/gallery'
import type { TaskChange } from '../../../src/shared/tasks'
import { appErrorOf } from '../../support/errors'
import { openLibrary, picture, storePortrait } from '../../support/library'
import { openTasks } from '../../support/tasks'

const neverUsed = 99_999

/** 3,000 portraits, three of each character, of which the newest is shown. */
async function openMany(onChange: (change: TaskChange) => void = () => undefined) {
  const library = openLibrary()
  const { database, characters } = library
  const campaignId = library.campaigns.create({ name: 'Home' }).id
  const first = characters.create({ campaignId, name: 'Name 1' })
  await storePortrait(library, { kind: 'character', id: first.id }, { bytes: picture(1) })
  database.transaction(() => {
    const columns = database
      .prepare<[], string>("SELECT name FROM pragma_table_info('portrait')")
      .pluck()
      .all()
      .filter((name) => !['id', 'path', 'character_id'].includes(name))
      .join(', ')
    const copy = database.prepare(
      `INSERT INTO portrait (path, character_id, ${columns})
       SELECT 'static/portraits/characters/copy_' || ? || '.png', ?, ${columns} FROM portrait WHERE id = 1`,
    )
    for (let number = 2; number <= 1_000; number += 1) {
      const { id } = characters.create({ campaignId, name: `Name ${number}` })
      for (let at = 0; at < 3; at += 1) copy.run(`${id}-${at}`, id)
    }
    database.exec(`UPDATE character SET current_portrait_id =
      (SELECT max(id) FROM portrait WHERE character_id = character.id)`)
  })()
  const ids = library.portraits.ids()
  const tasks = openTasks(onChange)
  const change = (wanted: PortraitChange) => changeManyPortraits({ ...library, tasks }, wanted)
  const state = () =>
    database
      .prepare('SELECT id, trashed_at, starred, character_id FROM portrait ORDER BY id')
      .all()
      .concat(database.prepare('SELECT id, current_portrait_id FROM character ORDER BY id').all())
  return { ...library, change, ids, tasks, state }
}

test('many portraits go to the trash and come back as they were, and the thread is free in between', async () => {
  const told: TaskChange[] = []
  const { change, ids, state, portraits } = await openMany((one) => told.push(one))
  portraits.trash(ids[5] ?? 0)
  const before = state()
  let turns = 0
  const watching = setInterval(() => {
    turns += 1
  })
  const trashed = await change({ change: 'trash', ids: [...ids, neverUsed] })
  clearInterval(watching)
  expect(turns).toBeGreaterThan(2)
  expect(trashed).toMatchObject({ notReached: 0, isCancelled: false, error: null })
  expect(trashed.portraits).toHaveLength(ids.length - 1)
  expect(told.some(({ progress }) => progress?.done === ids.length + 1)).toBe(true)
  await change({ change: 'restore', portraits: [...trashed.portraits] })
  expect(state()).toEqual(before)
})

test('only those whose star is changed are answered, so that the others keep theirs', async () => {
  const { change, ids, state, portraits } = await openMany()
  portraits.star(ids.slice(0, 10), true)
  const before = state()
  const starred = await change({ change: 'star', ids, isStarred: true })
  expect(starred.portraits.map(({ id }) => id)).toEqual(ids.slice(10))
  const again = starred.portraits.map(({ id }) => id)
  await change({ change: 'star', ids: again, isStarred: false })
  expect(state()).toEqual(before)
})

test('what was done before it is cancelled stays, and is what can be taken back', async () => {
  const { change, ids, state, tasks } = await openMany(({ progress }) => {
    if (progress !== null && progress.done < 2_000) tasks.cancel('change-portraits')
  })
  const before = state()
  const trashed = await change({ change: 'trash', ids })
  expect(trashed).toMatchObject({ isCancelled: true, error: null })
  expect(trashed.portraits.length).toBeGreaterThan(0)
  expect(trashed.notReached).toBe(ids.length - trashed.portraits.length)
  for (let left = [...trashed.portraits]; left.length > 0; ) {
    const back = await change({ change: 'restore', portraits: left })
    left = left.slice(back.portraits.length)
  }
  expect(state()).toEqual(before)
})

test('a second change waits, and one to portraits that are all gone is refused', async () => {
  const { change, ids } = await openMany()
  const first = change({ change: 'star', ids, isStarred: true })
  const second = appErrorOf(change({ change: 'trash', ids }))
  expect((await second).code).toBe('portraits-busy')
  await first
  const none = appErrorOf(change({ change: 'trash', ids: [neverUsed] }))
  expect((await none).code).toBe('not-found')
})
