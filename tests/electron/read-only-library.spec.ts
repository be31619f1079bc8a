import { chmodSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fillWithFaces } from '../support/backup-steps'
import { requestFrom } from '../support/bridge'
import { expect, test } from '../support/electron-test'
import { launchCastkeeper } from '../support/launch-app'

const remountReadOnly =
  'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift && exec "$@"'

/** Opens the app on a folder that cannot be written: by a mount of its own for root, else by its mode. */
async function openReadOnly(userDataDir: string) {
  if (process.getuid?.() === 0) {
    const under = ['unshare', '-m', 'sh', '-c', remountReadOnly, 'sh', userDataDir]
    return launchCastkeeper({ userDataDir, under })
  }
  for (const path of readdirSync(userDataDir, { recursive: true })) {
    chmodSync(join(userDataDir, String(path)), 0o555)
  }
  chmodSync(userDataDir, 0o555)
  return launchCastkeeper({ userDataDir })
}

test('fault 51: a library on a read-only disk opens for reading, and that is what the window says', async () => {
  const userDataDir = await fillWithFaces()
  const before = readdirSync(userDataDir).sort()
  const { window, close } = await openReadOnly(userDataDir)
  await expect(window.getByText(/your library is open for reading only/)).toBeVisible()
  // The log cannot be written either; that nothing else is affected would be untrue.
  await expect(window.getByText(/nothing else is affected/i)).toBeHidden()
  await expect(window.locator('main img').first()).toBeVisible()
  const refused = await requestFrom(window, 'characters:edit', { id: 1, changes: { notes: 'New' } })
  expect(refused).toMatchObject({ ok: false, error: { code: 'folder-not-writable' } })
  await close()
  expect(readdirSync(userDataDir).sort()).toEqual(before)
})
