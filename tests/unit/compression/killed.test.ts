import { randomInt } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { checkLibrary } from '../../support/check-library'
import { callsToKillAt } from '../../support/child/calls-to-kill-at'
import { runChild } from '../../support/child/run'
import { addGrainyCast, openCompression } from '../../support/compressing'
import { rounds } from '../../support/long'

const script = 'compress-library.ts'
const castSize = 3
const kills = rounds(12, 48)

async function makeLibrary(count = castSize): Promise<{ dataFolder: string; hashes: string[] }> {
  const library = openCompression()
  const cast = await addGrainyCast(library, count)
  const hashes = cast.map((subject) => library.portraits.current(subject)?.sha256 ?? '')
  library.database.close()
  return { dataFolder: library.dataFolder, hashes }
}

/** Every portrait shows one whole picture, and the bytes of every original are still somewhere. */
async function inspect(dataFolder: string, hashes: readonly string[]): Promise<void> {
  const library = openCompression({ dataFolder })
  expect(checkLibrary(library.database, dataFolder)).toEqual([])
  expect(library.portraits.ids()).toHaveLength(hashes.length)
  const { entries } = await library.quarantine.list()
  const kept = new Set(entries.map(({ sha256 }) => sha256))
  for (const [index, id] of library.portraits.ids().entries()) {
    const portrait = library.portraits.find(id)
    const hash = hashes[index] ?? ''
    if (portrait?.sha256 === hash) continue
    expect(portrait?.format).toBe('webp')
    // Not moved yet counts: the next run moves it.
    await library.compression.finishMoves()
    const now = await library.quarantine.list()
    expect(kept.has(hash) || now.entries.some(({ sha256 }) => sha256 === hash)).toBe(true)
  }
  library.database.close()
}

async function finish(dataFolder: string, hashes: readonly string[]): Promise<void> {
  const end = await runChild({ script, args: [dataFolder] })
  expect(end.lines, end.stderr).toContain('done')
  const library = openCompression({ dataFolder })
  library.compression.markInterrupted()
  expect(await library.run()).toMatchObject({ state: 'done', remaining: 0 })
  expect(library.compression.list(0, 50).total).toBe(hashes.length)
  const { count, lost } = await library.compression.putBack(undefined, library.job())
  expect({ count, lost }).toEqual({ count: hashes.length, lost: [] })
  const now = library.portraits.ids().map((id) => library.portraits.find(id)?.sha256)
  expect(now).toEqual(hashes)
  expect(checkLibrary(library.database, dataFolder)).toEqual([])
  library.database.close()
}

/** Runs a script on a library and kills it at this call to the disk. */
async function killAt(call: number, args: readonly string[]): Promise<void> {
  const env = { CASTKEEPER_FAULT: `any:${call}=KILL` }
  const end = await runChild({ script, args, env })
  expect(end.signal, end.stderr).toBe('SIGKILL')
}

describe('killed while the library is made smaller', () => {
  test('fault 108: at every call that changes the disk', { timeout: 240_000 }, async () => {
    const calls = await callsToKillAt(script, [(await makeLibrary(1)).dataFolder])
    expect(calls.length).toBeGreaterThan(12)
    for (const call of calls) {
      const { dataFolder, hashes } = await makeLibrary(1)
      await killAt(call, [dataFolder])
      await inspect(dataFolder, hashes)
      const library = openCompression({ dataFolder })
      expect(await library.run()).toMatchObject({ state: 'done', remaining: 0 })
      const { count } = await library.compression.putBack(undefined, library.job())
      expect(count).toBe(1)
      expect(checkLibrary(library.database, dataFolder)).toEqual([])
      library.database.close()
    }
  })

  test('fault 108: inside the transaction, after the row was written', async () => {
    const { dataFolder, hashes } = await makeLibrary()
    const end = await runChild({ script, args: [dataFolder, 'row'] })
    expect(end.signal, end.stderr).toBe('SIGKILL')
    await inspect(dataFolder, hashes)
    await finish(dataFolder, hashes)
  })

  test('fault 109: at random moments, again and again, until it is through', {
    timeout: 120_000,
  }, async () => {
    const { dataFolder, hashes } = await makeLibrary(60)
    let killed = 0
    for (let round = 0; round < kills; round += 1) {
      const end = await runChild({
        script,
        args: [dataFolder],
        killAfterMs: randomInt(5, 60),
      })
      if (end.signal === 'SIGKILL') killed += 1
      await inspect(dataFolder, hashes)
    }
    expect(killed).toBeGreaterThan(3)
    await finish(dataFolder, hashes)
  })

  test('fault 108: while an original is put back', { timeout: 240_000 }, async () => {
    const makeSmaller = async () => {
      const made = await makeLibrary(1)
      const library = openCompression({ dataFolder: made.dataFolder })
      await library.run()
      library.database.close()
      return made
    }
    const calls = await callsToKillAt(script, [(await makeSmaller()).dataFolder, 'put-back'])
    expect(calls.length).toBeGreaterThan(6)
    for (const call of calls) {
      const { dataFolder, hashes } = await makeSmaller()
      await killAt(call, [dataFolder, 'put-back'])
      const library = openCompression({ dataFolder })
      expect(checkLibrary(library.database, dataFolder)).toEqual([])
      await library.compression.putBack(undefined, library.job())
      const [id = 0] = library.portraits.ids()
      expect(library.portraits.find(id)?.sha256).toBe(hashes[0])
      expect(checkLibrary(library.database, dataFolder)).toEqual([])
      library.database.close()
    }
  })
})
