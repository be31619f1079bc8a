import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type BackgroundJob, runJobs } from '../../../../src/main/app/background/run-jobs'
import { AppError } from '../../../../src/shared/errors'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function start(job: Partial<BackgroundJob> & Pick<BackgroundJob, 'run'>, isIdle = () => true) {
  const log = vi.fn()
  const stop = runJobs([{ name: 'job', firstMs: 100, everyMs: 1_000, ...job }], { isIdle, log })
  return { log, stop }
}

describe('a background job', () => {
  test('runs at its first time and then again and again', async () => {
    const run = vi.fn()
    start({ run })
    await vi.advanceTimersByTimeAsync(99)
    expect(run).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(run).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(run).toHaveBeenCalledTimes(3)
  })

  test('runs once when it has no second time', async () => {
    const run = vi.fn()
    start({ run, everyMs: null })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(run).toHaveBeenCalledOnce()
    expect(vi.getTimerCount()).toBe(0)
  })

  test('never runs twice at once', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const run = vi.fn(() => promise)
    start({ run })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(run).toHaveBeenCalledOnce()
    resolve()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(run).toHaveBeenCalledTimes(2)
  })

  test('waits until the game master is idle', async () => {
    let isIdle = false
    const run = vi.fn()
    start({ run, whenIdle: true }, () => isIdle)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(run).not.toHaveBeenCalled()
    isIdle = true
    await vi.advanceTimersByTimeAsync(1_000)
    expect(run).toHaveBeenCalledOnce()
  })

  test('logs the same failure once, and goes on', async () => {
    let failure: Error | null = new AppError('disk-full')
    const run = vi.fn(() => {
      if (failure !== null) throw failure
    })
    const { log } = start({ run })
    await vi.advanceTimersByTimeAsync(3_100)
    expect(run).toHaveBeenCalledTimes(4)
    expect(log.mock.calls).toEqual([['background job failed', { job: 'job', code: 'disk-full' }]])
    failure = null
    await vi.advanceTimersByTimeAsync(1_000)
    failure = new AppError('disk-full')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(log).toHaveBeenCalledTimes(2)
  })

  test('is aborted by the stop and begins no more, and a failure that follows is not logged', async () => {
    const run = vi.fn(
      (signal: AbortSignal) =>
        new Promise<void>((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('aborted')))
        }),
    )
    const { log, stop } = start({ run })
    await vi.advanceTimersByTimeAsync(100)
    stop()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(run).toHaveBeenCalledOnce()
    expect(log).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
  })
})
