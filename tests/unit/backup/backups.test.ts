import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createBackups } from '../../../src/main/backup/backups'
import type { BackupState } from '../../../src/shared/backup'
import { makeLibrary, makeTarget } from '../../support/backup/making'
import { appErrorOf } from '../../support/errors'
import { readInPlace } from '../../support/read-in-place'
import { openTasks } from '../../support/tasks'

readInPlace()

async function makeBackups() {
  const library = await makeLibrary()
  const usualFolder = join(makeTarget(), 'Castkeeper Backups')
  const states: BackupState[] = []
  let now = new Date('2026-11-22T20:00:00Z')
  const tasks = openTasks()
  const backups = createBackups({
    ...library,
    clock: () => now,
    appVersion: '0.1.0',
    usualFolder,
    libraryHandle: { close: () => null, open: () => undefined },
    database: () => library.database,
    readSettings: () => ({}),
    writeReadme: () => 'Read me.\n',
    tasks,
    onChange: (state) => states.push(state),
  })
  return {
    library,
    tasks,
    backups,
    usualFolder,
    states,
    goTo: (time: string) => (now = new Date(time)),
  }
}

describe('automatic backups', () => {
  test('are made once a day with changes, and the state tells when and where', async () => {
    const { library, backups, usualFolder, goTo } = await makeBackups()
    expect(backups.state()).toMatchObject({ last: null, warning: 'none' })
    expect(await backups.automatic.storeIfDue()).toMatchObject({ why: 'day', isVerified: true })
    expect(await backups.automatic.storeIfDue()).toBeNull()
    goTo('2026-11-23T20:00:00Z')
    expect(await backups.automatic.storeIfDue()).toBeNull()
    library.characters.edit(1, { name: 'Changed' })
    expect(await backups.automatic.storeIfDue()).not.toBeNull()
    expect(await backups.automatic.list()).toHaveLength(2)
    expect(backups.state().last).toMatchObject({
      madeAt: '2026-11-23T20:00:00.000Z',
      where: 'Castkeeper Backups',
      isAutomatic: true,
    })
    expect(readdirSync(usualFolder).sort()).toEqual([
      'backups',
      'castkeeper.lock',
      'pictures',
      'pictures-read.json',
    ])
  })

  test('can be turned off, and warn when overdue or when their folder is gone', async () => {
    const { library, backups, usualFolder, goTo } = await makeBackups()
    await backups.automatic.storeIfDue()
    goTo('2026-12-10T20:00:00Z')
    expect(backups.state().warning).toBe('overdue')
    rmSync(usualFolder, { recursive: true })
    expect(backups.state()).toMatchObject({ warning: 'folder-gone', automatic: { isThere: false } })
    library.characters.edit(1, { name: 'Changed' })
    expect(await backups.automatic.storeIfDue()).toBeNull()
    expect(backups.setAutomatic(false)).toMatchObject({ automatic: { isOn: false } })
  })

  test('never go into the data folder itself', async () => {
    const { library, backups } = await makeBackups()
    const inside = join(library.dataFolder, 'backups')
    mkdirSync(inside, { recursive: true })
    expect(() => backups.setFolder(inside)).toThrow('backup-folder-inside')
  })

  test('make way for what the game master asked for, and two of those do not run at once', async () => {
    const { backups, tasks } = await makeBackups()
    const automatic = appErrorOf(backups.automatic.storeNow('day'))
    const made = await backups.create(makeTarget())
    expect(made.proof).not.toBeNull()
    expect((await automatic).code).toBe('backup-cancelled')
    const first = backups.create(makeTarget())
    expect((await appErrorOf(backups.create(makeTarget()))).code).toBe('backup-busy')
    await first
    expect(tasks.running()).toEqual([])
  })
})

test.each(['import', 'import-undo', 'order', 'compress'] as const)(
  'a restore, or taking one back, is refused while %s runs, before anything is written',
  async (kind) => {
    const { tasks, backups } = await makeBackups()
    const { path } = await backups.create(makeTarget())
    const { promise, resolve } = Promise.withResolvers<void>()
    const running = tasks.run(kind, () => promise)
    const code = kind === 'compress' ? 'backup-busy' : 'move-orders-running'
    expect((await appErrorOf(backups.restore(path))).code).toBe(code)
    expect((await appErrorOf(backups.undo('any'))).code).toBe(code)
    resolve()
    await running
    expect(await backups.automatic.list()).toEqual([])
  },
)
