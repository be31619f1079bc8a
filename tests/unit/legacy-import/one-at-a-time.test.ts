import { expect, test } from 'vitest'
import { claimImports, isImportPossible } from '../../../src/main/legacy-import/import-claim'
import { appErrorOf } from '../../support/errors'
import { everything } from '../../support/legacy/importing'
import { smallProject } from '../../support/legacy/old-project'
import { openWindow } from '../../support/legacy/open-window'
import { readInPlace } from '../../support/read-in-place'
import { openTasks } from '../../support/tasks'

readInPlace()

type Window = ReturnType<typeof openWindow>

async function lookAt(window: Window, folder: string): Promise<void> {
  await window.openImport.choose(folder)
  await window.openImport.scan({ evenIfNewer: false })
}

const countOf = ({ database }: Window): unknown =>
  database
    .prepare(
      `SELECT (SELECT count(*) FROM campaign) AS campaigns, (SELECT count(*) FROM character) AS
         characters, (SELECT count(*) FROM portrait) AS portraits`,
    )
    .get()

test('of two imports into one library the second is refused before it writes', async () => {
  const { folder } = smallProject()
  const first = openWindow()
  const second = openWindow({ dataFolder: first.dataFolder })
  await lookAt(first, folder)
  await lookAt(second, folder)
  const begun = await first.openImport.start(everything)
  const error = await appErrorOf(second.openImport.start(everything))
  expect(error.code).toBe('import-busy')
  expect(second.imports.list()).toHaveLength(1)
  expect(await begun.ended).toMatchObject({ state: 'done' })
})

test('one that looked before the other imported brings nothing a second time', async () => {
  const { folder } = smallProject()
  const first = openWindow()
  const second = openWindow({ dataFolder: first.dataFolder })
  await lookAt(first, folder)
  await lookAt(second, folder)
  await (await first.openImport.start(everything)).ended
  const before = countOf(first)
  expect(await (await second.openImport.start(everything)).ended).toMatchObject({ state: 'done' })
  expect(countOf(first)).toEqual(before)
})

test('two started in the same moment leave one of each', async () => {
  const { folder } = smallProject()
  const alone = openWindow()
  await lookAt(alone, folder)
  await (await alone.openImport.start(everything)).ended
  const first = openWindow()
  const second = openWindow({ dataFolder: first.dataFolder })
  await lookAt(first, folder)
  await lookAt(second, folder)
  const started = await Promise.allSettled([
    first.openImport.start(everything),
    second.openImport.start(everything),
  ])
  expect(started.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  for (const one of started) if (one.status === 'fulfilled') await one.value.ended
  expect(countOf(first)).toEqual(countOf(alone))
})

test('claims the library before it looks for what came over already', async () => {
  const { folder } = smallProject()
  const window = openWindow()
  await lookAt(window, folder)
  const starting = window.openImport.start(everything)
  expect(isImportPossible(window.dataFolder)).toBe(false)
  await (await starting).ended
  expect(isImportPossible(window.dataFolder)).toBe(true)
})

test('gives the claim up when it is cancelled before it began', async () => {
  const { folder } = smallProject()
  const window = openWindow()
  await lookAt(window, folder)
  const starting = appErrorOf(window.openImport.start(everything))
  window.openImport.cancel()
  expect((await starting).code).toBe('import-cancelled')
  expect(isImportPossible(window.dataFolder)).toBe(true)
  expect(window.imports.list()).toEqual([])
})

test('while another import is under way none is gone on with or taken back', async () => {
  const { folder } = smallProject()
  const window = openWindow()
  await lookAt(window, folder)
  const { summary, ended } = await window.openImport.start(everything)
  await ended
  const claim = claimImports(window.dataFolder)
  expect((await appErrorOf(window.openImport.undo(summary.id))).code).toBe('import-busy')
  window.database.exec("UPDATE import SET state = 'interrupted'")
  expect(() => window.openImport.resume(summary.id)).toThrow('import-busy')
  expect(window.imports.summary(summary.id).state).toBe('interrupted')
  claim.leave()
  expect(await window.openImport.resume(summary.id).ended).toMatchObject({ state: 'done' })
})

test('an import is dead when no process holds its claim, even if its process number is in use again', async () => {
  const { folder } = smallProject()
  const window = openWindow()
  await lookAt(window, folder)
  const { summary, ended } = await window.openImport.start(everything)
  await ended
  window.database.exec(`UPDATE import SET state = 'running', process_id = ${process.ppid}`)
  const claim = claimImports(window.dataFolder)
  expect(window.imports.markInterrupted()).toBe(0)
  claim.leave()
  expect(window.imports.markInterrupted()).toBe(1)
  expect(window.imports.summary(summary.id).state).toBe('interrupted')
})

test.each(['restore', 'move'] as const)(
  'during a %s none begins, goes on or is taken back',
  async (kind) => {
    const { folder } = smallProject()
    const tasks = openTasks()
    const window = openWindow({ tasks })
    await lookAt(window, folder)
    await tasks.run(kind, async () => {
      expect((await appErrorOf(window.openImport.start(everything))).code).toBe('backup-busy')
    })
    expect(window.imports.list()).toEqual([])
    expect(isImportPossible(window.dataFolder)).toBe(true)
    const { summary, ended } = await window.openImport.start(everything)
    expect((await appErrorOf(tasks.run(kind, async () => 'begun'))).code).toBe(
      'move-orders-running',
    )
    expect(await ended).toMatchObject({ state: 'done' })
    await tasks.run(kind, async () => {
      expect((await appErrorOf(window.openImport.undo(summary.id))).code).toBe('backup-busy')
      expect(() => window.openImport.resume(summary.id)).toThrow('backup-busy')
    })
    expect(await window.openImport.undo(summary.id)).toMatchObject({ kept: [] })
  },
)
