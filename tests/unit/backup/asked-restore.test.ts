import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createAskedRestore } from '../../../src/main/backup/asked-restore'
import type { Restored } from '../../../src/shared/backup'
import { AppError } from '../../../src/shared/errors'
import type { TaskKind } from '../../../src/shared/tasks'
import { appErrorOf } from '../../support/errors'
import { openTasks } from '../../support/tasks'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function makeAsked(running: TaskKind | null = null) {
  const restored = { setAside: null } as Restored
  const tell = vi.fn()
  const cancel = vi.fn()
  const replace = vi.fn(async () => restored)
  const tasks = openTasks()
  if (running !== null) void tasks.run(running, () => new Promise(() => undefined))
  vi.spyOn(tasks, 'cancel').mockImplementation(cancel)
  const asked = createAskedRestore({ tasks, tell, replace })
  return { ...asked, restored, tell, cancel, replace }
}

describe('a restore that a command asks of the window', () => {
  test('begins when the page has put everything away, and both hear the same', async () => {
    const { carryOut, run, restored, tell, replace } = makeAsked()
    const answer = carryOut('/there/a.tar', new AbortController().signal)
    expect(tell).toHaveBeenCalledWith('a.tar')
    expect(replace).not.toHaveBeenCalled()
    expect(await Promise.all([run(), run(), answer])).toEqual([restored, restored, restored])
    expect(replace).toHaveBeenCalledExactlyOnceWith('/there/a.tar')
    expect(() => run()).toThrow('not-found')
  })

  test('does not wait for ever for a page that hangs', async () => {
    const { carryOut, restored } = makeAsked()
    const answer = carryOut('/there/a.tar', new AbortController().signal)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(await answer).toBe(restored)
  })

  test('is refused while the window is at something else, or was asked already', async () => {
    const { signal } = new AbortController()
    expect((await appErrorOf(makeAsked('backup').carryOut('/a.tar', signal))).code).toBe(
      'backup-busy',
    )
    const { carryOut, run } = makeAsked('automatic')
    const first = carryOut('/a.tar', signal)
    expect((await appErrorOf(carryOut('/b.tar', signal))).code).toBe('backup-busy')
    await run()
    await first
  })

  test('is left when the command goes, and only then', async () => {
    const gone = new AbortController()
    const { carryOut, run, cancel } = makeAsked()
    const answer = carryOut('/a.tar', gone.signal)
    await run()
    await answer
    gone.abort(new AppError('backup-cancelled'))
    expect(cancel).not.toHaveBeenCalled()
    const late = makeAsked()
    const second = appErrorOf(
      late.carryOut('/a.tar', AbortSignal.abort(new AppError('backup-cancelled'))),
    )
    late.run().catch(() => undefined)
    expect((await second).code).toBe('backup-cancelled')
    expect(late.replace).not.toHaveBeenCalled()
  })
})
