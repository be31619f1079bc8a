import { chmodSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { fillWithFaces } from '../support/backup-steps'
import { granted, rawRequestFrom, requestFrom } from '../support/bridge'
import { expect, test } from '../support/electron-test'
import { type Launched, launchCastkeeper } from '../support/launch-app'
import { scenePng } from '../support/pictures'

const remountReadOnly =
  'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift && exec "$@"'

/** Opens the app while `path`, and all in it, cannot be written: by a mount of its own for root, else by its mode. */
async function openWhere(userDataDir: string, path: string): Promise<Launched> {
  if (process.getuid?.() === 0) {
    const under = ['unshare', '-m', 'sh', '-c', remountReadOnly, 'sh', path]
    return launchCastkeeper({ userDataDir, under })
  }
  const isFile = path.endsWith('.db')
  const inside = isFile ? [] : readdirSync(path, { recursive: true })
  for (const name of inside) chmodSync(join(path, String(name)), 0o555)
  chmodSync(path, isFile ? 0o444 : 0o555)
  return launchCastkeeper({ userDataDir })
}

async function expectReadOnly(window: Page): Promise<void> {
  await expect(window.getByText(/your library is open for reading only/)).toBeVisible()
  // The log cannot be written either; that nothing else is affected would be untrue.
  await expect(window.getByText(/nothing else is affected/i)).toBeHidden()
  await expect(window.locator('main img').first()).toBeVisible()
  const refused = await requestFrom(window, 'characters:edit', { id: 1, changes: { notes: 'New' } })
  expect(refused).toMatchObject({ ok: false, error: { code: 'folder-not-writable' } })
}

test('fault 51: a library on a read-only disk opens for reading, and that is what the window says', async () => {
  const userDataDir = await fillWithFaces()
  const before = readdirSync(userDataDir).sort()
  const { window, close } = await openWhere(userDataDir, userDataDir)
  await expectReadOnly(window)
  // A page that loads again has read nothing yet.
  await window.reload()
  await expectReadOnly(window)
  await close()
  expect(readdirSync(userDataDir).sort()).toEqual(before)
})

test('fault 51: the same where only the database cannot be written, or the folder above', async () => {
  const userDataDir = await fillWithFaces()
  const alone = await openWhere(userDataDir, join(userDataDir, 'castkeeper.db'))
  await expectReadOnly(alone.window)
  await alone.close()
  const above = join(await fillWithFaces(), 'disk')
  mkdirSync(above)
  const below = join(above, 'library')
  renameSync(await fillWithFaces(), below)
  const within = await openWhere(below, above)
  await expectReadOnly(within.window)
  await within.close()
})

test('fault 51: where only the portraits cannot be written, texts can, and a log that fails later is reported', async () => {
  const userDataDir = await fillWithFaces()
  const { window } = await openWhere(userDataDir, join(userDataDir, 'static', 'portraits'))
  await expect(window.locator('main img').first()).toBeVisible()
  granted(await requestFrom(window, 'characters:edit', { id: 1, changes: { notes: 'New' } }))
  const subject = { kind: 'character', id: 1 } as const
  const refused = await requestFrom(window, 'portraits:add', {
    subject,
    name: 'face.png',
    bytes: new Uint8Array(scenePng()),
    how: 'pasted',
  })
  expect(refused).toMatchObject({ ok: false, error: { code: 'folder-not-writable' } })

  renameSync(join(userDataDir, 'logs'), join(userDataDir, 'former logs'))
  writeFileSync(join(userDataDir, 'logs'), 'not a folder')
  await rawRequestFrom(window, 'no:such-request')
  await expect(window.getByText(/the log cannot be written/i)).toBeVisible()
})
