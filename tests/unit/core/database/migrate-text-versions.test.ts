import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import {
  addTextFunctions,
  applicationId,
  migrations,
} from '../../../../src/main/core/database/migrations'
import { makeClock, makeDataFolder, openRecords } from '../../../support/records'

const at = '2026-01-01T00:00:00.000Z'

test('a library of the sixth schema keeps its texts, and keeps versions of them from now on', () => {
  const dataFolder = makeDataFolder()
  const before = new SQLite(join(dataFolder, 'castkeeper.db'))
  addTextFunctions(before)
  for (const step of migrations.slice(0, 6)) before.exec(step)
  before.pragma('user_version = 6')
  before.pragma(`application_id = ${applicationId}`)
  before.exec(`INSERT INTO campaign (name, sort_name, search_name, description, notes, avatar_style,
    avatar_seed, created_at, updated_at) VALUES ('Ash', 'ash', 'ash', 'A war', 'The king lies', 'a', 'b',
    '${at}', '${at}')`)
  before.close()

  const { campaigns, textVersions, database } = openRecords(dataFolder, makeClock())
  expect(campaigns.read(1)).toMatchObject({ description: 'A war', notes: 'The king lies' })
  campaigns.edit(1, { notes: 'The king is dead' })
  const of = { subject: { kind: 'campaign', id: 1 }, property: 'notes' } as const
  const [version] = textVersions.list(of)
  expect(textVersions.read(of, version?.id ?? 0)).toBe('The king lies')
  expect(database.pragma('foreign_key_check')).toEqual([])
})
