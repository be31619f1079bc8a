import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openForRestore } from '../../../../src/main/backup/open-for-restore'
import { listStored } from '../../../../src/main/backup/snapshots/stored-snapshot'
import { readTextSync } from '../../../../src/main/core/disk/blocking'
import { copyFile } from '../../../../src/main/core/disk/copy-file'
import { digestFile } from '../../../../src/main/core/disk/digest'
import { nodeFileSystem } from '../../../../src/main/core/disk/node-file-system'
import { createPeek } from '../../../../src/main/core/disk/peek-file'
import { chooseSource } from '../../../../src/main/legacy-import/source/archive'
import { readOwnFile } from '../../../../src/main/portraits/own-file'
import { refusal } from '../../../support/backup/refusing'
import { appErrorOf } from '../../../support/errors'
import { makeClock, makeDataFolder } from '../../../support/records'
import { openPreferences } from '../../../support/settings'

/** Something that is no file, at this path. */
type Put = (path: string) => unknown

const pipe: Put = (path) => execFileSync('mkfifo', [path])

// The name stays when its process is gone, as after a crash; here it listens until the tests end.
const socket: Put = (path) => once(createServer().listen(path).unref(), 'listening')

const device: Put = (path) => symlinkSync('/dev/zero', path)

// Short, because a socket's path may have no more than 104 bytes on macOS.
const freshPath = (name: string): string => join(mkdtempSync(join(tmpdir(), 'ck-')), name)

const badNames = (folder: string): string[] =>
  readdirSync(folder).filter((name) => name.startsWith('preferences.bad-'))

async function putAt(path: string, put: Put): Promise<string> {
  mkdirSync(dirname(path), { recursive: true })
  await put(path)
  return path
}

// Windows has neither in folders.
describe.skipIf(process.platform === 'win32').each([
  ['a pipe', pipe],
  ['a socket', socket],
  ['a device that never ends', device],
])('%s', (_what, put) => {
  test('given as a backup is none', async () => {
    const path = await putAt(freshPath('backup.tar'), put)
    expect((await refusal(path)).code).toBe('backup-not-an-archive')
    const visiting = openForRestore(path, { dataFolder: makeDataFolder(), clock: makeClock() })
    expect((await appErrorOf(visiting)).code).toBe('backup-not-an-archive')
  })

  test('given as an old library is none', async () => {
    const chosen = await putAt(freshPath('database.db'), put)
    const choosing = chooseSource({ chosen, temporaryFolder: makeDataFolder() })
    expect((await appErrorOf(choosing)).code).toBe('import-not-sqlite')
  })

  test('in the place of a file of an old library is neither copied nor looked into', async () => {
    const from = await putAt(freshPath('gm_1.png'), put)
    const to = freshPath('copy')
    const copying = copyFile(nodeFileSystem(), from, to, { followLinks: true })
    await expect(copying).rejects.toThrow(/ENOTSUP|ENXIO|EOPNOTSUPP/)
    expect(existsSync(to)).toBe(false)
    expect(() => createPeek(4, 4)(from)).toThrow()
  })

  test('given as a picture of one’s own is refused', async () => {
    const path = await putAt(freshPath('face.png'), put)
    expect((await appErrorOf(readOwnFile(nodeFileSystem(), path))).code).toBe('file-unreadable')
    await expect(digestFile(path)).rejects.toThrow()
  })

  test('in the place of the preferences is set aside, and they are written again', async () => {
    const folder = dirname(await putAt(freshPath('preferences.json'), put))
    const preferences = openPreferences(folder)
    preferences.change({ language: 'fr' })
    expect(openPreferences(folder).read().language).toBe('fr')
    expect(badNames(folder)).toHaveLength(1)
  })

  test('in the place of a list or a note of ours is not read', async () => {
    const path = await putAt(freshPath('backups.json'), put)
    expect(() => readTextSync(path)).toThrow(/ENOTSUP|ENXIO|EOPNOTSUPP/)
  })

  test('in the place of the manifest of an automatic backup hides that one', async () => {
    const folder = makeDataFolder()
    const name = 'castkeeper_20261122_200000'
    await putAt(join(folder, 'backups', name, 'manifest.json'), put)
    expect(await listStored(folder)).toEqual([])
  })
})

test('a folder in the place of a file is told as one', async () => {
  const folder = makeDataFolder()
  expect(() => readTextSync(folder)).toThrow('EISDIR')
  expect((await appErrorOf(readOwnFile(nodeFileSystem(), folder))).details).toMatchObject({
    code: 'EISDIR',
  })
  expect((await refusal(folder)).code).toBe('backup-manifest-missing')
  const text = join(folder, 'note.json')
  writeFileSync(text, '{}')
  expect(readTextSync(text)).toBe('{}')
})
