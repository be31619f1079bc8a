import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { readManifest } from '../../../src/main/backup/archive/manifest'
import { hasIssuedIds } from '../../../src/main/core/database/issued-ids'
import { hasTraces } from '../../../src/main/core/database/traces'
import { readJsonFile, readJsonFileOrNull } from '../../../src/main/core/json-file'
import { readManifest as readQuarantine } from '../../../src/main/integrity/quarantine/manifest'
import { folderOf } from '../../support/folder-of'

/** What Notepad and other editors on Windows put before a text. */
const mark = '\ufeff'
const schema = z.object({ name: z.string() })

test('a JSON file is read with a byte order mark as without', () => {
  const path = join(folderOf({ 'one.json': `${mark}{"name":"Elowen"}` }), 'one.json')
  expect(readJsonFile(path, schema)).toEqual({ name: 'Elowen' })
  writeFileSync(path, `${mark}${mark}{"name":"Elowen"}`)
  expect(readJsonFileOrNull(path, schema)).toBeNull()
})

test('so are the manifests of backups and of the quarantine', () => {
  const other = Buffer.from(`${mark}{"product":"other","formatVersion":1,"appVersion":"1"}`)
  expect(() => readManifest(other)).toThrow('backup-other-product')
  const line = {
    id: '20261129_100000/0001_a.png',
    why: 'stray',
    originalPath: 'static/portraits/characters/character_1.png',
    sha256: '0'.repeat(64),
    bytes: 3,
    portraitId: null,
    facts: {},
    putAt: '2026-11-29T10:00:00.000Z',
  }
  const { entries, damagedLines } = readQuarantine(
    `${mark}${JSON.stringify(line)}`,
    '20261129_100000',
  )
  expect([entries.size, damagedLines]).toEqual([1, 0])
})

test('so are the notes that show what a lost database held', () => {
  const noted = `${mark}${JSON.stringify({ last: { at: '2026-11-29T10:00:00.000Z' } })}`
  expect(hasTraces(folderOf({ 'backups.json': noted }))).toBe(true)
  const ids = `${mark}${JSON.stringify({ library: null, ids: { campaign: 3, character: 0, portrait: 0 } })}`
  expect(hasIssuedIds(folderOf({ 'castkeeper.db-ids': ids }))).toBe(true)
})
