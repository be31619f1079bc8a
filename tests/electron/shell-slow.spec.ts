import { execFileSync, spawn } from 'node:child_process'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { granted, requestFrom } from '../support/bridge.ts'
import { checkLibrary } from '../support/check-library.ts'
import { expect, test } from '../support/electron-test.ts'
import { launchCastkeeper } from '../support/launch-app.ts'
import { heavyPng } from '../support/pictures.ts'

/** Keeps a processor busy; answers with how to stop it. */
function occupyProcessor(number: string): () => void {
  const child = spawn('taskset', ['-c', number, process.execPath, '-e', 'for (;;);'])
  return () => child.kill('SIGKILL')
}

test('fault 118: little memory, one busy processor, a slow disk: slower, and right', async () => {
  test.setTimeout(120_000)
  const { app, window, userDataDir, close } = await launchCastkeeper({
    args: ['--js-flags=--max-old-space-size=128'],
    env: { CASTKEEPER_FAULT: 'sync=DELAY300' },
  })
  const pids = await app.evaluate(({ app: electron }) =>
    electron.getAppMetrics().map(({ pid }) => String(pid)),
  )
  for (const pid of pids) execFileSync('taskset', ['-acp', '0', pid])
  const stop = occupyProcessor('0')
  try {
    const { id } = granted(await requestFrom(window, 'campaigns:create', { name: 'Slow' }))
    const picture = heavyPng().toString('base64')
    const outcomes = await window.evaluate(
      async ([base64, campaignId]) => {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
        const subject = { kind: 'campaign', id: campaignId }
        const order = { subject, name: 'gm.png', bytes, how: 'dropped' }
        const addPortrait = () => Reflect.get(window, 'castkeeper').request('portraits:add', order)
        const replies = await Promise.all([addPortrait(), addPortrait(), addPortrait()])
        return replies.map(({ ok }) => ok)
      },
      [picture, id] as const,
    )
    expect(outcomes).toEqual([true, true, true])
  } finally {
    stop()
  }
  await close()
  const database = new Database(join(userDataDir, 'castkeeper.db'))
  expect(checkLibrary(database, userDataDir)).toEqual([])
  expect(database.prepare('SELECT count(*) FROM portrait').pluck().get()).toBe(3)
  database.close()
})
