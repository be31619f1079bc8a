import type { Page } from 'playwright'
import { expectNoFaultsInBothThemes } from '../support/axe'
import { expect, test } from '../support/electron-test'
import { request } from '../support/running-library'
import { panelOf, shareCharacterApp } from '../support/steps'

const long = 'A queen of ash who counts her dead by name, every evening, aloud. '.repeat(6)
const dialogOf = (window: Page) =>
  window.getByRole('dialog', { name: 'Versions: Notes (Elowen)', exact: true })

const openCharacter = shareCharacterApp()

/** Elowen's notes were rewritten from scratch; her panel is open. */
async function openRewritten() {
  const opened = await openCharacter('Elowen')
  const { window, id } = opened
  for (const notes of [long, 'A queen of ash.']) {
    await request(window, 'characters:edit', { id, changes: { notes } })
  }
  const notes = panelOf(window).getByRole('textbox', { name: 'Notes', exact: true })
  await expect(notes).toHaveValue('A queen of ash.')
  return { ...opened, notes }
}

test('an earlier version is compared with the text now, brought back, and that is undone', async () => {
  const { window, notes } = await openRewritten()
  await window.getByRole('button', { name: 'Versions: Notes' }).click()
  const dialog = dialogOf(window)
  await expect(
    dialog.getByRole('list', { name: 'Earlier versions' }).getByRole('button'),
  ).toHaveCount(1)
  const compared = dialog.getByRole('region', { name: /^The chosen version/ })
  await expect(compared.locator('ins').first()).toContainText('who counts her dead')
  await expect(compared).toContainText('A queen of ash')
  await dialog.getByRole('button', { name: 'Restore this version' }).click()
  await expect(dialog).toBeHidden()
  await expect(notes).toHaveValue(long)
  await window.getByRole('status').getByRole('button', { name: 'Undo' }).last().click()
  await expect(notes).toHaveValue('A queen of ash.')
  await window.keyboard.press('ControlOrMeta+Shift+z')
  await expect(notes).toHaveValue(long)
})

test('by keyboard alone, also of what was typed a moment ago and is not saved yet', async () => {
  const { window, notes } = await openRewritten()
  await notes.focus()
  await window.keyboard.press('ControlOrMeta+a')
  await window.keyboard.type('Typed just now')
  await window.getByRole('button', { name: 'Versions: Notes' }).focus()
  await window.keyboard.press('Enter')
  const dialog = dialogOf(window)
  const compared = dialog.getByRole('region', { name: /^The chosen version/ })
  await expect(compared.locator('del').first()).toContainText('Typed')
  await dialog.getByRole('button', { name: 'Restore this version' }).focus()
  await window.keyboard.press('Enter')
  // The keys of the window act once its dialog is gone.
  await expect(dialog).toBeHidden()
  await expect(notes).toHaveValue(long)
  await window.keyboard.press('ControlOrMeta+z')
  await expect(notes).toHaveValue('Typed just now')
})

test('the versions are accessible, with some and with none', async () => {
  const { window } = await openRewritten()
  await window.getByRole('button', { name: 'Versions: Notes' }).click()
  await expect(dialogOf(window).locator('ins').first()).toBeVisible()
  await expectNoFaultsInBothThemes(window)
  await window.keyboard.press('Escape')
  await expect(dialogOf(window)).toBeHidden()
  await window.getByRole('button', { name: 'Versions: Description' }).click()
  await expect(window.getByText(/^No earlier versions yet/)).toBeVisible()
  await expectNoFaultsInBothThemes(window)
})
