import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { withLock } from '../../../scripts/setup/lock.mjs'

const lockModule = resolve(import.meta.dirname, '../../../scripts/setup/lock.mjs')

test('works on the same thing take turns', async () => {
  const what = randomUUID()
  const steps: string[] = []
  const work = (name: string) =>
    withLock(what, async () => {
      steps.push(`${name} begins`)
      await new Promise((done) => setImmediate(done))
      steps.push(`${name} ends`)
    })
  await Promise.all([work('one'), work('two')])
  expect(steps).toEqual(['one begins', 'one ends', 'two begins', 'two ends'])
})

test('a lock is given back when its work fails', async () => {
  const what = randomUUID()
  const failing = withLock(what, () => Promise.reject(new Error('no disk')))
  await expect(failing).rejects.toThrow('no disk')
  expect(await withLock(what, async () => 'done')).toBe('done')
})

test('an owner that is killed gives its lock back', async () => {
  const what = randomUUID()
  const script = `import { withLock } from ${JSON.stringify(lockModule)}
    await withLock('${what}', () => { console.log('held'); return new Promise(() => setInterval(() => {}, 1000)) })`
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script])
  await once(owner.stdout, 'data')
  const waiting = withLock(what, async () => 'mine now')
  owner.kill('SIGKILL')
  expect(await waiting).toBe('mine now')
})
