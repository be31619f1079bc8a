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
const before = migrations.findIndex((step) => step.includes('CREATE TABLE session '))

test('a library of the schema before keeps its versions, their ids included, and has sessions from now on', () => {
  const dataFolder = makeDataFolder()
  const old = new SQLite(join(dataFolder, 'castkeeper.db'))
  addTextFunctions(old)
  for (const step of migrations.slice(0, before)) old.exec(step)
  old.pragma(`user_version = ${before}`)
  old.pragma(`application_id = ${applicationId}`)
  old.exec(`INSERT INTO campaign (name, sort_name, search_name, notes, avatar_style, avatar_seed,
      created_at, updated_at) VALUES ('Ash', 'ash', 'ash', 'The king lies', 'a', 'b', '${at}', '${at}');
    INSERT INTO text_version (campaign_id, property, text, replaced_at)
      VALUES (1, 'notes', 'The king lives', '${at}'), (1, 'notes', 'removed', '${at}');
    DELETE FROM text_version WHERE id = 2`)
  old.close()

  const { campaigns, sessions, textVersions, database } = openRecords(dataFolder, makeClock())
  const notes = { subject: { kind: 'campaign', id: 1 }, property: 'notes' } as const
  expect(textVersions.list(notes)).toMatchObject([{ id: 1, replacedAt: at }])
  expect(textVersions.read(notes, 1)).toBe('The king lives')
  campaigns.edit(1, { notes: 'The king is dead' })
  expect(textVersions.list(notes)[0]?.id, 'an id is never used again').toBe(3)

  const { id } = sessions.add({ campaignId: 1, text: 'It begins' }).session
  sessions.edit(id, { text: '' })
  const text = { subject: { kind: 'session', id }, property: 'text' } as const
  expect(textVersions.list(text)).toHaveLength(1)
  expect(database.pragma('foreign_key_check')).toEqual([])
})
