import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright'
import { expectNoFaults, expectNoFaultsInBothThemes } from '../support/axe.ts'
import { chooseInMenu, openLibraryApp } from '../support/backup-steps.ts'
import { granted, requestFrom } from '../support/bridge.ts'
import { expect, test } from '../support/electron-test.ts'
import { castName, fillGallery } from '../support/gallery.ts'
import { plant } from '../support/integrity.ts'
import { runCommand } from '../support/launch-app.ts'
import { fileOf, openLibrary, picture, storePortrait } from '../support/library.ts'

const characters = 'static/portraits/characters'
const moved = `${characters}/tidy/deep/face.png`
const owned = `${characters}/character_3-9.png`
const mystery = `${characters}/mystery.png`

/** A library of twenty faces, with one of each fault that a check finds. */
async function fillWithFaults(): Promise<string> {
  const dataFolder = await fillGallery({ cast: 20 })
  const library = openLibrary({ dataFolder })
  const files: string[] = []
  for (let id = 1; id <= 20; id += 1) {
    const subject = { kind: 'character', id } as const
    files.push(fileOf(library, await storePortrait(library, subject, { bytes: picture(id) })))
  }
  const inFolder = { ...library, dataFolder }
  mkdirSync(dirname(join(dataFolder, moved)), { recursive: true })
  renameSync(files[0] ?? '', join(dataFolder, moved))
  // What is younger than a day is left alone.
  utimesSync(join(dataFolder, moved), new Date('2026-11-20'), new Date('2026-11-20'))
  rmSync(files[1] ?? '')
  plant(inFolder, owned, picture(203))
  plant(inFolder, mystery, picture(204))
  symlinkSync('/etc/passwd', join(dataFolder, characters, 'link.png'))
  library.database.close()
  return dataFolder
}

const button = (window: Page, name: string) => window.getByRole('button', { name, exact: true })
// Two threads begin first, which takes a busy machine a while.
const patiently = { timeout: 30_000 }
const found = (window: Page) => window.getByRole('list', { name: 'What was found' })

test('the findings of a check are relinked, adopted, quarantined and restored, each at one click', async () => {
  const userDataDir = await fillWithFaults()
  const { app, window } = await openLibraryApp(userDataDir)
  await chooseInMenu(app, 'check')
  await expect(window.getByText('5 problems.')).toBeVisible(patiently)
  await expect(found(window).getByText(/The same picture was found at/)).toBeVisible()
  await expect(found(window).getByText(/the file is named after them/)).toBeVisible()
  await expect(found(window).getByText('A link. Castkeeper does not follow links')).toBeVisible()
  expect(existsSync(join(userDataDir, moved))).toBe(true)
  // A picture of what was found, drawn in the image sandbox.
  await expect(found(window).locator('img').first()).toBeVisible()

  await button(window, `Put it back: ${castName(1)}`).click()
  await expect(window.getByText('Put back', { exact: true })).toBeVisible()
  expect(existsSync(join(userDataDir, moved))).toBe(false)

  await button(window, 'Assign: character_3-9.png').click()
  await expect(window.getByText('Assigned', { exact: true })).toBeVisible()
  const subject = { kind: 'character', id: 3 } as const
  const history = granted(await requestFrom(window, 'portraits:history', { subject }))
  expect(history).toHaveLength(2)

  await button(window, 'Set the file aside: mystery.png').click()
  const aside = window.getByRole('list', { name: 'Set aside' })
  await expect(aside.getByText('mystery.png')).toBeVisible()
  expect(existsSync(join(userDataDir, mystery))).toBe(false)
  await aside.getByRole('button', { name: /mystery\.png$/ }).click()
  await expect(window.getByText('“mystery.png” is back where it was.')).toBeVisible()
  expect(existsSync(join(userDataDir, mystery))).toBe(true)

  await button(window, 'Quick check').click()
  await expect(window.getByText('3 problems.')).toBeVisible(patiently)
})

test('before a large part of the library goes its number has to be typed', async () => {
  const userDataDir = await fillWithFaults()
  const library = openLibrary({ dataFolder: userDataDir })
  for (let number = 1; number <= 58; number += 1) {
    plant(library, `${characters}/odd ${number}.png`, `odd ${number}`)
  }
  library.database.close()
  const { app, window } = await openLibraryApp(userDataDir)
  await chooseInMenu(app, 'check')
  await expect(window.getByText(/^Many files are unassigned/)).toBeVisible(patiently)
  await window.getByRole('checkbox', { name: /^Select all/ }).click()
  await button(window, 'Set 60 aside').click()
  const dialog = window.getByRole('dialog', { name: 'Move this many files?' })
  const goOn = dialog.getByRole('button', { name: 'Continue with 60 files' })
  await expect(goOn).toBeDisabled()
  await expectNoFaults(window)
  await dialog.getByRole('textbox').fill('59')
  await expect(goOn).toBeDisabled()
  await dialog.getByRole('button', { name: 'Move nothing' }).click()
  expect(existsSync(join(userDataDir, 'quarantine'))).toBe(false)
  await button(window, 'Set 60 aside').click()
  await dialog.getByRole('textbox').fill('60')
  await goOn.click()
  await expect(window.getByText(/^60 files .* are set aside/)).toBeVisible(patiently)
})

test('what was set aside is removed for good in two steps', async () => {
  const userDataDir = await fillWithFaults()
  const { app, window } = await openLibraryApp(userDataDir)
  await chooseInMenu(app, 'check')
  await expect(window.getByText('5 problems.')).toBeVisible(patiently)
  await button(window, 'Set the file aside: mystery.png').click()
  await button(window, 'Delete it permanently…').click()
  const asking = window.getByRole('dialog', { name: 'Delete 1 file permanently?' })
  await expectNoFaults(window)
  await asking.getByRole('button', { name: 'Delete permanently' }).click()
  await expect(window.getByText('1 file was deleted.')).toBeVisible()
  const left = readdirSync(join(userDataDir, 'quarantine'), { recursive: true }).map(String)
  expect(left.filter((name) => name.endsWith('.png'))).toEqual([])
})

test('the findings of a check are accessible in both themes', async () => {
  const userDataDir = await fillWithFaults()
  const { app, window } = await openLibraryApp(userDataDir, { locale: 'fr' })
  await chooseInMenu(app, 'check')
  await expect(window.getByText('5 problèmes.')).toBeVisible(patiently)
  await button(window, 'Mettre le fichier de côté: mystery.png'.replace(':', '\u00a0:')).click()
  await expect(window.getByRole('list', { name: 'Mis de côté' })).toBeVisible()
  await expectNoFaultsInBothThemes(window)
})

test('castkeeper check finds the same without a window, quickly too', async () => {
  const userDataDir = await fillWithFaults()
  for (const args of [[], ['--quick']]) {
    const { code, stdout } = await runCommand(['check', ...args, '--json'], { userDataDir })
    expect(code).toBe(1)
    const { check } = JSON.parse(stdout)
    expect(check.findings).toHaveLength(args.length === 0 ? 5 : 6)
  }
})
