import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import { claimName, partialName } from '../../../src/main/core/disk/scratch/names'
import { findData, readLocation } from '../../../src/main/relocation/location'
import { moveData } from '../../../src/main/relocation/move'
import { sweepUnfinished } from '../../../src/main/relocation/unfinished'
import { makeDoor } from '../../support/backup/restoring'
import { runChild } from '../../support/child/run'
import { makeDisk, makeHome, moverAt, unwatched } from '../../support/moving'
import { makeClock } from '../../support/records'

const partial = partialName(process.pid, '0123456789abcdef')

function write(folder: string, name: string): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), 'half')
}

describe('what is being written while the data moves', () => {
  test.each([
    ['a small picture', 'cache/thumbnails', partial],
    ['a portrait', 'static/portraits/characters', partial],
    ['the claim of a name', 'static/portraits/gm', claimName('gm_1.png')],
    ['a picture of a service', 'inbox', partial],
  ])('is passed over: %s', async (_, folder, name) => {
    const home = await makeHome()
    write(join(home, folder), name)
    const to = makeDisk()
    const { mover } = moverAt(home)
    await mover.plan(to)
    await mover.move(unwatched)
    expect(readdirSync(join(to, folder))).not.toContain(name)
    const after = moverAt(home, to).mover
    expect(await after.deletePrevious(home)).toMatchObject({ stayed: [] })
    expect(existsSync(join(home, folder))).toBe(false)
  })

  test('is no obstacle when it vanishes before it is copied: a small picture', async () => {
    const home = await makeHome()
    write(join(home, 'cache', 'thumbnails'), 'a.webp')
    const to = makeDisk()
    const libraryHandle = makeDoor(home)
    libraryHandle.open()
    const result = await moveData(
      { path: to, isNew: false },
      {
        home,
        from: home,
        fileSystem: nodeFileSystem(),
        clock: makeClock(),
        libraryHandle: {
          seal: () => void libraryHandle.close(),
          unseal: () => libraryHandle.open(),
        },
        onStep: (step) => {
          if (step === 'folders') rmSync(join(home, 'cache', 'thumbnails', 'a.webp'))
        },
      },
    )
    expect(result).toMatchObject({ portraits: 6 })
    expect(findData(home).dataFolder).toBe(to)
  })
})

describe('a move that was killed', () => {
  test('leaves a chosen folder that was there before, and whatever else is in it', async () => {
    const steps = new Set<string>()
    for (let step = 1; ; step += 4) {
      const home = await makeHome()
      const chosen = makeDisk()
      write(chosen, '.DS_Store')
      const end = await runChild({ script: 'move-data.ts', args: [home, chosen, String(step)] })
      const hit = end.lines.find((line) => line.startsWith('hit '))
      if (hit === undefined) break
      steps.add(hit.split(' ')[1] ?? '')
      write(chosen, 'put there since.txt')
      await sweepUnfinished(home, findData(home).dataFolder ?? home)
      expect(readLocation(home).moving).toBeNull()
      expect(readdirSync(chosen), hit).toEqual(
        expect.arrayContaining(['.DS_Store', 'put there since.txt']),
      )
      if (findData(home).dataFolder === home) expect(readdirSync(chosen)).toHaveLength(2)
    }
    expect(steps.size).toBeGreaterThan(2)
  })

  test('leaves an empty folder that was there before, and removes one that was made for it', async () => {
    const home = await makeHome()
    const there = makeDisk()
    const end = await runChild({ script: 'move-data.ts', args: [home, there, '5'] })
    expect(end.signal).toBe('SIGKILL')
    expect(await sweepUnfinished(home, home)).toBe(true)
    expect(readdirSync(there)).toEqual([])
    const full = makeDisk()
    write(full, 'other.txt')
    await runChild({ script: 'move-data.ts', args: [home, full, '5'] })
    expect(await sweepUnfinished(home, home)).toBe(true)
    expect(readdirSync(full)).toEqual(['other.txt'])
  })

  test('of another time, or of another library, is none of ours', async () => {
    const home = await makeHome()
    const chosen = makeDisk()
    await runChild({ script: 'move-data.ts', args: [home, chosen, '6'] })
    const before = readdirSync(chosen)
    const other = await makeHome()
    expect(await sweepUnfinished(other, other)).toBe(false)
    writeFileSync(
      join(chosen, '.castkeeper-moving'),
      '{"id":"0000000000000000","files":[],"folders":[]}',
    )
    expect(await sweepUnfinished(home, home)).toBe(false)
    expect(readdirSync(chosen)).toEqual(before)
  })
})
