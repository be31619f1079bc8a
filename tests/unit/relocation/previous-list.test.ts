import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readPreviousList } from '../../../src/main/relocation/previous-list'

const home = mkdtempSync(join(tmpdir(), 'castkeeper-former-list-'))

function listNaming(path: string) {
  const files = [{ path, bytes: 1, modifiedMs: 1 }]
  writeFileSync(join(home, 'moved-1.json'), JSON.stringify({ files, folders: [] }))
  return readPreviousList(home, 'moved-1.json')
}

test.each([
  '../notes.txt',
  'static/../../notes.txt',
  '/etc/passwd',
  'static\\..\\..\\notes.txt',
  'C:\\notes.txt',
  'static//portraits',
  '.',
  '',
])('a list of a former place that names %s is no list of ours', (path) => {
  expect(listNaming(path)).toBeNull()
})

test('nor is one that names such a folder', () => {
  const list = { files: [], folders: ['static', '../notes'] }
  writeFileSync(join(home, 'moved-2.json'), JSON.stringify(list))
  expect(readPreviousList(home, 'moved-2.json')).toBeNull()
})

test('a list of what lies inside is read', () => {
  expect(listNaming('static/portraits/gm/gm_1.png')?.files).toHaveLength(1)
})
