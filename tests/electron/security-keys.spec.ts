import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { granted, rawRequestFrom, requestFrom } from '../support/bridge.ts'
import { expect, test } from '../support/electron-test.ts'
import { launchCastkeeper } from '../support/launch-app.ts'

test('fault 112: an API key is nowhere but where it belongs', async () => {
  const key = 'sk-test-ZmVlZGJhY2tGb3JBbGw'
  const { app, window, userDataDir } = await launchCastkeeper({ args: ['--password-store=basic'] })
  const pasted = ` “${key}\n${key}”\n`
  const profile = granted(
    await requestFrom(window, 'providers:set-key', { id: 'openai', key: pasted }),
  )
  expect(profile).toMatchObject({ hasKey: true, keyStorage: 'session' })
  expect(JSON.stringify(profile)).not.toContain(key)
  await rawRequestFrom(window, 'providers:set-key', { id: 'openai', key: `${key}é` })
  await rawRequestFrom(window, 'providers:set-key', { id: 'nobody', key })
  expect(await window.content()).not.toContain(key)
  for (const file of readdirSync(userDataDir, { recursive: true, encoding: 'utf8' })) {
    const path = join(userDataDir, file)
    if (statSync(path, { throwIfNoEntry: false })?.isFile()) {
      expect(readFileSync(path, 'latin1'), file).not.toContain(key)
    }
  }
  const pids = await app.evaluate(({ app: electron }) =>
    electron.getAppMetrics().map(({ pid }) => pid),
  )
  for (const pid of pids) {
    expect(readFileSync(`/proc/${pid}/cmdline`, 'latin1')).not.toContain(key)
  }
})

test('fault 111: without a keyring the key lasts for this session, with a plain warning', async () => {
  const args = ['--password-store=basic']
  const { window, userDataDir, close } = await launchCastkeeper({ args })
  await expect(window.getByRole('heading').first()).toBeVisible()
  const order = { id: 'openai', key: 'sk-test-0123456789abcdef' } as const
  expect(granted(await requestFrom(window, 'providers:set-key', order)).keyStorage).toBe('session')
  await window.getByRole('button', { name: 'Settings' }).click()
  await window.getByRole('radio', { name: /^OpenAI(?!-)/ }).click()
  await expect(window.getByText(/A key is kept until you quit/)).toBeVisible()
  granted(await requestFrom(window, 'campaigns:create', { name: 'Fully usable' }))
  await close()
  const again = await launchCastkeeper({ userDataDir, args })
  const [openai] = granted(await requestFrom(again.window, 'providers:list'))
  expect(openai).toMatchObject({ id: 'openai', hasKey: false, keyStorage: 'none' })
})
