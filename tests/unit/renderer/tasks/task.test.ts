import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Bridge, EventName } from '../../../../src/shared/contract'
import type { TaskChange, TaskProgress } from '../../../../src/shared/tasks'

const listeners = new Map<EventName, (payload: unknown) => void>()
const asked: unknown[] = []
const bridge: Pick<Bridge, 'request' | 'on'> = {
  request: async (name, input) => {
    asked.push({ name, input })
    return { ok: true, value: undefined }
  },
  on: (name, listener) => {
    listeners.set(name, listener)
    return () => listeners.delete(name)
  },
}
vi.stubGlobal('window', { castkeeper: bridge })

const { cancelTask, createTask, followTasks, taskOf } = await import(
  '../../../../src/renderer/tasks/task'
)
const { AppError } = await import('../../../../src/shared/errors')

const send = (change: TaskChange): void => listeners.get('task:changed')?.(change)

const progress: TaskProgress = { step: 'copy', done: 1, total: 2, doneBytes: 0, totalBytes: 0 }
const idle = { isRunning: false, isStopping: false, progress: null }

beforeEach(() => {
  asked.length = 0
  followTasks()
  for (const kind of ['backup', 'import'] as const) send({ kind, isRunning: false, progress: null })
})

describe('what the window knows of tasks', () => {
  test('is what main reports for each kind', () => {
    expect(taskOf('backup')).toEqual(idle)
    send({ kind: 'backup', isRunning: true, progress: null })
    send({ kind: 'import', isRunning: true, progress })
    expect(taskOf('backup')).toEqual({ ...idle, isRunning: true })
    expect(taskOf('import')).toEqual({ ...idle, isRunning: true, progress })
    send({ kind: 'backup', isRunning: false, progress: null })
    expect(taskOf('backup')).toEqual(idle)
    expect(taskOf('import').isRunning).toBe(true)
  })

  test('shows that one is stopping until it has ended, and asks main for that kind alone', async () => {
    send({ kind: 'import', isRunning: true, progress })
    send({ kind: 'backup', isRunning: true, progress })
    await cancelTask('import')
    expect(asked).toEqual([{ name: 'task:cancel', input: { kind: 'import' } }])
    send({ kind: 'import', isRunning: true, progress: { ...progress, done: 2 } })
    expect(taskOf('import').isStopping).toBe(true)
    expect(taskOf('backup').isStopping).toBe(false)
    send({ kind: 'import', isRunning: false, progress: null })
    send({ kind: 'import', isRunning: true, progress: null })
    expect(taskOf('import').isStopping).toBe(false)
  })

  test('is not that one is stopping which does not run', async () => {
    await cancelTask('backup')
    expect(taskOf('backup')).toEqual(idle)
  })
})

describe('what the window waits for', () => {
  test('ends with its result, or idle when the system dialog was closed', async () => {
    const task = createTask<string>()
    expect(await task.begin(async () => 'made')).toMatchObject({ phase: 'done', result: 'made' })
    expect(await task.begin(async () => null)).toMatchObject({ phase: 'idle', result: null })
  })

  test('fails with its error, and is idle again when it was cancelled', async () => {
    const task = createTask<string>()
    const failing = (error: unknown) => task.begin(() => Promise.reject(error))
    const full = new AppError('disk-full')
    expect(await failing(full)).toMatchObject({ phase: 'failed', error: full })
    expect(await failing(new AppError('backup-cancelled'))).toMatchObject({ phase: 'idle' })
    task.forget()
    expect(task.read()).toEqual({ phase: 'idle', result: null, error: null })
  })
})
