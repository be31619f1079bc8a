import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  backUpInto,
  facesOf,
  fillWithFaces,
  makeFolder,
  openLibraryApp,
} from '../support/backup-steps'
import { granted, requestFrom } from '../support/bridge'
import { expect, test } from '../support/electron-test'
import { launchCastkeeper, runCommand, startCommand } from '../support/launch-app'

test('a restore by command is refused while a window is open, and with --wait goes on once it is closed', async () => {
  const userDataDir = await fillWithFaces()
  const launched = await openLibraryApp(userDataDir)
  const faces = await facesOf(launched)
  const backup = await backUpInto(launched, makeFolder())
  granted(await requestFrom(launched.window, 'characters:trash', { ids: [2] }))
  const changed = await facesOf(launched)

  const words = ['restore', backup, '--replace', '--yes']
  const refused = await runCommand([...words, '--json'], { userDataDir })
  expect(refused.code).toBe(1)
  expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'restore-window-open' } })
  expect(await facesOf(launched)).toEqual(changed)

  const child = startCommand([...words, '--wait', '60'], { userDataDir })
  let said = ''
  child.stderr?.on('data', (piece) => {
    said += String(piece)
  })
  const code = new Promise((resolve) => child.on('close', resolve))
  await expect.poll(() => said, { timeout: 30_000 }).toContain('until its window is closed')
  await launched.close()
  expect(await code).toBe(0)
  const again = await launchCastkeeper({ userDataDir })
  expect(await facesOf(again)).toEqual(faces)
})

test('a window that was killed keeps no command from its work, and what earlier versions left is removed', async () => {
  const userDataDir = await fillWithFaces()
  const launched = await openLibraryApp(userDataDir)
  const backup = await backUpInto(launched, makeFolder())
  await launched.kill()
  for (const name of ['window-door.json', 'window.sock']) writeFileSync(join(userDataDir, name), '')
  const { code } = await runCommand(['restore', backup, '--replace', '--yes'], { userDataDir })
  expect(code).toBe(0)
  const again = await launchCastkeeper({ userDataDir })
  await expect(again.window.getByRole('main')).toBeVisible()
  await expect
    .poll(() => readdirSync(userDataDir).filter((name) => /^window[-.](?!state)/.test(name)))
    .toEqual([])
})
