import type { Locator, Page } from 'playwright'
import { expectNoFaultsInBothThemes } from '../support/axe.ts'
import { expect, test } from '../support/electron-test.ts'
import { campaignName, castName, shareGallery } from '../support/gallery.ts'
import { launchCastkeeper } from '../support/launch-app.ts'
import { newCardOf } from '../support/steps.ts'

const openGallery = shareGallery()

/**
 * Rests the mouse there until the tooltip of this name, or any, is shown. The window of another test that opens
 * over this one takes the real mouse out of it, and the tooltip with it: then the mouse comes once more.
 */
async function showTooltip(window: Page, target: Locator, name?: string): Promise<void> {
  await expect(async () => {
    await window.mouse.move(0, 0)
    await target.hover()
    await expect(window.getByRole('tooltip', { name })).toBeVisible({ timeout: 2_000 })
  }).toPass()
}

test('the gallery, a character, the palette and the settings are accessible in both themes', async () => {
  const { window } = await openGallery({ cast: 12, moreCampaigns: 3 })
  await window.getByRole('button', { name: new RegExp(`^${campaignName}`) }).click()
  const card = window.getByRole('button', { name: new RegExp(castName(1)) })
  await expect(card).toBeVisible()
  await expectNoFaultsInBothThemes(window)

  await window.keyboard.press('n')
  await expect(newCardOf(window)).toBeVisible()
  await expectNoFaultsInBothThemes(window)
  await window.keyboard.press('Escape')

  await card.click()
  await expect(window.getByRole('complementary', { name: 'Character' })).toBeVisible()
  await expectNoFaultsInBothThemes(window)
  await window.keyboard.press('Escape')

  await window.keyboard.press('ControlOrMeta+k')
  await expect(window.getByRole('dialog')).toBeVisible()
  await expectNoFaultsInBothThemes(window)
  await window.keyboard.press('Escape')
  await expect(window.getByRole('dialog')).toHaveCount(0)

  await window.getByText('Details', { exact: true }).click()
  await expectNoFaultsInBothThemes(window)

  await window.getByRole('button', { name: 'Settings' }).click()
  await expect(window.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await expectNoFaultsInBothThemes(window)
})

test('the first start and its dialog are accessible in both themes', async () => {
  const { window } = await launchCastkeeper({ locale: 'fr' })
  await expect(window.getByRole('heading', { level: 1 })).toBeVisible()
  await expectNoFaultsInBothThemes(window)
  await window
    .getByRole('main')
    .getByRole('button', { name: /^Nouvelle campagne/ })
    .click()
  await expect(window.getByRole('dialog')).toBeVisible()
  await expectNoFaultsInBothThemes(window)
})

test('every portrait has a text, and an avatar is called one', async () => {
  const { window } = await openGallery({ cast: 3 })
  await expect(window.getByRole('img', { name: `Placeholder for ${castName(1)}` })).toBeVisible()
  await expect(window.locator('img:not([alt])')).toHaveCount(0)
})

test('the rail says its words once: beside a sign, or in a tooltip where there is only the sign', async () => {
  const { app, window } = await openGallery({ cast: 1 })
  const settings = window.getByRole('navigation').getByRole('button', { name: 'Settings' })
  const tooltip = window.getByRole('tooltip', { name: 'Settings' })
  await settings.hover()
  // A button that has a tooltip at every width shows how long one takes to come.
  const add = window.getByRole('button', { name: 'New campaign' }).first()
  await showTooltip(window, add, 'New campaign')
  await expect(tooltip).toHaveCount(0)
  await app.evaluate(({ BrowserWindow }) => {
    for (const each of BrowserWindow.getAllWindows()) each.setContentSize(900, 600)
  })
  await expect.poll(() => window.evaluate(() => innerWidth)).toBe(900)
  await showTooltip(window, settings, 'Settings')
})

test('a tooltip goes at a press and at any key, and comes back with the mouse only', async () => {
  const { window } = await openGallery({ cast: 1 })
  const add = window.getByRole('button', { name: 'New campaign' }).first()
  const size = window.getByRole('slider', { name: 'Card size' })
  const tooltips = window.getByRole('tooltip')
  await showTooltip(window, add)
  await window.keyboard.press('Shift')
  await expect(tooltips).toHaveCount(0)
  await showTooltip(window, size)
  await window.mouse.down()
  await expect(tooltips).toHaveCount(0)
  await window.mouse.up()
  // Pressed before it came, it does not come afterwards: another one shows how long that would take.
  await showTooltip(window, add)
  await window.mouse.down()
  await expect(window.getByRole('tooltip', { name: 'New campaign' })).toHaveCount(0)
  await window.mouse.up()
  await expect(window.getByRole('dialog')).toBeVisible()
  await expect(tooltips).toHaveCount(0)
})

test('a dialog keeps the focus inside, and gives it back when it closes', async () => {
  const { window } = await openGallery({ cast: 1 })
  const opener = window.getByRole('button', { name: 'New campaign' })
  await opener.focus()
  await window.keyboard.press('Enter')
  const dialog = window.getByRole('dialog')
  for (let press = 0; press < 12; press += 1) {
    await window.keyboard.press('Tab')
    await expect(dialog.locator(':focus')).toHaveCount(1)
  }
  await window.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(opener).toBeFocused()
})

test('who asks the system for less motion gets none', async () => {
  const { window } = await openGallery({ cast: 2 })
  await window.emulateMedia({ reducedMotion: 'reduce' })
  const card = window.getByRole('button', { name: new RegExp(castName(1)) })
  await card.click()
  const longest = await window.evaluate(() => {
    // What follows the scrolling moves only as far as somebody scrolls.
    const moving = document.getAnimations().filter(({ timeline }) => timeline === document.timeline)
    return Math.max(0, ...moving.map((one) => Number(one.effect?.getTiming().duration)))
  })
  expect(longest).toBeLessThanOrEqual(1)
})
