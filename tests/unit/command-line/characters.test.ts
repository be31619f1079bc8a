import { expect, test } from 'vitest'
import { createManyChanges } from '../../../src/main/campaigns/change-many'
import { createNameWords } from '../../../src/main/campaigns/names'
import { duplicate, move, status, trash } from '../../../src/main/command-line/characters'
import { createTranslator } from '../../../src/shared/translate'
import { appErrorOf } from '../../support/errors'
import { openLibrary } from '../../support/library'
import { openTasks } from '../../support/tasks'

function openCast() {
  const library = openLibrary()
  for (const name of ['From', 'To']) library.campaigns.create({ name })
  for (const name of ['Elowen', 'Mira', 'Tove']) library.characters.create({ campaignId: 1, name })
  const { t: translate } = createTranslator('en')
  const parts = { ...library, tasks: openTasks() }
  const many = createManyChanges(parts, createNameWords(translate))
  const context = { library: { ...library, ...many }, translate, language: 'en' } as never
  return { library, context }
}

test('several characters move to another campaign', async () => {
  const { library, context } = openCast()
  const moved = await move.run(['1', '3', '--campaign', '2', '--json'], context)
  expect(moved).toEqual({
    json: { moved: { ids: [1, 3], missing: [] } },
    text: '2 characters moved to “To”.',
    exitCode: 0,
  })
  expect(library.characters.idsOf(2)).toEqual([1, 3])
})

test('go to the trash and come back, and those that do not exist are named', async () => {
  const { library, context } = openCast()
  const trashed = await trash.run(['1', '2', '77'], context)
  expect(trashed).toEqual({
    json: { trashed: { ids: [1, 2], missing: [77] } },
    text: '2 characters moved to the trash.\nNot found: 77',
    exitCode: 1,
  })
  expect(library.characters.idsOf(1)).toEqual([3])
  const restored = await trash.run(['1', '2', '--restore'], context)
  expect(restored.json).toEqual({ restored: { ids: [1, 2], missing: [] } })
  expect(library.characters.idsOf(1)).toEqual([1, 2, 3])
})

test('are duplicated, and the ids of the copies printed', async () => {
  const { library, context } = openCast()
  const duplicated = await duplicate.run(['2', '1'], context)
  expect(duplicated.text).toBe('4\n5')
  expect(duplicated.json).toEqual({
    duplicated: {
      copies: [
        { from: 2, id: 4 },
        { from: 1, id: 5 },
      ],
      missing: [],
    },
  })
  expect(library.characters.read(4).name).toBe('Mira (copy)')
})

test('a status is given to one or several, shown in the language of the window, and removed', async () => {
  const { library, context } = openCast()
  expect(await status.run(['2', 'dead', '--json'], context)).toEqual({
    json: { status: 'dead', ids: [2], missing: [] },
    text: '1 character changed to “Dead”.',
    exitCode: 0,
  })
  const french = { library, translate: createTranslator('fr').t } as never
  expect((await status.run(['1', '3', '77', 'disparue'], french)).json).toEqual({
    status: 'missing',
    ids: [1, 3],
    missing: [77],
  })
  await status.run(['3', 'In  prison'], context)
  expect(library.characters.read(1).status).toBe('missing')
  expect(library.characters.read(3).status).toBe('In prison')
  const removed = await status.run(['2', '--none'], context)
  expect(removed.text).toBe('1 character has no status now.')
  expect(library.characters.read(2)).toMatchObject({ status: null, statusAt: null })
})

test.each([
  [move, ['1'], 'command-misused'],
  [move, ['--campaign', '2'], 'command-misused'],
  [move, ['1', '--campaign', '9'], 'not-found'],
  [move, ['1', 'x', '--campaign', '2'], 'command-misused'],
  [trash, [], 'command-misused'],
  [trash, ['0'], 'command-misused'],
  [trash, ['77'], 'not-found'],
  [duplicate, ['1.5'], 'command-misused'],
  [status, ['dead'], 'command-misused'],
  [status, ['x', 'dead'], 'command-misused'],
  [status, ['1', ' '], 'status-empty'],
  [status, ['1', 'x'.repeat(41)], 'status-too-long'],
  [status, ['77', 'dead'], 'not-found'],
])('a misused command changes nothing', async (command, words, code) => {
  const { library, context } = openCast()
  const run = async () => command.run(words, context)
  expect((await appErrorOf(run())).code).toBe(code)
  expect(library.characters.idsOf(1)).toEqual([1, 2, 3])
  expect(library.characters.read(1).status).toBeNull()
})
