import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import {
  addTextFunctions,
  applicationId,
  migrations,
} from '../../../../src/main/core/database/migrations'
import { receivedPictures } from '../../../../src/main/core/database/migrations/008-received-pictures'
import { makeClock, makeDataFolder, openRecords } from '../../../support/records'

const at = '2026-01-01T00:00:00.000Z'
const hash = (sign: string): string => sign.repeat(64)

test('portraits of the schema before get the hash they came with, as far as it was noted', () => {
  const dataFolder = makeDataFolder()
  const before = new SQLite(join(dataFolder, 'castkeeper.db'))
  const version = migrations.indexOf(receivedPictures)
  addTextFunctions(before)
  for (const step of migrations.slice(0, version)) before.exec(step)
  before.pragma(`user_version = ${version}`)
  before.pragma(`application_id = ${applicationId}`)
  const portrait = before.prepare(`INSERT INTO portrait (path, sha256, bytes, format, width_px,
    height_px, source, created_at) VALUES (?, ?, 9, 'png', 8, 8, 'imported', '${at}')`)
  for (const sign of ['1', '2', '3', '4']) {
    portrait.run(`static/portraits/loose/${hash(sign)}.png`, hash(sign))
  }
  before.exec(`INSERT INTO import (id, state, started_at, process_id, source, source_name, decisions)
    VALUES (1, 'done', '${at}', 1, '{}', 'old', '{}');
    INSERT INTO import_row (import_id, ordinal, kind, name, action, portrait_id, origin_sha256)
    VALUES (1, 0, 'loose', 'a', 'create', 1, '${hash('a')}'),
      (1, 1, 'loose', 'b', 'create', 2, 'not a hash'), (1, 2, 'loose', 'c', 'create', NULL, '${hash('c')}');
    INSERT INTO portrait_link (portrait_id, url, checked_at, received_sha256)
    VALUES (3, 'https://example.com/a.png', '${at}', '${hash('e')}')`)
  before.close()

  const { database } = openRecords(dataFolder, makeClock())
  const received = database.prepare('SELECT received_sha256 FROM portrait ORDER BY id').pluck()
  expect(received.all()).toEqual([hash('a'), null, hash('e'), null])
  expect(database.pragma('foreign_key_check')).toEqual([])
  expect(() => database.exec(`UPDATE portrait SET received_sha256 = 'short' WHERE id = 4`)).toThrow(
    'CHECK constraint failed',
  )
})
