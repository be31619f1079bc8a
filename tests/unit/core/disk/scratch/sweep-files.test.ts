import { mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withFailpoints } from '../../../../../src/main/core/disk/failpoints'
import { nodeFileSystem } from '../../../../../src/main/core/disk/node-file-system'
import { claimName, partialName } from '../../../../../src/main/core/disk/scratch/names'
import { sweepFiles } from '../../../../../src/main/core/disk/scratch/sweep'
import { makeDataFolder } from '../../../../support/records'

const now = new Date('2026-11-22T20:00:00.000Z')
const minutesAgo = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000)

function put(folder: string, name: string, modifiedAt: Date): string {
  const path = join(folder, name)
  writeFileSync(path, 'half of a fa')
  utimesSync(path, modifiedAt, modifiedAt)
  return path
}

const sweep = (folders: readonly string[]) =>
  sweepFiles(nodeFileSystem(), folders, {
    now,
    isRunning: (processId) => processId === 42,
  })

test('removes what dead writers left, and nothing of other programs', async () => {
  const folder = makeDataFolder()
  put(folder, partialName(7, '0123456789abcdef'), minutesAgo(1))
  put(folder, partialName(42, 'aaaaaaaaaaaaaaaa'), minutesAgo(25 * 60))
  put(folder, claimName('character_7.png'), minutesAgo(61))
  const kept = [
    partialName(42, 'bbbbbbbbbbbbbbbb'),
    claimName('character_8.png'),
    'character_7.png',
    'mine.partial',
    '.castkeeper-notes.partial',
  ]
  for (const name of kept) put(folder, name, minutesAgo(name.endsWith('.claim') ? 1 : 30))
  mkdirSync(join(folder, partialName(7, 'cccccccccccccccc')))
  symlinkSync('character_7.png', join(folder, partialName(7, 'dddddddddddddddd')))
  expect(await sweep([folder, join(folder, 'was-never-made')])).toBe(3)
  expect(readdirSync(folder).toSorted()).toEqual(
    [...kept, partialName(7, 'cccccccccccccccc'), partialName(7, 'dddddddddddddddd')].toSorted(),
  )
})

test.each(['readdir=EACCES', 'lstat=EIO', 'unlink=EROFS'])(
  'leaves for the next start what it cannot take away because of %s',
  async (fault) => {
    const folder = makeDataFolder()
    put(folder, partialName(7, '0123456789abcdef'), minutesAgo(1))
    const disk = withFailpoints(nodeFileSystem(), fault)
    expect(await sweepFiles(disk, [folder], { now, isRunning: () => false })).toBe(0)
    expect(readdirSync(folder)).toHaveLength(1)
    expect(await sweep([folder])).toBe(1)
  },
)
