import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createDirectLstat } from '../../../../src/main/core/disk/direct-lstat'
import { makeDataFolder } from '../../../support/records'

test('tells what is there without following a link, and says ENOENT where nothing is', async () => {
  const folder = makeDataFolder()
  writeFileSync(join(folder, 'face.png'), 'twelve bytes')
  symlinkSync('face.png', join(folder, 'link.png'))
  const look = createDirectLstat()
  expect((await look(join(folder, 'face.png'))).size).toBe(12)
  expect((await look(join(folder, 'link.png'))).isSymbolicLink()).toBe(true)
  await expect(look(join(folder, 'gone.png'))).rejects.toMatchObject({ code: 'ENOENT' })
  await expect(look(join(folder, 'face.png', 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' })
})

test('fault 62: a disk that was slow once is asked beside the main thread for a second', async () => {
  const folder = makeDataFolder()
  // Each look asks the time before, and after when the main thread did the looking.
  const times = [0, 50, 100, 1_049, 1_051, 1_051]
  const asked: number[] = []
  const look = createDirectLstat(() => {
    const time = times.shift() ?? Number.NaN
    asked.push(time)
    return time
  })
  for (let number = 0; number < 4; number += 1) await look(folder)
  expect(asked).toEqual([0, 50, 100, 1_049, 1_051, 1_051])
})
