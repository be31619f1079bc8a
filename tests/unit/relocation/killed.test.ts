import { randomInt } from 'node:crypto'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readLocation } from '../../../src/main/relocation/location'
import { runChild } from '../../support/child/run'
import { rounds } from '../../support/long'
import { makeDisk, makeHome, moverAt, startAgain, unwatched } from '../../support/moving'

const kills = rounds(6, 100)

/** Starts again after a kill: the whole library is in one of the two places, and the other is no half one. */
async function expectWhole(
  home: string,
  to: string,
  before: Awaited<ReturnType<typeof startAgain>>,
) {
  const after = await startAgain(home)
  expect(after.faults).toEqual([])
  expect(after.state).toEqual(before.state)
  expect([home, to]).toContain(after.dataFolder)
  expect(readLocation(home).moving).toBeNull()
  if (after.dataFolder === home) expect(existsSync(to)).toBe(false)
  else expect(readdirSync(to)).not.toContain('.castkeeper-moving')
  return after.dataFolder
}

describe('killed while the data moves', () => {
  test('at every step, one of the two places is used, whole, and half a copy is swept', {
    timeout: 240_000,
  }, async () => {
    const steps: string[] = []
    const places = new Set<string>()
    for (let step = 1; ; step += 1) {
      const home = await makeHome()
      const before = await startAgain(home)
      const disk = makeDisk()
      writeFileSync(join(disk, 'other.txt'), 'so that a folder of its own is made')
      const end = await runChild({ script: 'move-data.ts', args: [home, disk, String(step)] })
      const hit = end.lines.find((line) => line.startsWith('hit '))
      if (hit === undefined) {
        expect(end.lines, end.stderr).toContain('moved')
        break
      }
      expect(end.signal, end.stderr).toBe('SIGKILL')
      steps.push(hit)
      const at = await expectWhole(home, join(disk, 'Castkeeper'), before)
      places.add(at === home ? 'former' : 'new')
      expect(readdirSync(disk)).toContain('other.txt')
    }
    for (const step of ['note', 'mark', 'database', 'verify', 'point', 'pointed']) {
      expect(steps).toContain(`hit ${step}`)
    }
    expect(places).toEqual(new Set(['former', 'new']))
  })

  test(`at ${kills} random moments, and the next move begins afresh`, {
    timeout: 60_000 + kills * 10_000,
  }, async () => {
    for (let round = 0; round < kills; round += 1) {
      const home = await makeHome()
      const before = await startAgain(home)
      const disk = join(makeDisk(), 'Castkeeper')
      const args = [home, join(disk, '..')]
      await runChild({ script: 'move-data.ts', args, killAfterMs: randomInt(120) })
      const at = await startAgain(home)
      expect(at.state).toEqual(before.state)
      if (at.dataFolder !== home) continue
      const { mover } = moverAt(home)
      await mover.plan(makeDisk())
      await mover.move(unwatched)
      expect((await startAgain(home)).state).toEqual(before.state)
    }
  })

  test('fault 49: a disk that is full in the middle keeps the previous location', async () => {
    const home = await makeHome()
    const before = await startAgain(home)
    const to = makeDisk()
    const env = { CASTKEEPER_FAULT: 'write:4+=ENOSPC' }
    const end = await runChild({ script: 'move-data.ts', args: [home, to], env })
    expect(end.stderr).toContain('disk-full')
    expect(await startAgain(home)).toEqual(before)
    expect(readdirSync(to)).toEqual([])
  })
})
