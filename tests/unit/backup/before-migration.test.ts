import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { createBackups } from '../../../src/main/backup/backups'
import { listCopies } from '../../../src/main/core/database/copies'
import { schemaVersion } from '../../../src/main/core/database/migrations'
import { firstLibrary } from '../../../src/main/core/database/migrations/001-first-library'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import { makeTarget } from '../../support/backup/making'
import { makeDoor } from '../../support/backup/restoring'
import { checkLibrary, folderContents } from '../../support/check-library'
import { appErrorOf } from '../../support/errors'
import { picture } from '../../support/library'
import { makeDataFolder } from '../../support/records'
import { openTasks } from '../../support/tasks'

const at = '2026-01-01T00:00:00.000Z'

/** A library of the first version, with a character and its portrait, both real. */
function makeFirstLibrary(): string {
  const dataFolder = makeDataFolder()
  const path = 'static/portraits/characters/character_1.png'
  mkdirSync(join(dataFolder, 'static/portraits/characters'), { recursive: true })
  writeFileSync(join(dataFolder, path), picture(1))
  const database = new SQLite(join(dataFolder, 'castkeeper.db'))
  database.exec(firstLibrary)
  database.pragma('user_version = 1')
  database.pragma(`application_id = ${0x43415354}`)
  const columns = 'name, sort_name, avatar_style, avatar_seed, created_at, updated_at'
  const values = `'Éowyn', 'eowyn', 'adventurer', 'Éowyn', '${at}', '${at}'`
  const hash = createHash('sha256').update(picture(1)).digest('hex')
  database.exec(`
    INSERT INTO campaign (${columns}) VALUES (${values});
    INSERT INTO character (campaign_id, ${columns}) VALUES (1, ${values});
    INSERT INTO portrait (character_id, path, sha256, bytes, format, width_px, height_px, source,
      created_at) VALUES (1, '${path}', '${hash}', ${picture(1).length}, 'png', 8, 8, 'own-file', '${at}');
    UPDATE character SET current_portrait_id = 1;
  `)
  database.close()
  return dataFolder
}

function openBackups(dataFolder: string) {
  const libraryHandle = makeDoor(dataFolder)
  const usualFolder = join(makeTarget(), 'Castkeeper Backups')
  const backups = createBackups({
    dataFolder,
    fileSystem: nodeFileSystem(),
    clock: () => new Date(),
    appVersion: '0.1.0',
    usualFolder,
    libraryHandle,
    database: () => libraryHandle.database(),
    readSettings: () => ({}),
    writeReadme: () => 'Read me.\n',
    tasks: openTasks(),
    onChange: () => undefined,
  })
  libraryHandle.open()
  return { libraryHandle, backups, usualFolder }
}

describe('a library that is brought up to date', () => {
  test('is backed up as it was, once, beside the backup of the day, and can be had back', async () => {
    const dataFolder = makeFirstLibrary()
    const faces = folderContents(join(dataFolder, 'static'))
    const { libraryHandle, backups } = openBackups(dataFolder)
    expect(listCopies(dataFolder)).toHaveLength(1)
    libraryHandle.database().exec("UPDATE character SET name = 'Changed since'")
    const made = await backups.automatic.storeIfDue()
    expect(made).toMatchObject({ why: 'migration', schemaVersion: 1, isVerified: true })
    expect(made?.counts).toEqual({ campaigns: 1, characters: 1, portraits: 1 })
    expect(await backups.automatic.storeIfDue()).toMatchObject({ why: 'day', schemaVersion })
    expect(await backups.automatic.storeIfDue()).toBeNull()
    expect((await backups.automatic.list()).map(({ why }) => why).toSorted()).toEqual([
      'day',
      'migration',
    ])

    rmSync(join(dataFolder, 'static'), { recursive: true })
    await backups.restore(backups.automatic.pathOf(made?.name ?? ''))
    expect(folderContents(join(dataFolder, 'static'))).toEqual(faces)
    expect(checkLibrary(libraryHandle.database(), dataFolder)).toEqual([])
    expect(libraryHandle.database().prepare('SELECT name FROM character').pluck().all()).toEqual([
      'Éowyn',
    ])
    libraryHandle.close()
  })

  test('waits for its folder, and is not backed up where that is turned off', async () => {
    const dataFolder = makeFirstLibrary()
    const { libraryHandle, backups, usualFolder } = openBackups(dataFolder)
    rmSync(join(usualFolder, '..'), { recursive: true })
    expect(await backups.automatic.storeIfDue()).toBeNull()
    mkdirSync(join(usualFolder, '..'))
    backups.setAutomatic(false)
    expect(await backups.automatic.storeIfDue()).toBeNull()
    backups.setAutomatic(true)
    expect(await backups.automatic.storeIfDue()).toMatchObject({ why: 'migration' })
    libraryHandle.close()
  })

  test('does not keep the backups of each day away when its copy is spoilt', async () => {
    const dataFolder = makeFirstLibrary()
    const { libraryHandle, backups } = openBackups(dataFolder)
    const [copy] = listCopies(dataFolder)
    writeFileSync(join(dataFolder, 'backups', copy?.name ?? ''), 'no database')
    expect((await appErrorOf(backups.automatic.storeIfDue())).code).toMatch(/^database-/)
    expect(await backups.automatic.storeIfDue()).toMatchObject({ why: 'day' })
    libraryHandle.close()
  })
})

describe('before a restore', () => {
  test('what is there is backed up first, unless there is nothing', async () => {
    const { libraryHandle, backups } = openBackups(makeFirstLibrary())
    const made = await backups.automatic.storeIfDue()
    const path = backups.automatic.pathOf(made?.name ?? '')
    await backups.restore(path)
    expect((await backups.automatic.list()).map(({ why }) => why).toSorted()).toEqual([
      'migration',
      'restore',
    ])
    libraryHandle.close()
    const empty = openBackups(makeDataFolder())
    await empty.backups.restore(path)
    expect(await empty.backups.automatic.list()).toEqual([])
    empty.libraryHandle.close()
  })
})
