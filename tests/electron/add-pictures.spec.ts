import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { expectNoFaults, expectNoFaultsInBothThemes } from '../support/axe'
import { expect, test } from '../support/electron-test'
import { folderOf } from '../support/folder-of'
import { launchGallery } from '../support/gallery'
import { dropFromDisk } from '../support/import-steps'
import { distinctPng } from '../support/pictures'
import { dropFiles, paste } from '../support/steps'

const dialog = (window: Page, name: RegExp) => window.getByRole('dialog', { name })
const rail = (window: Page) => window.getByRole('navigation')
const count = (window: Page, label: string) =>
  dialog(window, /Pictures added/)
    .locator('div')
    .filter({ has: window.getByText(label, { exact: true }) })
    .last()

test('pictures dropped anywhere are added once it was asked how', async () => {
  const guests = ['Elowen Silverleaf', 'Mira Stranger', 'Vorn', 'Zora']
  const { window } = await launchGallery({ guests })
  const folder = folderOf({
    'elowen_silverleaf-02.png': distinctPng(64, 64),
    'deep/vorn.png': distinctPng(65, 64),
    'deep/stranger.png': distinctPng(66, 64),
    'cut.png': distinctPng(67, 64).subarray(0, 40),
  })
  symlinkSync(join(folder, 'cut.png'), join(folder, 'link.png'))

  // A whole folder: drop, and Add, since its names fit.
  await dropFromDisk(window, rail(window), folder)
  const asked = dialog(window, /Add 4 pictures/)
  await expect(asked.getByRole('button', { name: 'Add', exact: true })).toBeFocused()
  await expect(asked.getByRole('radio', { name: 'Match by name' })).toBeChecked()
  await expect(asked).toContainText('2 of 4 files have the name of a character')
  await expectNoFaults(window)
  await asked.getByRole('button', { name: 'Add', exact: true }).click()
  const report = dialog(window, /Pictures added/)
  const told = report.getByRole('list', { name: 'Files to look at' })
  await expect(told).toContainText('cut.png')
  await expect(told).toContainText('its end is missing')
  await expect(count(window, 'Added to a character')).toContainText('2')
  await expect(count(window, 'Unassigned')).toContainText('1')
  await expect(report).toContainText('1 link or special file was ignored.')
  await report.getByRole('button', { name: 'Close' }).last().click()
  const face = window.getByRole('main').getByRole('img', { name: /^Portrait of Elowen/ })
  await expect(face).toBeVisible()

  // One step takes all of it back, and one on does it again.
  await window.keyboard.press('Control+z')
  await expect(face).toBeHidden()
  await window.keyboard.press('Control+Shift+z')
  await expect(face).toBeVisible()

  // Several on a card are that person's, and nothing is asked.
  const card = window.getByRole('main').getByRole('button', { name: /Vorn/ })
  const several = [68, 69].map((size) => ({ name: `${size}.png`, bytes: distinctPng(size, 64) }))
  await dropFiles(card, several)
  await expect(count(window, 'Added to a character')).toContainText('2')
  await window.keyboard.press('Escape')

  // Named after several people they are asked about, whomever they fell on.
  await dropFiles(card, [
    { name: 'vorn.png', bytes: distinctPng(80, 64) },
    { name: 'zora.png', bytes: distinctPng(81, 64) },
  ])
  const fallen = dialog(window, /Add 2 pictures/)
  await expect(fallen.getByRole('radio', { name: 'Match by name' })).toBeChecked()
  await expect(fallen.getByRole('radio', { name: 'All to Vorn' })).toBeVisible()
  await fallen.getByRole('button', { name: 'Add', exact: true }).click()
  const zora = window.getByRole('main').getByRole('img', { name: /^Portrait of Zora/ })
  await expect(zora).toBeVisible()
  await window.keyboard.press('Escape')
  await window.keyboard.press('Control+z')
  await expect(zora).toBeHidden()

  // With no one open, an address and a picture that are pasted ask the same question.
  await window.getByRole('navigation').getByRole('button', { name: 'Library' }).click()
  await paste(window, 'https://127.0.0.1:9/elowen.png')
  await expect(dialog(window, /Add a picture/)).toContainText('127.0.0.1:9 will be contacted once')
  await window.keyboard.press('Escape')
  await paste(window, { name: 'image.png', bytes: distinctPng(70, 64) })
  const one = dialog(window, /Add a picture/)
  await one.getByRole('radio', { name: 'Keep unassigned' }).click()
  await one.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(count(window, 'Unassigned')).toContainText('1')

  // A character without a portrait gets one of the unassigned pictures, with one key each.
  await window.keyboard.press('Escape')
  await expect(window.getByRole('dialog')).toBeHidden()
  await window.keyboard.press('ControlOrMeta+k')
  await window.keyboard.type('assign faces')
  await window.getByRole('button', { name: 'Assign faces…' }).click()
  const faces = dialog(window, /Assign faces/)
  await expect(faces.getByRole('heading', { name: 'Mira Stranger' })).toBeVisible()
  const suggested = faces.getByRole('option', { name: 'stranger.png' })
  await expect(suggested).toBeFocused()
  await expect(suggested).toHaveAttribute('aria-selected', 'true')
  await expectNoFaultsInBothThemes(window)
  await suggested.focus()
  await window.keyboard.press('Enter')
  await expect(faces.getByRole('heading', { name: 'Zora' })).toBeVisible()
  await expect(faces.getByRole('option', { selected: true })).toBeHidden()
  await window.keyboard.press('Control+z')
  await expect(faces.getByRole('heading', { name: 'Mira Stranger' })).toBeVisible()
  await window.keyboard.press('Space')
  await expect(faces.getByRole('heading', { name: 'Zora' })).toBeVisible()
  await window.keyboard.press('ArrowRight')
  await window.keyboard.press('Enter')
  await expect(faces).toContainText('1 character was skipped.')
})
