import { readdirSync } from 'node:fs'
import type { Page } from 'playwright'
import {
  backUpByCommand,
  chooseInMenu,
  chooseReplace,
  facesOf,
  fillWithFaces,
  makeFolder,
  onSlowDisk,
  openBackup,
  openLibraryApp,
} from '../support/backup-steps'
import { expect, test } from '../support/electron-test'
import { answerPicker } from '../support/import-steps'
import type { Launched } from '../support/launch-app'

const rail = (window: Page) => window.getByRole('navigation')

/** Starts a backup, and answers where it is being written to. */
async function beginBackup({ app, window }: Launched): Promise<string> {
  const folder = makeFolder()
  await answerPicker(app, folder)
  await chooseInMenu(app, 'back-up')
  await window.getByRole('button', { name: 'Choose where…' }).click()
  await expect(window.getByRole('progressbar')).toBeVisible()
  await expect(window.getByRole('button', { name: 'Cancel the backup' })).toBeEnabled()
  return folder
}

test('a backup that is cancelled leaves nothing behind, and the next one is made', async () => {
  const launched = await openLibraryApp(await fillWithFaces(), onSlowDisk)
  const { app, window } = launched
  const folder = await beginBackup(launched)
  await window.getByRole('button', { name: 'Cancel the backup' }).click()
  await expect(window.getByText('The backup was canceled.')).toBeVisible()
  expect(readdirSync(folder)).toEqual([])
  await answerPicker(app, folder)
  await window.getByRole('button', { name: 'Choose where…' }).click()
  const done = window.getByRole('dialog', { name: 'Backed up and verified' })
  await expect(done).toBeVisible({ timeout: 30_000 })
  expect(readdirSync(folder)).toHaveLength(1)
})

test('a backup goes on behind, its line leads back to it, and its end is told', async () => {
  const launched = await openLibraryApp(await fillWithFaces(), onSlowDisk)
  const { window } = launched
  const folder = await beginBackup(launched)
  await window.getByRole('button', { name: 'Run in background' }).click()
  await expect(window.getByRole('dialog')).toBeHidden()
  const line = rail(window).getByRole('button', { name: 'Backing up' })
  await line.click()
  await expect(window.getByRole('dialog').getByRole('progressbar')).toBeVisible()
  await expect(line).toBeHidden()
  await window.getByRole('button', { name: 'Run in background' }).click()

  const toast = window.getByRole('status').filter({ hasText: 'is backed up' })
  await expect(toast).toBeVisible({ timeout: 30_000 })
  await expect(line).toBeHidden()
  expect(readdirSync(folder)).toHaveLength(1)
  await toast.getByRole('button', { name: 'Show' }).click()
  await expect(window.getByRole('dialog', { name: 'Backed up and verified' })).toBeVisible()
})

/** A restore of the library as it is, under way on a slow disk. */
async function beginRestore() {
  const userDataDir = await fillWithFaces()
  const backup = await backUpByCommand(userDataDir)
  const launched = await openLibraryApp(userDataDir, onSlowDisk)
  const { window } = launched
  const faces = await facesOf(launched)
  await openBackup(launched, backup)
  await chooseReplace(window)
  const dialog = window.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Replace everything' }).click()
  await expect(window.getByRole('heading', { name: 'Restoring' })).toBeVisible()
  return { ...launched, faces }
}

test('a restore that is cancelled changes nothing, even while what is here is backed up', async () => {
  const launched = await beginRestore()
  const { window, userDataDir, faces } = launched
  await window.getByRole('button', { name: 'Cancel the restore' }).click()
  await expect(window.getByRole('heading', { name: 'What is in this backup' })).toBeVisible()
  expect(await facesOf(launched)).toEqual(faces)
  expect(readdirSync(userDataDir).filter((name) => name.startsWith('before_restore'))).toEqual([])
})

test('a restore that is left goes on behind, and its end is told', async () => {
  const launched = await beginRestore()
  const { window, faces } = launched
  await window.getByRole('button', { name: 'Run in background' }).click()
  await expect(rail(window).getByRole('button', { name: 'Restoring the backup' })).toBeVisible()
  const toast = window.getByRole('status').filter({ hasText: 'Restore finished' })
  await expect(toast).toBeVisible({ timeout: 30_000 })
  await toast.getByRole('button', { name: 'Show' }).click()
  await expect(window.getByRole('heading', { name: 'Restored' })).toBeVisible()
  expect(await facesOf(launched)).toEqual(faces)
})

test('a check that is cancelled says so, and one that is left is told at its end', async () => {
  const launched = await openLibraryApp(await fillWithFaces(), onSlowDisk)
  const { app, window } = launched
  await chooseInMenu(app, 'check')
  await window.getByRole('button', { name: 'Cancel the check' }).click()
  await expect(window.getByText('The check was canceled.')).toBeVisible()
  await window.getByRole('button', { name: 'Check again' }).click()
  await window.getByRole('button', { name: 'Run in background' }).click()
  const toast = window.getByRole('status').filter({ hasText: 'no problems found' })
  await expect(toast).toBeVisible({ timeout: 30_000 })
  await toast.getByRole('button', { name: 'Show' }).click()
  await expect(window.getByRole('heading', { name: 'No problems found' })).toBeVisible()
})
