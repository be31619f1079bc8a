import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { passingFolder, sweepPassingFolders } from '../../../../src/main/core/disk/passing-folder'
import { makeOldFolder } from '../../../support/legacy/looking'

test('what killed processes have left of old libraries is removed, and nothing else', async () => {
  const temporaryFolder = makeOldFolder()
  const own = passingFolder(temporaryFolder, 'look')
  const dead = own.replace(String(process.pid), '999999')
  const others = ['castkeeper-look-notes', 'somebody-else-1-look']
  for (const folder of [own, dead, ...others.map((name) => join(temporaryFolder, name))]) {
    mkdirSync(folder)
    writeFileSync(join(folder, 'database.db'), 'old')
  }
  const removed = await sweepPassingFolders(temporaryFolder, (id) => id === process.pid)
  expect(removed).toBe(1)
  expect(readdirSync(temporaryFolder).sort()).toEqual([...others, basename(own)].sort())
})
