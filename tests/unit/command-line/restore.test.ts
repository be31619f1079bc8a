import { describe, expect, test, vi } from 'vitest'
import type { BackupCommandContext } from '../../../src/main/command-line/backup'
import { restore } from '../../../src/main/command-line/restore'
import { claimWindow, joinLibrary } from '../../../src/main/core/database/presence'
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
    app: { dataFolder },
    translate: createTranslator('en').t,
    workingFolder: '/',
    signal: stop.signal,
    announce: (sentence: string) => announced.push(sentence),
  } as unknown as BackupCommandContext
  return { dataFolder, context, announced, restoreHere, stop }
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
      'Another program is using this library. Waiting for at most 30 seconds.',
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

  test('is refused at once, with what to do, while a window is open', async () => {
    const { dataFolder, context, announced, restoreHere } = makeContext()
    const window = claimWindow(dataFolder)
    const words = ['/a.tar', '--replace', '--yes']
    const error = await appErrorOf(Promise.resolve(restore.run(words, context)))
    expect(error.code).toBe('restore-window-open')
    expect(context.translate(`error.${error.code}`, error.details)).toContain('close the window')
    expect(announced).toEqual([])
    expect(restoreHere).not.toHaveBeenCalled()
    expect(restore.isUnusable('restore-window-open')).toBe(false)
    window.leave()
    expect((await restore.run(words, context)).json).toEqual({ restored })
  })

  test('goes on with --wait once the window is closed', async () => {
    const { dataFolder, context, announced, restoreHere } = makeContext()
    const window = claimWindow(dataFolder)
    const running = restore.run(words(30), context)
    await vi.waitUntil(() => announced.length > 0, 10_000)
    expect(restoreHere).not.toHaveBeenCalled()
    window.leave()
    expect((await running).text).toContain('a.tar is restored with 3 characters')
    expect(announced).toEqual([
      'Castkeeper is open on this library. Waiting for 30 seconds at most until its window is closed.',
    ])
  })

  test('gives a window up that stays open', async () => {
    const { dataFolder, context, restoreHere } = makeContext()
    const window = claimWindow(dataFolder)
    const error = await appErrorOf(Promise.resolve(restore.run(words(1), context)))
    expect(error.code).toBe('restore-window-open')
    expect(restoreHere).not.toHaveBeenCalled()
    window.leave()
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
