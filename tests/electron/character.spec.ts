import type { Page } from 'playwright'
import english from '../../src/shared/locales/en.json' with { type: 'json' }
import { expect, test } from '../support/electron-test'
import { launchCastkeeper } from '../support/launch-app'
import { createCampaign, createCharacter, panelOf, undo } from '../support/steps'

async function chooseInMenu(window: Page, item: string): Promise<void> {
  await panelOf(window).getByRole('button', { name: 'Character actions' }).click()
  await window.getByRole('menuitem', { name: item }).click()
}

test('what is typed into the panel is kept, even when the app is killed a second later', async () => {
  const first = await launchCastkeeper()
  await createCampaign(first.window, 'The Ember Court')
  const panel = await createCharacter(first.window, 'Elowen')
  await panel.getByRole('textbox', { name: 'Name' }).fill('Éowyn 🔥 田中')
  await panel.getByLabel('Race').fill('Elf')
  await panel.getByLabel('Level').fill('12')
  await panel.getByLabel('Description', { exact: true }).fill('Silver hair.\nA scar along the jaw.')
  const notes = panel.getByRole('region', { name: 'Notes' }).getByRole('textbox')
  await notes.fill('She knows **where the crown is**.')
  // The promise is about this second, whatever has happened by its end.
  await first.window.waitForTimeout(1_000)
  await first.kill()

  const { window } = await launchCastkeeper({ userDataDir: first.userDataDir })
  await window
    .getByRole('main')
    .getByRole('button', { name: /Éowyn 🔥 田中/ })
    .click()
  const again = panelOf(window)
  await expect(again.getByRole('textbox', { name: 'Name' })).toHaveValue('Éowyn 🔥 田中')
  await expect(again.getByLabel('Race')).toHaveValue('Elf')
  await expect(again.getByLabel('Level')).toHaveValue('12')
  await expect(again.getByLabel('Description', { exact: true })).toHaveValue(
    'Silver hair.\nA scar along the jaw.',
  )
  const region = again.getByRole('region', { name: 'Notes' })
  await expect(region.getByRole('textbox')).toHaveValue('She knows **where the crown is**.')
  await region.getByText('Preview').click()
  await expect(region.locator('strong')).toHaveText('where the crown is')
})

test('a name or a level that cannot be says so beside the field, and nothing is saved', async () => {
  const { window } = await launchCastkeeper()
  await createCampaign(window, 'The Ember Court')
  const panel = await createCharacter(window, 'Elowen')
  const name = panel.getByRole('textbox', { name: 'Name' })
  const card = window.getByRole('main').getByRole('button', { name: /Elowen/ })

  await name.fill('')
  await expect(panel.getByText(english.error['name-empty'])).toBeVisible()
  await name.fill('x'.repeat(10_000))
  await expect(panel.getByText(english.error['name-too-long'])).toBeVisible()
  await name.fill('Elowen')
  await expect(panel.getByText(english.error['name-too-long'])).toHaveCount(0)
  await panel.getByLabel('Level').fill('twelve')
  await expect(panel.getByText(english.error['level-out-of-range'])).toBeVisible()
  await expect(card).toBeVisible()
})

test('a character is duplicated, moved to another campaign and trashed, and each can be taken back', async () => {
  const { window } = await launchCastkeeper()
  await createCampaign(window, 'Salt and Iron')
  await createCampaign(window, 'The Ember Court')
  await createCharacter(window, 'Elowen')
  const cast = window.getByRole('main')

  await chooseInMenu(window, 'Duplicate')
  await expect(cast.getByRole('button', { name: /Elowen \(copy\)/ })).toBeVisible()
  await undo(window, '“Elowen” was duplicated.')
  await expect(cast.getByRole('button', { name: /Elowen \(copy\)/ })).toBeHidden()

  await chooseInMenu(window, 'Move to another campaign…')
  const dialog = window.getByRole('dialog', { name: /^Move/ })
  await dialog.getByLabel('To the campaign').first().fill('salt')
  await window.getByRole('option', { name: 'Salt and Iron' }).click()
  await dialog.getByRole('button', { name: 'Move character' }).click()
  await expect(window.getByRole('textbox', { name: 'Campaign name' })).toHaveValue('Salt and Iron')
  await expect(cast.getByRole('button', { name: /Elowen/ })).toBeVisible()
  await undo(window, '“Elowen” moved to “Salt and Iron”.')
  await expect(window.getByRole('textbox', { name: 'Campaign name' })).toHaveValue(
    'The Ember Court',
  )

  await chooseInMenu(window, 'Move to trash')
  await expect(panelOf(window)).toBeHidden()
  await expect(cast.getByRole('button', { name: /Elowen/ })).toBeHidden()
  await undo(window, '“Elowen” moved to the trash.')
  await expect(panelOf(window).getByRole('textbox', { name: 'Name' })).toHaveValue('Elowen')
})
