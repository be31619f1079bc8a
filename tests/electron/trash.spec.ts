import { existsSync } from 'node:fs'
import type { Page } from 'playwright'
import { expectNoFaultsInBothThemes } from '../support/axe'
import { expect, test } from '../support/electron-test'
import { campaignName, castName, fillGallery, hangPortrait } from '../support/gallery'
import { launchCastkeeper } from '../support/launch-app'
import { request } from '../support/running-library'
import { undo } from '../support/steps'

/** The running app with a campaign of three, of whom the first two have portraits. */
async function openApp() {
  const userDataDir = await fillGallery({ cast: 3, moreCampaigns: 1 })
  const files = [await hangPortrait(userDataDir, 1), await hangPortrait(userDataDir, 2)] as const
  const { window } = await launchCastkeeper({ userDataDir })
  await window.getByRole('button', { name: new RegExp(`^${campaignName}`) }).click()
  return { window, files }
}

async function openTrash(window: Page) {
  await window.getByRole('button', { name: 'Library', exact: true }).click()
  await window.getByRole('tab', { name: 'Trash' }).click()
  return window.getByRole('tabpanel', { name: 'Trash' })
}

test('a portrait, a character and a campaign go to the trash and each comes back whole', async () => {
  const { window } = await openApp()
  await request(window, 'portraits:trash', { id: 1 })
  await request(window, 'characters:trash', { ids: [2] })
  await request(window, 'campaigns:trash', { id: 2 })
  const trash = await openTrash(window)
  await expect(trash.getByRole('listitem')).toHaveCount(3)
  await expect(trash.getByText('Restored with 1 portrait')).toBeVisible()

  await trash.getByRole('button', { name: `Restore ${castName(1)}`, exact: true }).click()
  await expect(window.getByText(`Restored: ${castName(1)}.`)).toBeVisible()
  await expect(trash.getByRole('listitem')).toHaveCount(2)
  expect((await request(window, 'characters:read', { id: 1 })).portrait?.id).toBe(1)

  await trash.getByRole('button', { name: `Restore ${castName(2)}`, exact: true }).click()
  await expect(trash.getByRole('listitem')).toHaveCount(1)
  expect((await request(window, 'characters:read', { id: 2 })).portrait?.id).toBe(2)
  await undo(window, `Restored: ${castName(2)}.`)
  await expect(trash.getByRole('listitem')).toHaveCount(2)

  await trash.getByRole('button', { name: 'Select all' }).click()
  await expect(trash.getByText('2 selected')).toBeVisible()
  await trash.getByRole('button', { name: 'Restore', exact: true }).last().click()
  await expect(trash.getByRole('heading', { name: 'The trash is empty' })).toBeVisible()
  await expect(window.getByText('Restored: 1 campaign and 1 character.')).toBeVisible()
  await expect(window.getByRole('button', { name: /^Campaign 2/ })).toBeVisible()
})

test('a character whose campaign is in the trash brings it back, and says so before', async () => {
  const { window } = await openApp()
  await request(window, 'characters:trash', { ids: [3] })
  await request(window, 'campaigns:trash', { id: 1 })
  const trash = await openTrash(window)
  await expect(trash.getByText('Its campaign is in the trash too')).toBeVisible()
  await trash.getByRole('button', { name: `Restore ${castName(3)}`, exact: true }).click()
  await expect(window.getByText('with what it belongs to: 1 campaign')).toBeVisible()
  await expect(trash.getByRole('heading', { name: 'The trash is empty' })).toBeVisible()
})

test('removing for good says what it takes, asks twice, and takes only that', async () => {
  const { window, files } = await openApp()
  await request(window, 'portraits:trash', { id: 1 })
  await request(window, 'characters:trash', { ids: [2] })
  const trash = await openTrash(window)
  await trash.getByRole('button', { name: `Delete ${castName(1)} permanently…` }).click()
  const dialog = window.getByRole('dialog', { name: 'Delete permanently?' })
  await expect(dialog.getByText('This deletes 1 portrait,')).toBeVisible()
  await dialog.getByRole('button', { name: 'Delete permanently…' }).click()
  await expect(dialog.getByRole('alert')).toContainText('Really delete 1 portrait permanently?')
  await dialog.getByRole('button', { name: 'Back' }).click()
  await expect(dialog.getByRole('alert')).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Delete permanently…' }).click()
  await dialog.getByRole('button', { name: 'Delete permanently', exact: true }).click()
  await expect(window.getByText('Deleted permanently: 1 portrait.')).toBeVisible()
  await expect(trash.getByRole('listitem')).toHaveCount(1)
  await expect.poll(() => existsSync(files[0])).toBe(false)
  expect(existsSync(files[1])).toBe(true)

  await trash.getByRole('button', { name: 'Empty the trash…' }).click()
  const empty = window.getByRole('dialog', { name: 'Empty the trash?' })
  await expect(empty.getByText('1 character and 1 portrait')).toBeVisible()
  // Somebody else puts one more there meanwhile.
  await request(window, 'characters:trash', { ids: [3] })
  await empty.getByRole('button', { name: 'Delete permanently…' }).click()
  await empty.getByRole('button', { name: 'Delete permanently', exact: true }).click()
  await expect(empty.getByText('The trash has changed.')).toBeVisible()
  await empty.getByRole('button', { name: 'Try again' }).click()
  await expect(empty.getByText('2 characters and 1 portrait')).toBeVisible()
  await empty.getByRole('button', { name: 'Delete permanently…' }).click()
  await empty.getByRole('button', { name: 'Delete permanently', exact: true }).click()
  await expect(trash.getByRole('heading', { name: 'The trash is empty' })).toBeVisible()
  await expect.poll(() => existsSync(files[1])).toBe(false)
})

test('what was removed for good can no longer be undone, and the undo before it still works', async () => {
  const { window } = await openApp()
  const open = (name: string) =>
    window
      .getByRole('main')
      .getByRole('button', { name: new RegExp(name) })
      .click()
  const panel = window.getByRole('complementary', { name: 'Character' })
  await open(castName(2))
  await panel.getByRole('button', { name: 'Move portrait to trash' }).click()
  await expect(window.getByText(`A portrait of ${castName(2)} moved to the trash.`)).toBeVisible()
  await window.keyboard.press('Escape')
  await open(castName(1))
  await panel.getByRole('button', { name: 'Move portrait to trash' }).click()
  await expect(window.getByText(`A portrait of ${castName(1)} moved to the trash.`)).toBeVisible()
  const choice = [{ kind: 'portrait', id: 1 } as const]
  const { mark } = await request(window, 'trash:plan', { choice })
  await request(window, 'trash:remove', { choice, mark })

  await window.keyboard.press('ControlOrMeta+z')
  await expect(window.getByText('has been deleted permanently', { exact: false })).toBeVisible()
  await window.keyboard.press('ControlOrMeta+z')
  await expect
    .poll(async () => (await request(window, 'characters:read', { id: 2 })).portrait?.id)
    .toBe(2)
})

test('the limit of the history says how many it concerns and moves them with a click', async () => {
  const { window } = await openApp()
  for (const seed of ['one', 'two', 'three']) {
    const subject = { kind: 'character', id: 1 } as const
    await request(window, 'portraits:draw-avatar', { subject, style: 'adventurer', seed })
  }
  await window.getByRole('button', { name: 'Settings' }).click()
  await window.getByRole('combobox', { name: 'Portraits kept in each history' }).click()
  await window.getByRole('option', { name: 'The last one' }).click()
  await expect(window.getByText('3 older portraits')).toBeVisible()
  expect(await historyOf(window)).toHaveLength(4)
  await window.getByRole('button', { name: 'Move them to the trash' }).click()
  await expect.poll(() => historyOf(window)).toHaveLength(1)
  await undo(window, '3 older portraits moved to the trash.')
  await expect.poll(() => historyOf(window)).toHaveLength(4)

  await window.getByRole('combobox', { name: 'Empty the trash automatically' }).click()
  await window.getByRole('option', { name: 'Never' }).click()
  await request(window, 'characters:trash', { ids: [3] })
  await window.getByRole('button', { name: 'Open the trash' }).click()
  await expect(window.getByText('Nothing is deleted automatically.')).toBeVisible()
})

async function historyOf(window: Page): Promise<number[]> {
  const subject = { kind: 'character', id: 1 } as const
  return (await request(window, 'portraits:history', { subject })).map(({ id }) => id)
}

test('the trash is accessible in both themes, empty and with something in it', async () => {
  const { window } = await openApp()
  const trash = await openTrash(window)
  await expect(trash.getByRole('heading', { name: 'The trash is empty' })).toBeVisible()
  await expectNoFaultsInBothThemes(window)
  await request(window, 'portraits:trash', { id: 1 })
  await request(window, 'characters:trash', { ids: [2] })
  await expect(trash.getByRole('listitem')).toHaveCount(2)
  await trash.getByRole('checkbox').first().check()
  await expectNoFaultsInBothThemes(window)
})

test('the question before something is removed for good is accessible in both themes', async () => {
  const { window } = await openApp()
  await request(window, 'characters:trash', { ids: [2] })
  const trash = await openTrash(window)
  await trash.getByRole('button', { name: 'Empty the trash…' }).click()
  const dialog = window.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Delete permanently…' }).click()
  await expect(dialog.getByRole('alert')).toBeVisible()
  await expectNoFaultsInBothThemes(window)
})
