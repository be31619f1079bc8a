import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { firstLibrary } from '../../../../src/main/core/database/migrations/001-first-library'
import { oldPortraits } from '../../../../src/main/core/database/migrations/002-old-portraits'
import { openDatabase } from '../../../../src/main/core/database/open'
import { checkLibrary } from '../../../support/check-library'
import { makeClock, makeDataFolder } from '../../../support/records'

test('a library of the second form gets a place for addresses, which goes with its portrait', () => {
  const dataFolder = makeDataFolder()
  const before = new SQLite(join(dataFolder, 'castkeeper.db'))
  before.exec(firstLibrary)
  before.exec(oldPortraits)
  before.pragma('user_version = 2')
  before.pragma(`application_id = ${0x43415354}`)
  before.close()
  const database = openDatabase({ dataFolder, clock: makeClock() })
  expect(checkLibrary(database, dataFolder)).toEqual([])
  database.exec(`
    INSERT INTO portrait (path, sha256, bytes, format, width_px, height_px, source, file_state, created_at)
      VALUES ('static/portraits/loose/loose_1.png', '${'a'.repeat(64)}', 1, 'png', 1, 1, 'imported',
        'missing', '2026-11-27T20:00:00.000Z');
    INSERT INTO portrait_link (portrait_id, url, checked_at, received_sha256)
      VALUES (1, 'https://example.org/a.png', '2026-11-27T20:00:00.000Z', '${'b'.repeat(64)}');
    DELETE FROM portrait WHERE id = 1;
  `)
  expect(database.prepare('SELECT count(*) FROM portrait_link').pluck().get()).toBe(0)
  database.close()
})
