import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readPortrait } from '../../../src/main/backup/archive/read-portrait'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import { sha256 } from '../../../src/main/core/disk/sha256'
import { makeDataFolder } from '../../support/records'

test.each([
  '../secret.png',
  'static/portraits/gm/../../../secrets.json',
  'secrets.json',
  'static/portraits/gm/.hidden.png',
])('a row that names %s gives a backup nothing', async (path) => {
  const dataFolder = join(makeDataFolder(), 'inner')
  mkdirSync(join(dataFolder, 'static/portraits/gm'), { recursive: true })
  const secret = Buffer.from('a key')
  const whole = join(dataFolder, path)
  writeFileSync(whole, secret)
  const row = { id: 1, path, sha256: await sha256(secret), bytes: 5, format: 'png', name: '' }
  const found = await readPortrait(row, {
    dataFolder,
    fileSystem: nodeFileSystem(),
    hash: sha256,
    allocate: (bytes) => new Uint8Array(bytes),
  })
  expect(found).toEqual({ bytes: null, sha256: '', state: 'unreadable' })
})
