import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { restoreBackup, undoRestore } from '../../../src/main/backup/restore'
import { createSnapshot } from '../../../src/main/backup/snapshots/snapshots'
import { verifyBackup } from '../../../src/main/backup/verify'
import {
  makeDailyCopy,
  putCopyBack,
  setDatabaseAside,
} from '../../../src/main/core/database/copies'
import { openDatabase } from '../../../src/main/core/database/open'
import { backUp, makeLibrary, makeTarget, partsOf } from '../../support/backup/making'
import { refusal, verify } from '../../support/backup/refusing'
import { everything, restoreParts } from '../../support/backup/restoring'
import {
  backUpToTamper,
  type Entry,
  file,
  unpackByHand,
  writeBytes,
  writeEntries,
} from '../../support/backup/tampering'
import { checkLibrary, folderContents } from '../../support/check-library'
import { writeHotJournal } from '../../support/hot-journal'
import { zip } from '../../support/legacy/zip'
import { readInPlace } from '../../support/read-in-place'
import { makeClock, makeDataFolder } from '../../support/records'

readInPlace()

let archive = ''
let entries: Entry[] = []
/** The pages of another library, which a journal brings back. */
let foreign = Buffer.alloc(0)

beforeAll(async () => {
  ;({ archive, entries } = await backUpToTamper())
  const other = await makeLibrary()
  other.characters.edit(1, { name: 'Of another library' })
  foreign = Buffer.from(other.database.serialize())
  other.database.close()
})

const databaseIn = (names: readonly string[]): string =>
  names.find((name) => /database_backup_.+\.db$/.test(name)) ?? ''

describe('a journal or a log beside the database in a backup', () => {
  const added = (ending: string): Entry[] => {
    const name = databaseIn(entries.map(({ header }) => header.name))
    return [...entries, file(`${name}${ending}`, foreign)]
  }
  const asZip = (some: readonly Entry[]): Buffer =>
    zip(some.map(({ header, content }) => ({ name: header.name, bytes: content })))

  test.each(['-journal', '-wal', '-shm'])('%s is refused in every kind of archive', async (end) => {
    const tar = await writeEntries(added(end))
    const archives = [tar, writeBytes(gzipSync(readFileSync(tar))), writeBytes(asZip(added(end)))]
    for (const path of archives) {
      expect((await refusal(path)).code).toBe('backup-entry-unknown')
      expect((await verify(archive)).warnings).toEqual([])
    }
  })

  test('is refused in a folder, which stays as it is', async () => {
    const folder = unpackByHand(entries)
    writeHotJournal(join(folder, databaseIn(readdirSync(folder))), { before: foreign })
    const before = folderContents(folder)
    expect((await refusal(folder)).code).toBe('backup-entry-unknown')
    expect(folderContents(folder)).toEqual(before)
  })

  test('is refused in an automatic one, which stays as it is', async () => {
    const library = await makeLibrary()
    const folder = makeTarget()
    const { name } = await createSnapshot(partsOf(library), { folder, why: 'day' })
    const path = join(folder, 'backups', name)
    writeHotJournal(join(path, databaseIn(readdirSync(path))), { before: foreign })
    const before = folderContents(folder)
    const verdict = verifyBackup(path, { ...library, clock: makeClock() })
    await expect(verdict).rejects.toMatchObject({ code: 'backup-entry-unknown' })
    expect(folderContents(folder)).toEqual(before)
  })
})

/** A library with a journal of another one beside its database, which was damaged by it already. */
async function damagedLibrary() {
  const library = await makeLibrary()
  const { path } = await backUp(library)
  const rows = everything(library.database)
  const days = makeClock('2026-11-21T20:00:00.000Z')
  const copy = await makeDailyCopy(library.database, { ...library, clock: days })
  library.database.close()
  const { dataFolder } = library
  const database = join(dataFolder, 'castkeeper.db')
  writeFileSync(database, Buffer.alloc(20_000, 7))
  writeHotJournal(database, { before: foreign })
  return {
    dataFolder,
    path,
    rows,
    copy: String(copy),
    journal: readFileSync(`${database}-journal`),
  }
}

describe('a journal left beside a damaged library is not rolled into what takes its place', () => {
  test('fault 98: a backup that is restored; it is set aside with the database and comes back with it', async () => {
    const { dataFolder, path, rows, journal } = await damagedLibrary()
    const parts = restoreParts(dataFolder)
    const { setAside } = await restoreBackup(path, parts)
    const { libraryHandle } = parts
    expect(everything(libraryHandle.database())).toEqual(rows)
    expect(checkLibrary(libraryHandle.database(), dataFolder)).toEqual([])
    const name = setAside?.name ?? ''
    expect(readFileSync(join(dataFolder, name, 'castkeeper.db-journal'))).toEqual(journal)
    libraryHandle.close()
    const closed = { close: () => null, open: () => undefined }
    undoRestore(name, { ...parts, libraryHandle: closed })
    expect(readFileSync(join(dataFolder, 'castkeeper.db-journal'))).toEqual(journal)
  })

  test('nor is a damaged library without one written to when it comes back', async () => {
    const { dataFolder, path } = await damagedLibrary()
    rmSync(join(dataFolder, 'castkeeper.db-journal'))
    const parts = restoreParts(dataFolder)
    const { setAside } = await restoreBackup(path, parts)
    parts.libraryHandle.close()
    const closed = { close: () => null, open: () => undefined }
    undoRestore(setAside?.name ?? '', { ...parts, libraryHandle: closed })
    expect(readFileSync(join(dataFolder, 'castkeeper.db'))).toEqual(Buffer.alloc(20_000, 7))
  })

  test('fault 98: a daily copy that is put back', async () => {
    const { dataFolder, rows, copy } = await damagedLibrary()
    await putCopyBack({ dataFolder, clock: makeClock() }, copy)
    const database = openDatabase({ dataFolder, clock: makeClock() })
    expect(everything(database)).toEqual(rows)
    database.close()
  })

  test('fault 98: an empty library that is begun; what was there is set aside, whole', async () => {
    const { dataFolder, journal } = await damagedLibrary()
    setDatabaseAside({ dataFolder, clock: makeClock() })
    const database = openDatabase({ dataFolder, clock: makeClock(), mayBeNew: true })
    expect(everything(database).character).toEqual([])
    database.close()
    const aside = readdirSync(dataFolder).find((name) => /set_aside_.+-journal$/.test(name))
    expect(readFileSync(join(dataFolder, String(aside)))).toEqual(journal)
  })

  test('fault 98: two that are begun within a second do not take each other’s', () => {
    const dataFolder = makeDataFolder()
    const clock = () => new Date('2026-11-21T20:00:00.000Z')
    for (const text of ['one', 'two']) {
      writeFileSync(join(dataFolder, 'castkeeper.db-journal'), text)
      setDatabaseAside({ dataFolder, clock })
    }
    const texts = readdirSync(dataFolder).map((name) =>
      readFileSync(join(dataFolder, name), 'utf8'),
    )
    expect(texts.toSorted()).toEqual(['one', 'two'])
  })
})

test('a journal beside a daily copy is not rolled into it by looking whose it is', async () => {
  const library = await makeLibrary()
  const { dataFolder } = library
  const days = makeClock('2026-11-21T20:00:00.000Z')
  const name = String(await makeDailyCopy(library.database, { dataFolder, clock: days }))
  const path = join(dataFolder, 'backups', name)
  writeHotJournal(path, { before: foreign })
  const before = folderContents(join(dataFolder, 'backups'))
  const later = makeClock('2026-11-24T20:00:00.000Z')
  const second = String(await makeDailyCopy(library.database, { dataFolder, clock: later }))
  const after = folderContents(join(dataFolder, 'backups'))
  expect({ ...after, [second]: undefined }).toEqual({ ...before, [second]: undefined })
  library.database.close()
})
