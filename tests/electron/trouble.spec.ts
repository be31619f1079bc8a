import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Page } from 'playwright'
import { expect, test } from '../support/electron-test.ts'
import { campaignName, fillGallery } from '../support/gallery.ts'
import { launchCastkeeper } from '../support/launch-app.ts'

const nameField = (window: Page) => window.getByRole('textbox', { name: 'Campaign name' })
const rubbish = Buffer.alloc(40_960, 'not a database ')

/** A library with a copy of yesterday, whose database file has then been overwritten with rubbish. */
async function damagedLibrary(): Promise<{ userDataDir: string; database: string }> {
  const userDataDir = await fillGallery({ cast: 3 })
  const database = join(userDataDir, 'castkeeper.db')
  mkdirSync(join(userDataDir, 'backups'), { recursive: true })
  copyFileSync(database, join(userDataDir, 'backups', 'daily_20261121_200000.db'))
  writeFileSync(database, rubbish)
  return { userDataDir, database }
}

const setAside = (userDataDir: string): string | undefined =>
  readdirSync(userDataDir).find((name) => /^castkeeper_set_aside_.*\.db$/.test(name))

test('fault 63: a damaged library is reported before anything else, and a copy is put back', async () => {
  const { userDataDir } = await damagedLibrary()
  const { window } = await launchCastkeeper({ userDataDir })
  await expect(
    window.getByRole('heading', { name: 'Your library could not be read' }),
  ).toBeVisible()
  await expect(window.getByText(userDataDir)).toBeVisible()
  await window.getByRole('button', { name: /^Put back the copy of/ }).click()
  await window.getByRole('dialog').getByRole('button', { name: 'Put back this copy' }).click()
  await expect(nameField(window)).toHaveValue(campaignName)
  const kept = setAside(userDataDir)
  expect(kept).toBeDefined()
  expect(readFileSync(join(userDataDir, kept ?? ''))).toEqual(rubbish)
})

test('fault 63: starting with an empty library sets the damaged file aside unchanged', async () => {
  const { userDataDir } = await damagedLibrary()
  const { window } = await launchCastkeeper({ userDataDir })
  await window.getByRole('button', { name: 'Start with an empty library' }).click()
  const dialog = window.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  expect(setAside(userDataDir)).toBeUndefined()
  await window.getByRole('button', { name: 'Start with an empty library' }).click()
  await dialog.getByRole('button', { name: 'Start with an empty library' }).click()
  await expect(window.getByRole('heading', { name: 'Your cast keeps its faces' })).toBeVisible()
  expect(readFileSync(join(userDataDir, setAside(userDataDir) ?? ''))).toEqual(rubbish)
})

test('fault 68: a newer library is left as it is, and nothing may be put in its place', async () => {
  const userDataDir = await fillGallery({ cast: 1 })
  const path = join(userDataDir, 'castkeeper.db')
  const database = new Database(path)
  database.pragma('user_version = 900')
  database.close()
  const before = readFileSync(path)
  const { window } = await launchCastkeeper({ userDataDir })
  await expect(
    window.getByRole('heading', { name: 'Your library was made by a newer version' }),
  ).toBeVisible()
  await expect(window.getByRole('button', { name: 'Start with an empty library' })).toHaveCount(0)
  await window.getByRole('button', { name: 'Try again' }).click()
  await expect(window.getByRole('status')).toContainText('nothing has changed yet')
  expect(readFileSync(path)).toEqual(before)
})

test('a library that is mended while the screen waits opens without a restart', async () => {
  const { userDataDir, database } = await damagedLibrary()
  const { window } = await launchCastkeeper({ userDataDir })
  await expect(
    window.getByRole('heading', { name: 'Your library could not be read' }),
  ).toBeVisible()
  copyFileSync(join(userDataDir, 'backups', 'daily_20261121_200000.db'), database)
  await window.getByRole('button', { name: 'Try again' }).click()
  await expect(nameField(window)).toHaveValue(campaignName)
})
