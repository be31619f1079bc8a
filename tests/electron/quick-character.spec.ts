import { expectNoFaultsInBothThemes } from '../support/axe'
import { expect, test } from '../support/electron-test'
import { generationsPath, type ImageServer, startImageServer } from '../support/image-server'
import { request } from '../support/running-library'
import { openCharacterApp, openPanel, panelOf, pointAtService, undo } from '../support/steps'

let server: ImageServer
test.beforeAll(async () => {
  server = await startImageServer()
  server.script(generationsPath)
})
test.afterAll(() => server.stop())

test('a person is drawn, drawn again, kept by the keyboard alone, undone in one step, given own names and an order, given a status, and turns up by chance', async () => {
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

  await window.keyboard.press('ControlOrMeta+Shift+n')
  await dialog.getByRole('button', { name: 'Names and words…' }).click()
  const own = window.getByRole('textbox', { name: 'Names, one per line' })
  await own.fill('Brindle\n\nbrindle\nTansy')
  await expect(window.getByText('2 usable lines')).toBeVisible()
  await expect(window.getByText('1 duplicate left out: line 3')).toBeVisible()
  await window.getByText('Only mine').click()
  await expect(window.getByText(/^(Brindle|Tansy)( \d)?$/)).toHaveCount(5)
  await expectNoFaultsInBothThemes(window)
  const { names } = await request(window, 'quick:word-lists', { campaignId: 1 })
  expect(names).toEqual({ entries: ['Brindle', 'Tansy'], isOnly: true })
  await window.keyboard.press('Escape')

  await pointAtService(window, server.baseUrl)
  await window.keyboard.press('ControlOrMeta+Shift+n')
  await expect(name).toHaveValue(/^(Brindle|Tansy)$/)
  await expect(dialog).toContainText(/price/i)
  await window.keyboard.press('ControlOrMeta+Enter')
  await expect(dialog).toBeHidden()
  await server.waitForHits(generationsPath, 1)
  await expect(panelOf(window).getByRole('heading', { name: /Brindle|Tansy/ })).toBeVisible()
  const kept = await request(window, 'characters:list', { campaignId: 1 })
  await request(window, 'characters:trash', {
    ids: kept.cards.filter((card) => /Brindle|Tansy/.test(card.name)).map((card) => card.id),
  })
  await openPanel(window, 'Mira of the Lamp')

  const status = panelOf(window).getByRole('combobox', { name: 'Status' })
  await status.fill('DEAD')
  await window.keyboard.press('Enter')
  const card = window.getByRole('grid', { name: 'Cast' }).getByRole('button', { name: /Mira/ })
  await expect(card).toContainText('Dead')
  await expectNoFaultsInBothThemes(window)
  await window.getByRole('combobox', { name: 'Show' }).click()
  await window.getByRole('option', { name: 'Dead' }).click()
  await expect(window.getByRole('grid', { name: 'Cast' }).getByRole('row')).toHaveCount(1)
  await undo(window, 'Status of “Mira of the Lamp”: Dead')
  await expect(window.getByText('No one matches this filter')).toBeVisible()
  await expect(status).toHaveValue('')

  await window.getByRole('button', { name: 'Show everyone' }).click()
  await window
    .getByRole('grid', { name: 'Cast' })
    .getByRole('button', { name: /Elowen/ })
    .focus()
  await window.keyboard.press('w')
  const turnsUp = window.getByRole('dialog', { name: 'Who turns up?' })
  const someone = turnsUp.getByRole('status')
  await expect(someone).toHaveText(/Elowen|Mira of the Lamp/)
  const one = (await someone.textContent()) ?? ''
  await window.keyboard.press('Space')
  await expect(someone).not.toHaveText(one)
  await window.keyboard.press('Escape')
  await expect(turnsUp).toHaveCount(0)
})
