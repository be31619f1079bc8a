import { existsSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import type { BackupCommandContext } from '../../../src/main/command-line/backup'
import { restore } from '../../../src/main/command-line/restore'
import { joinLibrary } from '../../../src/main/core/database/presence'
import { letterBoxPath } from '../../../src/main/hand-over/letter'
import { listenForCommands } from '../../../src/main/hand-over/listen'
import { AppError } from '../../../src/shared/errors'
import { createTranslator } from '../../../src/shared/translate'
import { appErrorOf } from '../../support/errors'
import { makeDataFolder } from '../../support/records'

const restored = {
  summary: { name: 'a.tar', counts: { characters: 3 } },
  setAside: { name: 'before_restore_20261122_200000' },
  proof: { entries: 9, harmed: [] },
}
const words = (seconds: number) => ['/a.tar', '--replace', '--yes', '--wait', String(seconds)]

function makeContext(dataFolder = makeDataFolder()) {
  const stop = new AbortController()
  const announced: string[] = []
  const restoreHere = vi.fn(async () => ({ ...restored, settings: {} }))
  const context = {
    backups: { restore: restoreHere },
    open: () => undefined,
    house: { dataFolder },
    translate: createTranslator('en').t,
    workingFolder: '/',
    signal: stop.signal,
    announce: (sentence: string) => announced.push(sentence),
  } as unknown as BackupCommandContext
  return { dataFolder, context, announced, restoreHere, stop }
}

async function openWindowOn(dataFolder: string, carryOut: () => Promise<unknown>) {
  const close = listenForCommands({ dataFolder, log: () => undefined, carryOut })
  await vi.waitUntil(() => existsSync(letterBoxPath(dataFolder)))
  return close
}

describe('castkeeper restore', () => {
  test('waits, and says so once, until another command has left the library', async () => {
    const { dataFolder, context, announced, restoreHere } = makeContext()
    const other = joinLibrary(dataFolder)
    const running = restore.run(words(30), context)
    await vi.waitUntil(() => announced.length > 0, 10_000)
    expect(restoreHere).not.toHaveBeenCalled()
    other.leave()
    expect((await running).json).toEqual({ restored })
    expect(announced).toEqual([
      'Somebody else is using this library. Waiting for 30 seconds at most.',
    ])
  })

  test('gives up when its time is over, with nothing changed', async () => {
    const { dataFolder, context, restoreHere } = makeContext()
    const other = joinLibrary(dataFolder)
    const error = await appErrorOf(Promise.resolve(restore.run(words(1), context)))
    expect(error.code).toBe('backup-library-in-use')
    expect(restoreHere).not.toHaveBeenCalled()
    other.leave()
  })

  test('ends its waiting when it is stopped', async () => {
    const { dataFolder, context, announced, stop } = makeContext()
    const other = joinLibrary(dataFolder)
    const ended = appErrorOf(Promise.resolve(restore.run(words(60), context)))
    await vi.waitUntil(() => announced.length > 0, 10_000)
    stop.abort(new AppError('backup-cancelled'))
    expect((await ended).code).toMatch(/^backup-(cancelled|library-in-use)$/)
    other.leave()
  })

  test('leaves it to the window, and waits for one that is at something else', async () => {
    const { dataFolder, context, announced, restoreHere } = makeContext()
    let calls = 0
    const close = await openWindowOn(dataFolder, async () => {
      calls += 1
      if (calls === 1) throw new AppError('backup-busy')
      return restored
    })
    const { json, text } = await restore.run(words(30), context)
    expect(json).toEqual({ restored })
    expect(text).toContain('a.tar is restored with 3 characters')
    expect(announced).toHaveLength(3)
    expect(restoreHere).not.toHaveBeenCalled()
    close()
  })

  test('is no restore without --replace and --yes, nor with a wait that is no number', async () => {
    const { context } = makeContext()
    const codes = [
      ['/a.tar', '--yes'],
      ['/a.tar', '--replace', '--yes', '--wait', 'long'],
    ].map(async (given) => (await appErrorOf(Promise.resolve(restore.run(given, context)))).code)
    expect(await Promise.all(codes)).toEqual(['restore-not-confirmed', 'command-misused'])
  })
})
