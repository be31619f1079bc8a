import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openBackup } from '../../../src/main/backup/archive/open-backup'
import { stageBackup } from '../../../src/main/backup/stage'
import { createStagedFiles } from '../../../src/main/backup/stage-files'
import { withFailpoints } from '../../../src/main/core/disk/failpoints'
import { type FileSystem, plainFileSystem } from '../../../src/main/core/disk/file-system'
import { backUp, makeLibrary, makeTarget } from '../../support/backup/making'
import { folderContents } from '../../support/check-library'
import { appErrorOf } from '../../support/errors'
import { withPowerLoss } from '../../support/power-loss'

const names = Array.from({ length: 150 }, (_, number) => `${number}.png`)

/** A disk that remembers which files are open, and which were synced after their last byte. */
function watch(disk: FileSystem) {
  const open = new Set<string>()
  const synced = new Set<string>()
  let mostOpen = 0
  const create: FileSystem['create'] = async (path) => {
    const file = await disk.create(path)
    open.add(path)
    mostOpen = Math.max(mostOpen, open.size)
    return {
      write: (bytes) => {
        synced.delete(path)
        return file.write(bytes)
      },
      sync: async () => {
        await file.sync()
        synced.add(path)
      },
      close: async () => {
        open.delete(path)
        await file.close()
      },
    }
  }
  return { fileSystem: { ...disk, create }, open, synced, mostOpen: () => mostOpen }
}

describe('many files staged together', () => {
  test('are each synced and closed once all is settled, with few open at a time', async () => {
    const folder = makeTarget()
    const watched = watch(plainFileSystem())
    const files = createStagedFiles(watched.fileSystem)
    await Promise.all(names.map((name) => files.add(join(folder, name), Buffer.from(name))))
    await files.settle()
    expect([...watched.synced].sort()).toEqual(names.map((name) => join(folder, name)).sort())
    expect(watched.open.size).toBe(0)
    for (const name of readdirSync(folder))
      expect(readFileSync(join(folder, name), 'utf8')).toBe(name)
  })

  test('never have more than two bundles open', async () => {
    const folder = makeTarget()
    const watched = watch(plainFileSystem())
    const files = createStagedFiles(watched.fileSystem)
    for (const name of names) await files.add(join(folder, name), Buffer.from(name))
    await files.settle()
    expect(watched.mostOpen()).toBeLessThanOrEqual(128)
  })

  test.each(['sync:20=EIO', 'write:70=ENOSPC', 'create:120=EACCES', 'close:3=EIO'])(
    'say what went wrong at %s, and leave nothing open',
    async (fault) => {
      const folder = makeTarget()
      const watched = watch(withFailpoints(plainFileSystem(), fault))
      const files = createStagedFiles(watched.fileSystem)
      const all = async () => {
        for (const name of names) await files.add(join(folder, name), Buffer.from(name))
        await files.settle()
      }
      const { code } = await appErrorOf(all())
      expect(code).toMatch(/^(?:write-failed|disk-full|folder-not-writable)$/)
      await files.abandon()
      expect(watched.open.size).toBe(0)
    },
  )
})

test('fault 97: what a restore has staged is there after the power went, names and bytes', async () => {
  const library = await makeLibrary()
  const { path } = await backUp(library)
  const power = withPowerLoss(plainFileSystem())
  const folder = makeTarget()
  const backup = await openBackup(path)
  await stageBackup(backup, folder, { fileSystem: power.fileSystem })
  await backup.source.close()
  const staged = folderContents(folder)
  expect(Object.keys(staged).filter((name) => name.endsWith('.png'))).toHaveLength(6)
  power.cut()
  expect(folderContents(folder)).toEqual(staged)
})
