import { describe, expect, test } from 'vitest'
import type { Task, Tasks } from '../../../../src/main/core/tasks/tasks'
import {
  libraryTasks,
  type TaskChange,
  type TaskKind,
  taskKinds,
} from '../../../../src/shared/tasks'
import { appErrorOf } from '../../../support/errors'
import { openTasks } from '../../../support/tasks'

/** A task that goes on until it is ended here, or cancelled. */
function begin(tasks: Tasks, kind: TaskKind) {
  const { promise, resolve } = Promise.withResolvers<string>()
  const ended = tasks.run(kind, ({ signal }) => {
    signal.addEventListener('abort', () => resolve('left'))
    return promise.then((how) => {
      signal.throwIfAborted()
      return how
    })
  })
  ended.catch(() => undefined)
  return { ended, end: () => resolve('done') }
}

const oneAtATime: readonly TaskKind[] = libraryTasks
const imports: readonly TaskKind[] = ['scan', 'import', 'import-undo']
const arriving: readonly TaskKind[] = [
  'import',
  'import-undo',
  'add-pictures',
  'characters',
  'change-portraits',
  'order',
]
const replacing: readonly TaskKind[] = ['restore', 'move']

function expected(running: TaskKind, wanted: TaskKind): string {
  if (oneAtATime.includes(running) && oneAtATime.includes(wanted)) {
    return running === 'automatic' && wanted !== 'automatic' ? 'in its place' : 'backup-busy'
  }
  if (imports.includes(running) && imports.includes(wanted)) return 'import-busy'
  if (running === 'add-pictures' && wanted === running) return 'pictures-busy'
  if (running === 'characters' && wanted === running) return 'characters-busy'
  if (running === 'change-portraits' && wanted === running) return 'portraits-busy'
  if (arriving.includes(running) && replacing.includes(wanted)) return 'move-orders-running'
  if (replacing.includes(running) && arriving.includes(wanted)) return 'backup-busy'
  return 'beside it'
}

const pairs = taskKinds.flatMap((running) => taskKinds.map((wanted) => ({ running, wanted })))

describe('what may run beside what', () => {
  test.each(pairs)('while $running runs, $wanted is tried', async ({ running, wanted }) => {
    const tasks = openTasks()
    const first = begin(tasks, running)
    const outcome = expected(running, wanted)
    if (
      outcome === 'backup-busy' ||
      outcome === 'import-busy' ||
      outcome === 'pictures-busy' ||
      outcome === 'characters-busy' ||
      outcome === 'portraits-busy' ||
      outcome === 'move-orders-running'
    ) {
      expect((await appErrorOf(tasks.run(wanted, async () => 'begun'))).code).toBe(outcome)
      expect(() => tasks.throwIfExcluded(wanted)).toThrow(outcome)
      expect(tasks.running()).toEqual([running])
      first.end()
      expect(await first.ended).toBe('done')
      expect(await tasks.run(wanted, async () => 'begun')).toBe('begun')
      return
    }
    expect(() => tasks.throwIfExcluded(wanted)).not.toThrow()
    expect(await tasks.run(wanted, async () => tasks.running().join())).toBe(
      outcome === 'in its place' ? wanted : [running, wanted].join(),
    )
    if (outcome === 'in its place') {
      expect((await appErrorOf(first.ended)).code).toBe('backup-cancelled')
    } else {
      first.end()
      expect(await first.ended).toBe('done')
    }
    expect(tasks.running()).toEqual([])
  })

  test.each([
    ['restore', 'import'],
    ['restore', 'import-undo'],
    ['restore', 'order'],
    ['restore', 'compress'],
    ['move', 'import'],
    ['move', 'import-undo'],
    ['move', 'order'],
    ['move', 'compress'],
  ] as const)('%s and %s never run together, whichever was first', async (one, other) => {
    for (const [running, wanted] of [
      [one, other],
      [other, one],
    ] as const) {
      const tasks = openTasks()
      const first = begin(tasks, running)
      await appErrorOf(tasks.run(wanted, async () => 'begun'))
      first.end()
      await first.ended
    }
  })

  test('a second one that waited for an automatic backup is refused by the first that did', async () => {
    const tasks = openTasks()
    begin(tasks, 'automatic')
    const restore = begin(tasks, 'restore')
    expect((await appErrorOf(tasks.run('backup', async () => 'begun'))).code).toBe('backup-busy')
    restore.end()
    expect(await restore.ended).toBe('done')
  })
})

test('an automatic backup that begins as another one gives way gives way as well', async () => {
  const tasks = openTasks()
  const automatic = () => begin(tasks, 'automatic').ended
  const second = automatic().catch(() => automatic())
  const restored = await tasks.run('restore', async () => tasks.running())
  expect(restored).toEqual(['restore'])
  expect((await appErrorOf(second)).code).toBe('backup-cancelled')
})

describe('a task', () => {
  test('is cancelled with the code its screens know, and no other with it', async () => {
    const tasks = openTasks()
    const running = { export: begin(tasks, 'export'), import: begin(tasks, 'import') }
    tasks.cancel('import')
    expect((await appErrorOf(running.import.ended)).code).toBe('import-cancelled')
    expect(tasks.running()).toEqual(['export'])
    tasks.cancel()
    expect((await appErrorOf(running.export.ended)).code).toBe('backup-cancelled')
    expect(tasks.running()).toEqual([])
  })

  test('tells that it began and ended, and how far it is as often as it can be read', async () => {
    const told: TaskChange[] = []
    const tasks = openTasks((change) => told.push(change))
    const far = (done: number) => ({
      step: 'copy' as const,
      done,
      total: 1_000,
      doneBytes: 0,
      totalBytes: 0,
    })
    await tasks.run('move', async ({ onProgress }: Task) => {
      for (let done = 0; done <= 1_000; done += 1) onProgress(far(done))
    })
    expect(told.slice(0, 2)).toEqual([
      { kind: 'move', isRunning: true, progress: null },
      { kind: 'move', isRunning: true, progress: far(0) },
    ])
    expect(told.slice(-2)).toEqual([
      { kind: 'move', isRunning: true, progress: far(1_000) },
      { kind: 'move', isRunning: false, progress: null },
    ])
    expect(told.length).toBeLessThan(50)
    told.length = 0
    await tasks.run('restore', async ({ onProgress }: Task) => {
      for (const step of ['stage', 'swap'] as const) onProgress({ ...far(1), step })
    })
    expect(told.map(({ progress }) => progress?.step)).toEqual([
      undefined,
      'stage',
      'swap',
      undefined,
    ])
  })

  test('of a kind of which several run is said to run until the last has ended', async () => {
    const told: boolean[] = []
    const tasks = openTasks(({ isRunning }) => told.push(isRunning))
    const orders = [begin(tasks, 'order'), begin(tasks, 'order')]
    for (const { end, ended } of orders) {
      end()
      await ended
    }
    expect(told).toEqual([true, true, true, false])
  })

  test('that fails leaves its place free', async () => {
    const tasks = openTasks()
    const failure = new Error('no')
    await expect(tasks.run('backup', () => Promise.reject(failure))).rejects.toBe(failure)
    expect(await tasks.run('backup', async () => 'begun')).toBe('begun')
  })
})
