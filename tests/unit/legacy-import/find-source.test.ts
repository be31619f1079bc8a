import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { systemError } from '../../../src/main/core/disk/system-error'
import { correctSource, findSource } from '../../../src/main/legacy-import/source/find-source'
import { asSourceError } from '../../../src/main/legacy-import/source/source-error'
import { AppError } from '../../../src/shared/errors'
import { appErrorOf } from '../../support/errors'
import { makeOldFolder } from '../../support/legacy/scanning'

/** Makes files, empty but for databases; a path ending in `/` is a folder. Answers their folder. */
function lay(...paths: readonly string[]): string {
  const folder = realpathSync(makeOldFolder())
  for (const path of paths) {
    const whole = join(folder, path)
    mkdirSync(path.endsWith('/') ? whole : dirname(whole), { recursive: true })
    if (path.endsWith('/')) continue
    if (/\.(?:db|sqlite)$/.test(path)) new SQLite(whole).exec('CREATE TABLE t (a)').close()
    else writeFileSync(whole, 'a face')
  }
  return folder
}

const project = [
  'database.db',
  'static/portraits/gm/gm_1.png',
  'static/portraits/characters/',
] as const

test.each(['', 'static', 'static/portraits', 'static/portraits/gm', 'database.db'])(
  'finds the database and the portraits of a project from %j',
  async (chosen) => {
    const folder = lay(...project)
    expect(await findSource(join(folder, chosen))).toEqual({
      chosen: join(folder, chosen),
      database: join(folder, 'database.db'),
      portraits: join(folder, 'static/portraits'),
      otherDatabases: [],
      otherPortraits: [],
    })
  },
)

test('prefers the database to its backups, and lists those newest first', async () => {
  const folder = lay(
    ...project,
    'database_backup_20250101_120000.db',
    'database_backup_20250301_120000.db',
    'old/database_backup_20250201_120000.db',
    'portraits_backup_20250301_120000/gm/gm_1.png',
    'portraits_backup_20250301_120000/portraits_backup_20250201_120000/gm/gm_1.png',
  )
  const source = await findSource(folder)
  expect(source.database).toBe(join(folder, 'database.db'))
  expect(source.otherDatabases).toEqual([
    join(folder, 'database_backup_20250301_120000.db'),
    join(folder, 'old/database_backup_20250201_120000.db'),
    join(folder, 'database_backup_20250101_120000.db'),
  ])
  expect(source.portraits).toBe(join(folder, 'static/portraits'))
  expect(source.otherPortraits).toEqual([
    join(folder, 'portraits_backup_20250301_120000'),
    join(folder, 'portraits_backup_20250301_120000/portraits_backup_20250201_120000'),
  ])
})

test('finds a lone backup, its database beside it', async () => {
  const folder = lay(
    'database_backup_20250301_120000.db',
    'portraits_backup_20250301_120000/gm/gm_1.png',
    'portraits_backup_20250401_120000/gm/gm_1.png',
  )
  const database = join(folder, 'database_backup_20250301_120000.db')
  const portraits = join(folder, 'portraits_backup_20250301_120000')
  for (const chosen of [folder, database]) {
    expect(await findSource(chosen)).toMatchObject({ database, portraits })
  }
  expect(await findSource(portraits)).toMatchObject({ database, portraits })
})

test('takes a folder with `gm` and `characters`, and any SQLite file that is not our own', async () => {
  const folder = lay(
    'faces/gm/gm_1.png',
    'faces/characters/',
    'games of 2025.sqlite',
    'notes.db-old',
  )
  const ours = new SQLite(join(folder, 'castkeeper.db'))
  ours.pragma(`application_id = ${0x43415354}`)
  ours.exec('CREATE TABLE t (a)').close()
  expect(await findSource(folder)).toMatchObject({
    database: join(folder, 'games of 2025.sqlite'),
    portraits: join(folder, 'faces'),
    otherDatabases: [],
  })
})

test('takes the database a log belongs to', async () => {
  const folder = lay('database.db')
  writeFileSync(join(folder, 'database.db-wal'), 'log')
  const source = await findSource(join(folder, 'database.db-wal'))
  expect(source.database).toBe(join(folder, 'database.db'))
})

test('never goes through a link, and comes back from a cycle and from 200 folders', async () => {
  const folder = lay('own/a.txt', `own/${'n/'.repeat(200)}`)
  const elsewhere = lay(...project)
  symlinkSync(elsewhere, join(folder, 'own/elsewhere'))
  symlinkSync(join(folder, 'own'), join(folder, 'own/again'))
  const error = await appErrorOf(findSource(join(folder, 'own')))
  expect(error.toReport()).toEqual({ code: 'import-nothing-found', details: { name: 'own' } })
})

test('follows a link that was itself chosen', async () => {
  const folder = lay(...project)
  const link = join(makeOldFolder(), 'my old games')
  symlinkSync(folder, link)
  expect(await findSource(link)).toMatchObject({ database: join(folder, 'database.db') })
})

test('says of a folder that is gone that it is gone', async () => {
  const error = await appErrorOf(findSource(join(lay('a.txt'), 'usb stick')))
  expect(error.toReport()).toEqual({ code: 'import-source-gone', details: { name: 'usb stick' } })
})

test.each([
  ['EACCES', 'import-source-unreadable'],
  ['EPERM', 'import-source-unreadable'],
  ['EIO', 'import-source-gone'],
  ['ENODEV', 'import-source-gone'],
])('says of a folder that answers %s what is the matter', (reason, code) => {
  const error = asSourceError(systemError(reason, 'as the disk says'), 'usb stick')
  expect(error).toMatchObject({ code, details: { name: 'usb stick' } })
})

test('lets both be corrected, and keeps what was found among the others', async () => {
  const folder = lay(
    ...project,
    'database_backup_20250101_120000.db',
    'usb/static/portraits/gm/gm_2.png',
  )
  const source = await findSource(folder)
  const backup = join(folder, 'database_backup_20250101_120000.db')
  const corrected = await correctSource(source, { what: 'database', path: backup })
  expect(corrected).toMatchObject({
    database: backup,
    otherDatabases: [join(folder, 'database.db')],
  })
  const path = join(folder, 'usb')
  expect(await correctSource(corrected, { what: 'portraits', path })).toMatchObject({
    portraits: join(folder, 'usb/static/portraits'),
    otherPortraits: [join(folder, 'static/portraits')],
  })
})

test('stops when it is told to', async () => {
  const signal = AbortSignal.abort(new AppError('import-cancelled'))
  expect((await appErrorOf(findSource(lay(...project), signal))).code).toBe('import-cancelled')
})
