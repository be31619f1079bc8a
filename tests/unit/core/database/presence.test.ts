import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { enterLibrary } from '../../../../src/main/backup/enter-library'
import { busyError } from '../../../../src/main/core/database/busy'
import { openDatabase } from '../../../../src/main/core/database/open'
import {
  claimLibrary,
  claimWindow,
  isWindowOpen,
  removeOldWindowFiles,
} from '../../../../src/main/core/database/presence'
import { nodeFileSystem } from '../../../../src/main/core/disk/node-file-system'
import { canHoldLinks } from '../../../../src/main/core/disk/place-kind'
import { makeClock, makeDataFolder, openRecords } from '../../../support/records'

const clock = makeClock()

const holder = `
const SQLite = require(process.argv[1])
const database = new SQLite(process.argv[2])
database.exec('BEGIN EXCLUSIVE')
console.log('held')
process.stdin.on('data', () => {
  database.exec('COMMIT')
  console.log('free')
})
`

/** Another process that holds the write lock of this file until it is told to let go, or killed. */
async function holdElsewhere(path: string) {
  const sqlite = createRequire(import.meta.url).resolve('better-sqlite3')
  const child = spawn(process.execPath, ['-e', holder, sqlite, path])
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return {
    release: () => child.stdin.write('now\n'),
    kill: async () => {
      child.kill('SIGKILL')
      await once(child, 'close')
    },
  }
}

function codeOf(run: () => unknown): unknown {
  try {
    run()
    return 'done'
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
}

test('one window has a data folder, by whatever way it was opened, until its process ends', async () => {
  const dataFolder = makeDataFolder()
  const link = `${dataFolder}-link`
  symlinkSync(dataFolder, link)
  const other = await holdElsewhere(join(dataFolder, 'castkeeper.window'))
  expect(codeOf(() => claimWindow(dataFolder))).toBe('database-busy')
  expect(codeOf(() => claimWindow(link))).toBe('database-busy')
  expect(
    codeOf(() => claimWindow(join(dataFolder, '..', dataFolder.split('/').at(-1) ?? ''))),
  ).toBe('database-busy')
  await other.kill()
  const claim = claimWindow(link)
  claim.leave()
})

test('whether a window is open can be asked without disturbing it', () => {
  const dataFolder = makeDataFolder()
  expect(isWindowOpen(dataFolder)).toBe(false)
  const window = claimWindow(dataFolder)
  expect(isWindowOpen(dataFolder)).toBe(true)
  window.leave()
  expect(isWindowOpen(dataFolder)).toBe(false)
})

test('what windows of earlier versions left for commands is removed, and nothing else', async () => {
  const dataFolder = makeDataFolder()
  for (const name of ['window-door.json', 'window-state.json']) {
    writeFileSync(join(dataFolder, name), '{}')
  }
  await removeOldWindowFiles(nodeFileSystem(), dataFolder)
  await removeOldWindowFiles(nodeFileSystem(), dataFolder)
  expect(readdirSync(dataFolder).filter((name) => name.startsWith('window'))).toEqual([
    'window-state.json',
  ])
})

test('a data folder that is not there is not made by claiming it, and one without locks is no obstacle', () => {
  const away = join(makeDataFolder(), 'away')
  claimWindow(away).leave()
  expect(() => statSync(away)).toThrow('ENOENT')
  const dataFolder = makeDataFolder()
  mkdirSync(join(dataFolder, 'castkeeper.window'))
  claimWindow(dataFolder).leave()
})

test('a lock refused though no process here holds it says so; where that cannot be known, it is in use', async () => {
  const { dataFolder, database } = openRecords()
  database.close()
  const path = join(dataFolder, 'castkeeper.db')
  const { ino } = statSync(path)
  const lines = (inode: number) => `1: POSIX  ADVISORY  WRITE 4242 08:01:${inode} 0 EOF\n`
  const codeFor = (locks: string | null): string => busyError(path, null, locks).code
  expect(codeFor(lines(ino))).toBe('database-busy')
  expect(codeFor(lines(ino + 1))).toBe('database-lock-refused')
  expect(codeFor('')).toBe('database-lock-refused')
  expect(codeFor(null)).toBe('database-busy')
  expect(busyError(join(dataFolder, 'gone'), null, '').code).toBe('database-busy')
})

test('fault 66: a library opens beside a process that writes, and a change it keeps waiting says so', async () => {
  const { dataFolder, database } = openRecords()
  database.close()
  const other = await holdElsewhere(join(dataFolder, 'castkeeper.db'))
  const beside = openDatabase({ dataFolder, clock, busyTimeoutMs: 100 })
  const change = (): unknown => beside.exec("INSERT INTO library (only, id) VALUES (2, 'x')")
  expect(codeOf(change)).toBe('SQLITE_BUSY')
  await other.kill()
  expect(codeOf(change)).toMatch('SQLITE_CONSTRAINT')
  beside.close()
})

test('fault 66: an edit waits for a process that writes, and is not lost', async () => {
  const { dataFolder, database, campaigns } = openRecords()
  expect(database.pragma('busy_timeout', { simple: true })).toBe(5_000)
  const { id } = campaigns.create({ name: 'Éowyn' })
  const other = await holdElsewhere(join(dataFolder, 'castkeeper.db'))
  // It lets go while this process waits for the lock, which nothing here could tell it then.
  other.release()
  campaigns.edit(id, { notes: 'written at last' })
  expect(campaigns.read(id).notes).toBe('written at last')
  database.close()
})

test('fault 65: a disk that fills in the middle of a transaction takes it back whole, and is told', () => {
  const { database, campaigns } = openRecords()
  const { id } = campaigns.create({ name: 'Éowyn' })
  const pages = Number(database.pragma('page_count', { simple: true }))
  database.pragma(`max_page_count = ${pages}`)
  const change = database.transaction(() => {
    campaigns.edit(id, { notes: 'short' })
    campaigns.edit(id, { notes: 'x'.repeat(500_000) })
  })
  expect(codeOf(() => change())).toMatch(/disk-full|SQLITE_FULL/)
  expect(campaigns.read(id).notes).toBe('')
  expect(database.inTransaction).toBe(false)
  database.pragma('max_page_count = 1000000')
  campaigns.edit(id, { notes: 'afterwards' })
  expect(campaigns.read(id).notes).toBe('afterwards')
  database.close()
})

test('a folder in which no link can be made is told from one in which it can', () => {
  const folder = makeDataFolder()
  expect(canHoldLinks(folder)).toBe(true)
  const refuse = () => {
    throw Object.assign(new Error('EPERM'), { code: 'EPERM' })
  }
  expect(canHoldLinks(folder, refuse)).toBe(false)
  writeFileSync(join(folder, 'file'), '')
  expect(canHoldLinks(join(folder, 'file'))).toBe(false)
})

test('a library that was moved elsewhere while this process waited is not entered, nor held', () => {
  const dataFolder = makeDataFolder()
  expect(codeOf(() => enterLibrary(dataFolder, () => false))).toBe('data-moved')
  claimLibrary(dataFolder).leave()
  const presence = enterLibrary(dataFolder, () => true)
  presence.leave()
})
