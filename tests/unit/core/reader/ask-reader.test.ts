import { execFileSync } from 'node:child_process'
import { statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import SQLite from 'better-sqlite3'
import { expect, test, vi } from 'vitest'
import { examineTask } from '../../../../src/main/core/database/examine'
import {
  type AskOptions,
  askReader,
  deadlineFor,
  openReader,
  ReaderFailure,
} from '../../../../src/main/core/reader/ask-reader'
import { checkOldCopyTask } from '../../../../src/main/legacy-import/old-database/check-old-copy'
import { extractOldTask } from '../../../../src/main/legacy-import/old-database/extract-old'
import { oldProject } from '../../../support/legacy/old-database'
import { makeOldFolder } from '../../../support/legacy/scanning'

/** A database that SQLite waits for, inside one call, until it may read it. */
function lockedDatabase(): { readonly path: string; unlock(): void } {
  const path = join(makeOldFolder(), 'locked.db')
  const lock = new SQLite(path)
  lock.exec('CREATE TABLE t (a); BEGIN EXCLUSIVE')
  return { path, unlock: () => lock.close() }
}

function writeTo(path: string, bytes: Buffer): string {
  writeFileSync(path, bytes)
  return path
}

function extract(path: string) {
  const to = writeTo(`${path}.extract`, Buffer.alloc(0))
  return { path, to, evenIfNewer: false }
}

const examine = (path: string, options?: AskOptions) =>
  askReader(examineTask, { path, migrates: false }, options)

test('ends a reading that takes too long, and nothing waited for it', async () => {
  const { path, unlock } = lockedDatabase()
  const delays = monitorEventLoopDelay({ resolution: 5 })
  delays.enable()
  const error = await examine(path, { deadlineMs: 3_000 }).catch((one: unknown) => one)
  delays.disable()
  unlock()
  expect(error).toBeInstanceOf(ReaderFailure)
  expect(error).toMatchObject({ reason: 'too-slow' })
  // What shares its thread with the reading would have waited for seconds.
  expect(delays.max / 1e6).toBeLessThan(2_000)
})

test('hears a cancel in the midst of a statement', async () => {
  const { path, unlock } = lockedDatabase()
  const stop = new AbortController()
  const reading = examine(path, { signal: stop.signal })
  setTimeout(() => stop.abort(new Error('the game master pressed Cancel')), 1_000)
  await expect(reading).rejects.toThrow('the game master pressed Cancel')
  unlock()
})

/** The processes that this one has begun and that have not ended. */
const children = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length

test.each([
  ['too slow', { deadlineMs: 500 }],
  ['cancelled', { signal: AbortSignal.timeout(500) }],
])('no process is left of a reading that was %s', async (_how, options) => {
  const before = children()
  const { path, unlock } = lockedDatabase()
  await expect(examine(path, options)).rejects.toThrow()
  // The database is still locked: only being ended can end it so soon.
  await vi.waitFor(() => expect(children()).toBe(before), { timeout: 3_000 })
  unlock()
})

test('gives a reading a minute, and a second more for each MiB', () => {
  const path = writeTo(join(makeOldFolder(), 'large.db'), Buffer.alloc(3 * 2 ** 20))
  expect(deadlineFor(path)).toBe(63_000)
  expect(deadlineFor(`${path}.away`)).toBe(60_000)
})

test('gives a file that claims terabytes a day, not the instant that too long a timer lasts', () => {
  const path = writeTo(join(makeOldFolder(), 'hollow.db'), Buffer.alloc(1))
  truncateSync(path, 4 * 2 ** 40)
  expect(deadlineFor(path)).toBe(24 * 60 * 60 * 1_000)
  expect(deadlineFor(path)).toBeLessThan(2 ** 31)
})

test('does not begin when it was cancelled before', async () => {
  const path = join(oldProject('G2'), 'database.db')
  const signal = AbortSignal.abort(new Error('cancelled before'))
  await expect(askReader(extractOldTask, extract(path), { signal })).rejects.toThrow(
    'cancelled before',
  )
  expect(statSync(`${path}.extract`).size).toBe(0)
})

test('says what SQLite and the task say, as they would say it here', async () => {
  const away = join(makeOldFolder(), 'away.db')
  await expect(examine(away)).rejects.toMatchObject({ code: 'SQLITE_CANTOPEN' })
  await expect(askReader(checkOldCopyTask, { path: away })).rejects.toMatchObject({
    code: 'ENOENT',
  })
  const empty = writeTo(join(makeOldFolder(), 'empty.db'), Buffer.alloc(0))
  await expect(askReader(checkOldCopyTask, { path: empty })).rejects.toMatchObject({
    name: 'AppError',
    code: 'import-database-empty',
  })
})

/** The reading processes of this one. */
function readers(): string {
  try {
    return execFileSync('pgrep', ['-P', String(process.pid), '-f', 'reader-process']).toString()
  } catch {
    return ''
  }
}

test('one process does one task after the other, until it is closed', async () => {
  const input = {
    path: writeTo(join(makeOldFolder(), 'empty.db'), Buffer.alloc(0)),
    migrates: false,
  }
  const reader = openReader()
  const first = await reader.ask(examineTask, input)
  const own = readers()
  expect(own.trim()).toMatch(/^\d+$/)
  expect(await reader.ask(examineTask, input)).toEqual(first)
  expect(readers()).toBe(own)
  reader.close()
  await vi.waitFor(() => expect(readers()).toBe(''))
})

test('a process that ended with the task before, or by itself, is replaced', async () => {
  const { path, unlock } = lockedDatabase()
  const reader = openReader()
  const signal = AbortSignal.timeout(600)
  await expect(reader.ask(examineTask, { path, migrates: false }, { signal })).rejects.toThrow()
  unlock()
  expect(await reader.ask(examineTask, { path, migrates: false })).toMatchObject({ strays: 0 })
  process.kill(Number(readers()), 'SIGKILL')
  expect(await reader.ask(examineTask, { path, migrates: false })).toMatchObject({ strays: 0 })
  reader.close()
  await vi.waitFor(() => expect(readers()).toBe(''))
})

/** Kills the reading process once it has begun, as the system does when memory runs out. */
async function killReader(): Promise<void> {
  const pid = await vi.waitFor(() => {
    const of = execFileSync('pgrep', ['-P', String(process.pid), '-f', 'reader-process'])
    return Number(of.toString().trim().split('\n').at(-1))
  })
  await delay(700)
  process.kill(pid, 'SIGKILL')
}

test('a reading whose process died of something else is done once more', async () => {
  const { path, unlock } = lockedDatabase()
  const reading = examine(path).catch((error: unknown) => error)
  await killReader()
  unlock()
  expect(await reading).toMatchObject({ schemaVersion: 0 })
})

test('a reading that kills two processes is told', async () => {
  const { path, unlock } = lockedDatabase()
  const reading = examine(path).catch((error: unknown) => error)
  await killReader()
  await killReader()
  unlock()
  expect(await reading).toMatchObject({ reason: 'died' })
})
