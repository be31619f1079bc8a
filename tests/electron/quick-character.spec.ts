import { expectNoFaultsInBothThemes } from '../support/axe'
import { expect, test } from '../support/electron-test'
import { request } from '../support/running-library'
import { openCharacterApp, panelOf, undo } from '../support/steps'

test('a person is drawn, drawn again, and kept by the keyboard alone, and undone in one step', async () => {
  const { window } = await openCharacterApp('Elowen')
  await window.keyboard.press('ControlOrMeta+Shift+n')
  const dialog = window.getByRole('dialog', { name: 'Quick character' })
  const name = dialog.getByRole('textbox', { name: 'Name' })
  await expect(name).toBeFocused()
  await expect(name).not.toHaveValue('')
  const first = await name.inputValue()
  await window.keyboard.press('Space')
  await expect(name).not.toHaveValue(first)
  await window.keyboard.press('Backspace')
  await expect(name).toHaveValue(first)

  const wants = dialog.getByRole('button', { name: /^Wants/ })
  const wish = await wants.textContent()
  await wants.focus()
  await window.keyboard.press('Space')
  await expect(wants).not.toHaveText(wish ?? '')
  await expect(name).toHaveValue(first)
  await window.keyboard.press('Shift+Space')
  await expect(name).not.toHaveValue(first)
  await expectNoFaultsInBothThemes(window)

  await name.focus()
  await window.keyboard.type('Mira of the Lamp')
  await window.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(panelOf(window).getByRole('heading', { name: 'Mira of the Lamp' })).toBeVisible()
  const { cards } = await request(window, 'characters:list', { campaignId: 1 })
  expect(cards.map((card) => card.name)).toContain('Mira of the Lamp')
  await undo(window, 'Mira of the Lamp was created')
  await expect(panelOf(window)).toBeHidden()
  await window.keyboard.press('ControlOrMeta+Shift+z')
  await expect(panelOf(window).getByRole('heading', { name: 'Mira of the Lamp' })).toBeVisible()
})
