import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { placeKind } from '../../../src/main/disk/place-kind'
import { makeDataFolder } from '../../support/records'

test.each([
  'OneDrive',
  'OneDrive - Contoso',
  'Dropbox',
  'Google Drive',
  'Nextcloud',
  'CloudStorage',
])('fault 74: a folder in %j is one that a cloud program synchronises', (name) => {
  const folder = join(makeDataFolder(), name, 'Games')
  mkdirSync(folder, { recursive: true })
  expect(placeKind(folder)).toBe('cloud')
})

test.each([
  ['\\\\server\\share\\Castkeeper', 'network'],
  ['//server/share/Castkeeper', 'network'],
  ['\\\\?\\C:\\Users\\gm', 'plain'],
  ['C:\\Users\\gm\\AppData\\Roaming\\Castkeeper', 'plain'],
  ['C:\\Users\\gm\\OneDrive\\Castkeeper', 'cloud'],
])('fault 74: on Windows %j is %s', (folder, kind) => {
  expect(placeKind(folder, 'win32')).toBe(kind)
})

test('a plain disk, and one that is not there, is nothing to warn of', () => {
  expect(placeKind(makeDataFolder())).toBe('plain')
  expect(placeKind('/nowhere/at/all')).toBe('plain')
  expect(placeKind(join(makeDataFolder(), 'My Dropbox dice'))).toBe('plain')
})
