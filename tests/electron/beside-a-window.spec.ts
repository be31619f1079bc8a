import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import {
  backUpByCommand,
  backUpInto,
  facesOf,
  fillWithFaces,
  makeFolder,
  onSlowDisk,
  openLibraryApp,
} from '../support/backup-steps'
import { granted, requestFrom } from '../support/bridge'
import { folderContents } from '../support/check-library'
import { expect, test } from '../support/electron-test'
import { castName } from '../support/gallery'
import { launchCastkeeper, runCommand, startCommand } from '../support/launch-app'

async function typeNotes(window: Page, text: string): Promise<void> {
  await window.getByRole('button', { name: new RegExp(castName(1)) }).click()
  const panel = window.getByRole('complementary')
  const notes = panel.getByRole('region', { name: 'Notes' }).getByRole('textbox')
  await notes.click()
  await notes.pressSequentially(text)
}

test('a restore that a command asks for is done by the open window, and what was typed is kept', async () => {
  const userDataDir = await fillWithFaces()
  const launched = await openLibraryApp(userDataDir)
  const { window } = launched
  const faces = await facesOf(launched)
  const backup = await backUpInto(launched, makeFolder())
  granted(await requestFrom(window, 'characters:trash', { id: 2 }))
  await typeNotes(window, 'typed a moment ago')

  const { code, stdout, stderr } = await runCommand(
    ['restore', backup, '--replace', '--yes', '--json'],
    { userDataDir },
  )
  expect(stderr).toContain('its window restores the backup')
  expect(code).toBe(0)
  const { restored } = JSON.parse(stdout)
  expect(restored.summary.counts.characters).toBe(3)
  await expect(window.getByRole('heading', { name: 'Everything is back' })).toBeVisible()
  expect(await facesOf(launched)).toEqual(faces)

  // What was being typed belongs to the library that was set aside, and is there again with it.
  await window.getByRole('button', { name: 'Undo the restore…' }).click()
  await window.getByRole('dialog').getByRole('button', { name: 'Undo the restore' }).click()
  await expect(window.getByRole('heading', { name: 'The restore was undone' })).toBeVisible()
  const { notes } = granted(await requestFrom(window, 'characters:read', { id: 1 }))
  expect(notes).toBe('typed a moment ago')
})

test('a backup that cannot be restored ends the command as it would without a window', async () => {
  const userDataDir = await fillWithFaces()
  const before = folderContents(join(userDataDir, 'static', 'portraits'))
  const { window } = await openLibraryApp(userDataDir)
  const words = ['restore', join(makeFolder(), 'none.tar'), '--replace', '--yes', '--json']
  const { code, stdout } = await runCommand(words, { userDataDir })
  expect(code).toBe(2)
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'backup-gone' } })
  await expect(window.getByRole('alert')).toContainText('Nothing was changed')
  expect(folderContents(join(userDataDir, 'static', 'portraits'))).toEqual(before)
})

test('a window that was killed leaves nothing that keeps a command from its work', async () => {
  const userDataDir = await fillWithFaces()
  const launched = await openLibraryApp(userDataDir)
  const backup = await backUpInto(launched, makeFolder())
  await launched.kill()
  expect(readdirSync(userDataDir)).toContain('window-door.json')
  const { code, stderr } = await runCommand(['restore', backup, '--replace', '--yes'], {
    userDataDir,
  })
  expect(code).toBe(0)
  expect(stderr).not.toContain('window')
  const again = await launchCastkeeper({ userDataDir })
  await expect(again.window.getByRole('main')).toBeVisible()
  await again.close()
  expect(readdirSync(userDataDir)).not.toContain('window-door.json')
})

test('a command that is stopped stops the restore in the window, which keeps its library', async () => {
  const userDataDir = await fillWithFaces()
  const backup = await backUpByCommand(userDataDir)
  const launched = await openLibraryApp(userDataDir, onSlowDisk)
  const { window } = launched
  granted(await requestFrom(window, 'characters:trash', { id: 2 }))
  const faces = await facesOf(launched)
  const child = startCommand(['restore', backup, '--replace', '--yes'], { userDataDir })
  const code = new Promise((resolve) => child.on('close', resolve))
  // It has to start first, on a machine that may be busy.
  const asked = window.getByText('A command has asked for this')
  await expect(asked).toBeVisible({ timeout: 30_000 })
  child.kill('SIGTERM')
  expect(await code).toBe(1)
  await expect(window.getByRole('heading', { name: 'Which backup?' })).toBeVisible()
  expect(await facesOf(launched)).toEqual(faces)
})
