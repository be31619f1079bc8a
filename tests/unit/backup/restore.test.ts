import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SQLite, { type Database } from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { restoreBackup, undoRestore } from '../../../src/main/backup/restore'
import { listSetAside } from '../../../src/main/backup/set-aside'
import { applicationId, schemaVersion } from '../../../src/main/core/database/migrations'
import { firstLibrary } from '../../../src/main/core/database/migrations/001-first-library'
import { joinLibrary } from '../../../src/main/core/database/presence'
import { withFailpoints } from '../../../src/main/core/disk/failpoints'
import { plainFileSystem } from '../../../src/main/core/disk/file-system'
import { AppError } from '../../../src/shared/errors'
import { backUp, makeLibrary } from '../../support/backup/making'
import { everything, restoreParts } from '../../support/backup/restoring'
import { forge, readEntries, writeEntries } from '../../support/backup/tampering'
import { checkLibrary, folderContents } from '../../support/check-library'
import { appErrorOf } from '../../support/errors'
import { picture, storePortrait } from '../../support/library'
import { readInPlace } from '../../support/read-in-place'
import { makeDataFolder } from '../../support/records'

readInPlace()

const facesOf = (dataFolder: string) => folderContents(join(dataFolder, 'static', 'portraits'))

/** A library, its backup, and what it has become since: a renamed character and one portrait more. */
async function makeLater() {
  const library = await makeLibrary()
  const { path } = await backUp(library)
  const before = { rows: everything(library.database), faces: facesOf(library.dataFolder) }
  library.characters.edit(1, { name: 'Renamed since' })
  await storePortrait(library, library.character, { bytes: picture(77) })
  const later = { rows: everything(library.database), faces: facesOf(library.dataFolder) }
  library.database.close()
  return { ...library, path, before, later }
}

describe('restoring in the place of everything', () => {
  test.each(['{{{', '', '\ufeff{', '[[['])(
    'brings the library back though its settings are %j',
    async (text) => {
      const { dataFolder, path, before } = await makeLater()
      const forged = forge(await readEntries(path), /settings\.json$/, () => Buffer.from(text))
      const parts = restoreParts(dataFolder)
      parts.libraryHandle.open()
      const restored = await restoreBackup(await writeEntries(forged), parts)
      expect(everything(parts.libraryHandle.database())).toEqual(before.rows)
      expect(restored.settings).toBeNull()
    },
  )

  test('reads settings that an editor has put a byte order mark before', async () => {
    const { dataFolder, path } = await makeLater()
    const marked = (old: Buffer) => Buffer.concat([Buffer.from('\ufeff'), old])
    const forged = forge(await readEntries(path), /settings\.json$/, marked)
    const parts = restoreParts(dataFolder)
    parts.libraryHandle.open()
    const restored = await restoreBackup(await writeEntries(forged), parts)
    expect(restored.settings).toEqual({ language: 'fr' })
  })

  test('brings every row and every byte back, and sets the present library aside', async () => {
    const { dataFolder, path, before, later } = await makeLater()
    const parts = restoreParts(dataFolder)
    parts.libraryHandle.open()
    const restored = await restoreBackup(path, parts)
    expect(everything(parts.libraryHandle.database())).toEqual(before.rows)
    expect(facesOf(dataFolder)).toEqual(before.faces)
    expect(checkLibrary(parts.libraryHandle.database(), dataFolder)).toEqual([])
    expect(restored.settings).toEqual({ language: 'fr' })
    expect(restored.setAside).toMatchObject({
      counts: { campaigns: 1, characters: 2, portraits: 6 },
      canBeUndone: true,
    })
    const aside = join(dataFolder, restored.setAside?.name ?? '')
    expect(facesOf(aside)).toEqual(later.faces)
    expect(readdirSync(join(dataFolder, 'work'))).toEqual([])
    parts.libraryHandle.close()
  })

  test('works in an empty data folder, as on a new computer', async () => {
    const { path, before } = await makeLater()
    const dataFolder = makeDataFolder()
    const parts = restoreParts(dataFolder)
    await restoreBackup(path, parts)
    expect(everything(parts.libraryHandle.database())).toEqual(before.rows)
    expect(facesOf(dataFolder)).toEqual(before.faces)
    parts.libraryHandle.close()
  })

  test('fault 101: undo puts today back, and the undo can be undone', async () => {
    const { dataFolder, path, before, later } = await makeLater()
    const parts = restoreParts(dataFolder)
    parts.libraryHandle.open()
    const { setAside } = await restoreBackup(path, parts)
    undoRestore(setAside?.name ?? '', parts)
    expect(everything(parts.libraryHandle.database())).toEqual(later.rows)
    expect(facesOf(dataFolder)).toEqual(later.faces)
    const [again] = listSetAside(dataFolder, parts.clock())
    undoRestore(again?.name ?? '', parts)
    expect(everything(parts.libraryHandle.database())).toEqual(before.rows)
    expect(facesOf(dataFolder)).toEqual(before.faces)
    expect(listSetAside(dataFolder, parts.clock())).toHaveLength(1)
    parts.libraryHandle.close()
  })

  test('fault 101: after seven days the undo is over, and nothing was removed', async () => {
    const { dataFolder, path } = await makeLater()
    const parts = restoreParts(dataFolder)
    const { setAside } = await restoreBackup(path, parts)
    const later = { ...parts, clock: () => new Date('2026-12-02T08:00:00Z') }
    expect(() => undoRestore(setAside?.name ?? '', later)).toThrow('restore-undo-gone')
    expect(existsSync(join(dataFolder, setAside?.name ?? ''))).toBe(true)
    parts.libraryHandle.close()
  })

  test('fault 98: a stale log beside the database is set aside with it', async () => {
    const { dataFolder, path, before } = await makeLater()
    writeFileSync(join(dataFolder, 'castkeeper.db-wal'), 'a log of another database')
    writeFileSync(join(dataFolder, 'castkeeper.db-shm'), 'and its index')
    const parts = restoreParts(dataFolder)
    const { setAside } = await restoreBackup(path, parts)
    expect(everything(parts.libraryHandle.database())).toEqual(before.rows)
    const aside = readdirSync(join(dataFolder, setAside?.name ?? '')).sort()
    expect(aside).toEqual([
      'castkeeper.db',
      'castkeeper.db-shm',
      'castkeeper.db-wal',
      'set-aside.json',
      'static',
    ])
    parts.libraryHandle.close()
  })

  test('takes the place of a damaged database', async () => {
    const { dataFolder, path, before } = await makeLater()
    writeFileSync(join(dataFolder, 'castkeeper.db'), Buffer.alloc(20_000, 7))
    const parts = restoreParts(dataFolder)
    await restoreBackup(path, parts)
    expect(everything(parts.libraryHandle.database())).toEqual(before.rows)
    parts.libraryHandle.close()
  })
})

describe('what is refused changes nothing', () => {
  test('fault 95: a changed byte is found before anything is touched', async () => {
    const { dataFolder, path } = await makeLater()
    const before = folderContents(dataFolder)
    const whole = readFileSync(path)
    const at = whole.indexOf('IDAT')
    whole[at + 6] = (whole[at + 6] ?? 0) ^ 1
    writeFileSync(path, whole)
    const parts = restoreParts(dataFolder)
    expect((await appErrorOf(restoreBackup(path, parts))).code).toBe('backup-damaged')
    expect(folderContents(dataFolder)).toEqual(before)
  })

  test('a database with a foreign trigger', async () => {
    const { dataFolder, path } = await makeLater()
    const before = folderContents(dataFolder)
    const entries = forge(await readEntries(path), /\.db$/, (content) => {
      const database = new SQLite(content)
      database.exec('CREATE TRIGGER evil AFTER UPDATE ON campaign BEGIN DELETE FROM character; END')
      const bytes = database.serialize()
      database.close()
      return bytes
    })
    const error = await appErrorOf(
      restoreBackup(await writeEntries(entries), restoreParts(dataFolder)),
    )
    expect(error.code).toBe('backup-database-damaged')
    expect(folderContents(dataFolder)).toEqual(before)
  })

  test('another process that uses the library stands in the way, and is reported', async () => {
    const { dataFolder, path, later } = await makeLater()
    const window = joinLibrary(dataFolder)
    const parts = restoreParts(dataFolder)
    const error = await appErrorOf(restoreBackup(path, parts))
    expect(error.code).toBe('backup-library-in-use')
    expect(everything(parts.libraryHandle.database())).toEqual(later.rows)
    expect(facesOf(dataFolder)).toEqual(later.faces)
    window.leave()
    await restoreBackup(path, parts)
    parts.libraryHandle.close()
  })

  test.each(['create:3', 'write:3', 'sync:3'])(
    'fault 100: a disk that fills up at %s while it is staged',
    async (call) => {
      const { dataFolder, path } = await makeLater()
      const before = folderContents(dataFolder)
      const fileSystem = withFailpoints(plainFileSystem(), `${call}=ENOSPC`)
      const error = await appErrorOf(restoreBackup(path, restoreParts(dataFolder, { fileSystem })))
      expect(error.code).toBe('disk-full')
      expect(folderContents(dataFolder)).toEqual(before)
    },
  )

  test('cancelling leaves everything as it was', async () => {
    const { dataFolder, path } = await makeLater()
    const before = folderContents(dataFolder)
    const stop = new AbortController()
    const working = restoreBackup(path, restoreParts(dataFolder), {
      signal: stop.signal,
      onProgress: () => stop.abort(new AppError('backup-cancelled')),
    })
    expect((await appErrorOf(working)).code).toBe('backup-cancelled')
    expect(folderContents(dataFolder)).toEqual(before)
  })
})

/** All rows of the tables that the older database has, as far as it has their columns. */
function copyRows(from: Database, to: Database): void {
  const tables = to
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
         AND name NOT LIKE '%_search%'`,
    )
    .pluck()
    .all()
  for (const table of tables) {
    const columns = to
      .prepare<[], string>(`SELECT name FROM pragma_table_info('${table}')`)
      .pluck()
      .all()
    const add = to.prepare(`INSERT INTO ${table} VALUES (${columns.map(() => '?').join(', ')})`)
    for (const row of from.prepare<[], unknown[]>(`SELECT ${columns} FROM ${table}`).raw().all()) {
      add.run(...row)
    }
  }
}

test('fault 99: an older library is brought up to date in its copy', async () => {
  const { dataFolder, path } = await makeLater()
  const entries = forge(await readEntries(path), /\.db$/, (content) => {
    const [current, old] = [new SQLite(content), new SQLite(':memory:')]
    old.pragma('foreign_keys = OFF')
    old.exec(firstLibrary)
    old.pragma('user_version = 1')
    old.pragma(`application_id = ${applicationId}`)
    copyRows(current, old)
    const bytes = old.serialize()
    current.close()
    old.close()
    return bytes
  })
  const older = await writeEntries(entries)
  const parts = restoreParts(dataFolder)
  const { proof } = await restoreBackup(older, parts)
  expect(proof.portraits).toBe(6)
  expect(parts.libraryHandle.database().pragma('user_version', { simple: true })).toBe(
    schemaVersion,
  )
  expect(checkLibrary(parts.libraryHandle.database(), dataFolder)).toEqual([])
  parts.libraryHandle.close()
})
