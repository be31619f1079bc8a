import { randomInt } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { listStored } from '../../../src/main/backup/snapshots/stored-snapshot'
import { finishSwap, workPlace } from '../../../src/main/backup/swap'
import { verifyBackup } from '../../../src/main/backup/verify'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import { sweepFiles, sweepWorkFolders } from '../../../src/main/core/disk/scratch/sweep'
import { backUp, makeLibrary, makeTarget } from '../../support/backup/making'
import { everything, makeDoor } from '../../support/backup/restoring'
import { checkLibrary, folderContents } from '../../support/check-library'
import { runChild } from '../../support/child/run'
import { picture, storePortrait } from '../../support/library'
import { rounds } from '../../support/long'

const kills = rounds(6, 100)
const clock = () => new Date('2026-11-24T08:00:00Z')

async function makeScene() {
  const library = await makeLibrary()
  const { path } = await backUp(library)
  const old = stateOf(library.dataFolder, everything(library.database))
  library.characters.edit(1, { name: 'Renamed since' })
  await storePortrait(library, library.character, { bytes: picture(77) })
  const today = stateOf(library.dataFolder, everything(library.database))
  library.database.close()
  return { dataFolder: library.dataFolder, path, old, today }
}

const stateOf = (dataFolder: string, rows: unknown) => ({
  rows,
  faces: folderContents(join(dataFolder, 'static', 'portraits')),
})

/** Starts as the next start does, and answers the whole state it finds. */
function startAgain(dataFolder: string) {
  const libraryHandle = makeDoor(dataFolder)
  libraryHandle.open()
  const state = stateOf(dataFolder, everything(libraryHandle.database()))
  expect(checkLibrary(libraryHandle.database(), dataFolder)).toEqual([])
  libraryHandle.close()
  return state
}

describe('killed while a backup is made', () => {
  test('fault 93: at every call to the disk its name shows a whole backup or nothing', {
    timeout: 120_000,
  }, async () => {
    const { dataFolder } = await makeScene()
    const target = makeTarget()
    const hits: string[] = []
    let wasHit = true
    // Reading portraits comes first, call by call; the calls that write are what matters here.
    for (let n = 1; wasHit; n += n < 20 ? 7 : 2) {
      const end = await runChild({
        script: 'backup-work.ts',
        args: ['backup', dataFolder, target],
        env: { CASTKEEPER_FAULT: `any:${n}=KILL` },
      })
      const hit = end.lines.find((line) => line.startsWith('hit '))
      wasHit = hit !== undefined
      expect(end.signal, end.stderr).toBe(wasHit ? 'SIGKILL' : null)
      if (hit !== undefined) hits.push(hit)
      for (const name of readdirSync(target).filter((one) => one.endsWith('.tar'))) {
        const verdict = await verifyBackup(join(target, name), { dataFolder, clock })
        expect(verdict.proof.portraits).toBe(7)
      }
    }
    expect(hits).toContain('hit write')
    await sweepFiles(nodeFileSystem(), [target], { now: clock() })
    await sweepWorkFolders(workPlace(dataFolder), { now: clock() })
    expect(readdirSync(target).filter((name) => !name.endsWith('.tar'))).toEqual([])
    expect(readdirSync(join(dataFolder, 'work'))).toEqual([])
  })

  test(`fault 93: at ${kills} random moments every file with its name is whole`, {
    timeout: 60_000 + kills * 10_000,
  }, async () => {
    const { dataFolder, today } = await makeScene()
    const target = makeTarget()
    const seen = new Set<string>()
    for (let round = 0; round < kills; round += 1) {
      await runChild({
        script: 'backup-work.ts',
        args: ['backup', dataFolder, target],
        killAfterMs: randomInt(150),
      })
      const made = readdirSync(target).filter((one) => one.endsWith('.tar') && !seen.has(one))
      for (const name of made) {
        const verdict = await verifyBackup(join(target, name), { dataFolder, clock })
        expect(verdict.proof.portraits).toBe(7)
        seen.add(name)
      }
    }
    expect(startAgain(dataFolder)).toEqual(today)
    const end = await runChild({ script: 'backup-work.ts', args: ['backup', dataFolder, target] })
    expect(end.lines, end.stderr).toContain('done')
    expect(readdirSync(target).filter((name) => !name.endsWith('.tar'))).toEqual([])
    expect(readdirSync(join(dataFolder, 'work'))).toEqual([])
  })
})

describe('killed while an automatic backup is made', () => {
  test(`fault 93: at ${kills} random moments every backup there is whole`, {
    timeout: 60_000 + kills * 5_000,
  }, async () => {
    const { dataFolder } = await makeScene()
    const target = makeTarget()
    for (let round = 0; round < kills; round += 1) {
      await runChild({
        script: 'backup-work.ts',
        args: ['store', dataFolder, target],
        killAfterMs: randomInt(150),
      })
      for (const { name } of await listStored(target)) {
        const path = join(target, 'backups', name)
        const verdict = await verifyBackup(path, { dataFolder, clock })
        expect(verdict.proof.portraits).toBe(7)
      }
    }
    const end = await runChild({ script: 'backup-work.ts', args: ['store', dataFolder, target] })
    expect(end.lines, end.stderr).toContain('done')
    expect(readdirSync(join(target, 'backups')).filter((name) => name.startsWith('.'))).toEqual([])
  })
})

describe('killed while a backup is restored', () => {
  test('fault 97: at every step of the swap, one after the other, until none is hit', {
    timeout: 120_000,
  }, async () => {
    const hits: string[] = []
    const { dataFolder, path, old, today } = await makeScene()
    const seen = new Set<string>()
    for (let step = 1; ; step += 1) {
      const end = await runChild({
        script: 'backup-work.ts',
        args: ['restore', dataFolder, path, String(step)],
      })
      const hit = end.lines.find((line) => line.startsWith('hit '))
      if (hit === undefined) {
        expect(end.lines, end.stderr).toContain('done')
        break
      }
      expect(end.signal, end.stderr).toBe('SIGKILL')
      hits.push(hit)
      const state = startAgain(dataFolder)
      seen.add(JSON.stringify(state))
      expect([old, today]).toContainEqual(state)
    }
    expect(hits.length).toBeGreaterThan(7)
    expect(seen.size).toBe(2)
    expect(startAgain(dataFolder)).toEqual(old)
    await sweepWorkFolders(workPlace(dataFolder), { now: clock() })
    expect(readdirSync(join(dataFolder, 'work'))).toEqual([])
  })

  test('fault 97: finishing it can be killed at every step, too', { timeout: 60_000 }, async () => {
    const { dataFolder, path, old } = await makeScene()
    await runChild({ script: 'backup-work.ts', args: ['restore', dataFolder, path, '3'] })
    for (let at = 1; at < 30; at += 1) {
      let steps = 0
      try {
        finishSwap(dataFolder, () => {
          steps += 1
          if (steps === at) throw new Error('stopped here')
        })
      } catch (error) {
        expect(String(error)).toContain('stopped here')
      }
    }
    expect(startAgain(dataFolder)).toEqual(old)
  })

  test(`fault 97: at ${kills} random moments in one library`, {
    timeout: 60_000 + kills * 5_000,
  }, async () => {
    const { dataFolder, path, old, today } = await makeScene()
    for (let round = 0; round < kills; round += 1) {
      await runChild({
        script: 'backup-work.ts',
        args: ['restore', dataFolder, path],
        killAfterMs: randomInt(120),
      })
      expect([old, today]).toContainEqual(startAgain(dataFolder))
    }
  })
})
