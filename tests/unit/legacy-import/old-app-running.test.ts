import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import {
  extractLibrary,
  openOldLibrary,
} from '../../../src/main/legacy-import/old-database/open-old'
import { copyDatabase } from '../../../src/main/legacy-import/source/private-copy'
import { AppError } from '../../../src/shared/errors'
import { appErrorOf } from '../../support/errors'
import { addOldRow, oldProject } from '../../support/legacy/old-database'
import { makeOldFolder, scanIn, treeHash } from '../../support/legacy/scanning'

test('fault 85: reads what the old app has open, its log included, and changes no byte', async () => {
  const folder = oldProject('G4')
  const running = new SQLite(join(folder, 'database.db'))
  addOldRow(running, 'characters', { user_id: 1, campaign_id: 1, name: 'Only in the log' })
  running.exec("BEGIN IMMEDIATE; INSERT INTO users (email, password) VALUES ('not yet', '')")
  expect(readdirSync(folder)).toContain('database.db-wal')
  const before = treeHash(folder)
  const { library, close } = await scanIn(folder)
  expect(library?.characters.at(-1)?.name).toBe('Only in the log')
  expect(library?.users).toHaveLength(2)
  await close()
  expect(treeHash(folder)).toEqual(before)
  running.exec('COMMIT').close()
})

test('fault 85: copies again what was written to while it was copied', async () => {
  const folder = oldProject('G4')
  const database = join(folder, 'database.db')
  const running = new SQLite(database)
  let writes = 0
  const copy = await copyDatabase({
    database,
    folder: makeOldFolder(),
    onProgress: () => {
      if (writes >= 3) return
      writes += 1
      addOldRow(running, 'characters', { user_id: 1, name: `Written ${writes}` })
      if (writes === 2) running.pragma('wal_checkpoint(TRUNCATE)')
    },
  })
  const library = await openOldLibrary(await extractLibrary({ path: copy.path }))
  expect(library.characters.map(({ name }) => name)).toContain('Written 3')
  expect([copy.foreignLog, copy.damaged, library.unreadable]).toEqual([null, [], []])
  library.close()
  running.close()
})

test('fault 85: reads a whole database while a writer never rests', async () => {
  const folder = oldProject('G4')
  const running = new SQLite(join(folder, 'database.db'))
  running.pragma('wal_autocheckpoint = 5')
  let isOver = false
  const writing = (async () => {
    for (let at = 0; !isOver; at += 1) {
      addOldRow(running, 'messages', { user_id: 1, role: 'user', content: 'x'.repeat(3_000) })
      if (at % 7 === 0) running.exec('DELETE FROM messages WHERE id % 3 = 0')
      await delay(1)
    }
  })()
  const { library, close } = await scanIn(folder)
  isOver = true
  await writing
  expect(library?.campaigns).toHaveLength(2)
  expect(library?.unreadable).toEqual([])
  await close()
  running.close()
})

test('reads a database with a header that asks for a log from a folder it may not write to', async () => {
  const folder = oldProject('G4')
  chmodSync(join(folder, 'database.db'), 0o444)
  chmodSync(folder, 0o555)
  const { library, close } = await scanIn(folder)
  expect(library?.campaigns).toHaveLength(2)
  await close()
  expect(readdirSync(folder)).toEqual(['database.db'])
  chmodSync(folder, 0o755)
})

test('keeps its copy to itself', async () => {
  const folder = join(makeOldFolder(), 'copy')
  const { path } = await copyDatabase({ database: join(oldProject('G2'), 'database.db'), folder })
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('uses a stored copy, and makes one again that a kill cut short', async () => {
  const project = oldProject('G2')
  const database = join(project, 'database.db')
  const folder = join(makeOldFolder(), 'imports')
  mkdirSync(folder)
  writeFileSync(join(folder, 'library.db'), 'half of a')
  const look = () => scanIn(project, { copyFolder: folder })
  const first = await look()
  expect(first.library?.campaigns).toHaveLength(2)
  await first.close()
  new SQLite(database).exec('DELETE FROM campaigns').close()
  const second = await look()
  expect(second.library?.campaigns).toHaveLength(2)
  await second.close()
  expect(readdirSync(folder)).toEqual(['library.db', 'library.json'])
  expect(readFileSync(join(folder, 'library.db')).includes('secret')).toBe(false)
})

test('stops a copy when it is told to, and leaves nothing', async () => {
  const folder = oldProject('G2')
  const stop = new AbortController()
  const temporaryFolder = makeOldFolder()
  const look = scanIn(folder, {
    temporaryFolder,
    signal: stop.signal,
    onProgress: ({ step }) => {
      if (step === 'copy-database') stop.abort(new AppError('import-cancelled'))
    },
  })
  expect((await appErrorOf(look)).code).toBe('import-cancelled')
  expect(readdirSync(temporaryFolder)).toEqual([])
})

test('says of a folder it cannot put its copy into what is wrong with it', async () => {
  const file = join(makeOldFolder(), 'a file')
  writeFileSync(file, 'no folder')
  const database = join(oldProject('G2'), 'database.db')
  const error = await appErrorOf(copyDatabase({ database, folder: join(file, 'copy') }))
  expect(error.code).toBe('folder-replaced')
})
