import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dataFolder, movingOf, sweptFolders, usageOf } from '../../../src/main/core/data-folder'

const document = new URL('../../../docs/data-and-backup.md', import.meta.url)

test('the table of the document says of each file what the app does with it', () => {
  const lines = readFileSync(document, 'utf8').split('\n')
  const start = lines.findIndex((line) => line.startsWith('| file '))
  const length = lines.slice(start).findIndex((line) => !line.startsWith('|'))
  const told = lines.slice(start + 2, start + length).map((line) => {
    const [names, , moves, backedUp, lostMeans] = line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim())
    return { names, moves, backedUp, lostMeans }
  })
  const yesOrNo = (is: boolean): string => (is ? 'yes' : 'no')
  expect(told).toEqual(
    dataFolder.map(({ names, moves, backedUp, lostMeans }) => ({
      names: names.map((name) => `\`${name}\``).join(', '),
      moves: yesOrNo(moves === 'moves' || moves === 'with-database'),
      backedUp: yesOrNo(backedUp),
      lostMeans: lostMeans ?? '–',
    })),
  )
})

describe('when the data moves', () => {
  test.each([
    ['castkeeper.db', 'moves'],
    ['castkeeper.db-wal', 'with-database'],
    ['static', 'moves'],
    ['backups', 'moves'],
    ['before_restore_20261122_200000-2', 'moves'],
    ['notes of mine.txt', 'moves'],
    ['Work', 'moves'],
    ['moved-my notes.json', 'moves'],
    ['work', 'made-again'],
    ['logs', 'made-again'],
    ['castkeeper.lock-journal', 'made-again'],
    ['.castkeeper-moving', 'made-again'],
    ['.castkeeper-17-0123456789abcdef.partial', 'made-again'],
    ['backups.json.partial', 'made-again'],
    ['location.json', 'stays'],
    ['location.bad-2026-11-22T20-00-00Z.json', 'stays'],
    ['moved-20261122_200000-0123abcd.json', 'stays'],
    ['SingletonLock', 'stays'],
    ['local state', 'stays'],
  ])('%s: %s', (name, moving) => expect(movingOf(name)).toBe(moving))
})

test.each([
  ['castkeeper.db-shm', 'database'],
  ['backups/daily_20261122_200000.db', 'databaseCopies'],
  ['backups/before_migration_from_3_20261122_200000.db', 'databaseCopies'],
  ['before_restore_20261122_200000/castkeeper.db', 'setAside'],
  ['castkeeper_set_aside_20261122_200000.db-wal', 'setAside'],
  ['quarantine/20261122_200000/gm_1.png', 'quarantine'],
  ['cache/thumbnails/a.webp', 'thumbnails'],
  ['notes.txt', 'other'],
])('%s counts as %s', (path, kind) => expect(usageOf(path)).toBe(kind))

test('the folders that a start sweeps are those in which files are written under partial names', () => {
  const inner = ['static/portraits/gm', 'static/portraits/loose', 'static/portraits/characters']
  const named = [...inner, 'inbox', 'cache/thumbnails'].map((name) => join('/data', name))
  expect(sweptFolders('/data')).toEqual(['/data', ...named])
})
