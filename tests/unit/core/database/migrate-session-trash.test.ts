import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import {
  addTextFunctions,
  applicationId,
  migrations,
} from '../../../../src/main/core/database/migrations'
import { makeClock, makeDataFolder, openRecords } from '../../../support/records'

test('what the trash has noticed and announced is kept, and sessions can be noticed from now on', () => {
  const dataFolder = makeDataFolder()
  const before = new SQLite(join(dataFolder, 'castkeeper.db'))
  addTextFunctions(before)
  const version = migrations.findIndex((step) => step.includes('trash_watch_next'))
  for (const step of migrations.slice(0, version)) before.exec(step)
  before.pragma(`user_version = ${version}`)
  before.pragma(`application_id = ${applicationId}`)
  const at = '2026-01-01T00:00:00.000Z'
  before.exec(`INSERT INTO trash_watch VALUES ('campaign', 4, '${at}', 12, 34),
    ('character', 7, '${at}', 56, NULL)`)
  const rows = before.prepare('SELECT * FROM trash_watch ORDER BY kind').all()
  before.close()

  const { database } = openRecords(dataFolder, makeClock('2026-11-22T20:00:00.000Z'))
  expect(database.prepare('SELECT * FROM trash_watch ORDER BY kind').all()).toEqual(rows)
  const notice = (kind: string) =>
    database.exec(`INSERT INTO trash_watch VALUES ('${kind}', 1, '${at}', 1, NULL)`)
  notice('session')
  expect(() => notice('message')).toThrow('CHECK')
})
