import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../../../../src/main/core/disk/scratch/folders'
import { partialName } from '../../../../../src/main/core/disk/scratch/names'
import {
  sweepPartialFolders,
  sweepTemporaryFolders,
} from '../../../../../src/main/core/disk/scratch/sweep'
import { makeOldFolder } from '../../../../support/legacy/scanning'

function put(folder: string): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'database.db'), 'old')
}

test('what killed processes have left of old libraries is removed, and nothing else', async () => {
  const parent = makeOldFolder()
  const own = temporaryFolder(parent, 'scan').path
  const dead = own.replace(String(process.pid), '999999')
  const byOlderVersion = 'castkeeper-look-999999-2f1c8a52-7f0e-4b0c-9d5e-0a1b2c3d4e5f'
  const others = ['castkeeper-look-notes', 'somebody-else-1-look']
  for (const folder of [own, dead, join(parent, byOlderVersion)]) put(folder)
  for (const name of others) put(join(parent, name))
  const removed = await sweepTemporaryFolders(parent, (id) => id === process.pid)
  expect(removed).toBe(2)
  expect(readdirSync(parent).sort()).toEqual([...others, basename(own)].sort())
})

test('a backup that was being put together is removed under both names, and what runs elsewhere stays', async () => {
  const folder = makeOldFolder()
  const running = partialName(process.ppid)
  const left = [partialName(), partialName(999_999_999), '.999999999-0123abcd.partial']
  const others = ['2026-11-22_200000', '.notes.partial']
  for (const name of [running, ...left, ...others]) put(join(folder, name))
  expect(await sweepPartialFolders(folder)).toBe(left.length)
  expect(readdirSync(folder).sort()).toEqual([running, ...others].sort())
})

test('a temporary folder is this account’s alone, and gone with everything in it', async () => {
  const parent = makeOldFolder()
  const folder = temporaryFolder(join(parent, 'not-made-yet'), 'work')
  await folder.make()
  await expect(folder.make()).rejects.toThrow('EEXIST')
  put(join(folder.path, 'deeper'))
  await folder.remove()
  await folder.remove()
  expect(readdirSync(join(parent, 'not-made-yet'))).toEqual([])
})
