import { expectNoFaultsInBothThemes } from '../support/axe'
import { expect, test } from '../support/electron-test'
import { replies } from '../support/image-replies'
import { generationsPath, type ImageServer, startImageServer } from '../support/image-server'
import { request } from '../support/running-library'
import {
  generateDockOf,
  openCharacterApp,
  openGenerateDock,
  panelOf,
  pointAtService,
} from '../support/steps'

let server: ImageServer

test.beforeEach(async () => {
  server = await startImageServer()
})

test.afterEach(() => server.stop())

test('the dock sends at Enter, its sheet keeps, trashes and compares by key, and R sends the same words', async () => {
  const { window } = await openCharacterApp('Elowen')
  await pointAtService(window, server.baseUrl)
  const mira = await request(window, 'characters:create', { campaignId: 1, name: 'Mira' })
  const dock = await openGenerateDock(window)
  const wish = dock.getByRole('textbox', { name: 'Extra details' })
  await expect(wish).toBeFocused()
  await window.keyboard.press('Escape')
  await expect(dock).toHaveCount(0)
  await expect(panelOf(window).getByRole('button', { name: 'New portrait…' })).toBeFocused()
  await window.keyboard.press('Enter')
  await expect(wish).toBeFocused()
  await window.keyboard.type('a lantern')
  await window.keyboard.press('Shift+Enter')
  await window.keyboard.type('and rain')
  await expect(wish).toHaveValue('a lantern\nand rain')
  await dock.getByText('4', { exact: true }).click()
  await expect(dock.getByText('Price unknown', { exact: false })).toBeVisible()
  await wish.press('Enter')
  const pictures = dock.getByRole('button', { name: /^Keep picture/ })
  await expect(pictures).toHaveCount(4)
  const sent = () => server.hits(generationsPath).map(({ body }) => JSON.parse(body).prompt)
  expect(sent()).toEqual([expect.stringMatching(/a lantern\s+and rain/)])
  await expectNoFaultsInBothThemes(window)

  await window.keyboard.press('2')
  await expect(pictures.nth(1)).toHaveAttribute('aria-pressed', 'true')
  await expect(pictures.nth(1)).toHaveAccessibleName('Keep picture 2, in use')
  await window.keyboard.press('c')
  const compared = window.getByRole('dialog', { name: 'Two portraits side by side' })
  await expect(compared.getByRole('img', { name: 'Portrait of Elowen' })).toHaveCount(2)
  await window.keyboard.press('Escape')
  await expect(compared).toHaveCount(0)
  await window.keyboard.press('x')
  await expect(pictures).toHaveCount(1)
  await window.keyboard.press('ControlOrMeta+z')
  await expect(pictures).toHaveCount(4)
  await window.keyboard.press('x')
  await expect(pictures).toHaveCount(1)
  await expect(pictures).toHaveAccessibleName('Keep picture 1, in use')
  await window.keyboard.press('r')
  await expect(pictures).toHaveCount(5)
  expect(sent()).toEqual([sent()[0], sent()[0]])

  // The wall is alive beside it, and the dock turns to the character opened there.
  await window.getByRole('main').getByRole('button', { name: 'Mira' }).click()
  await expect(generateDockOf(window)).toHaveAccessibleName('A new portrait: Mira')
  await window.keyboard.press('r')
  const note = 'No portrait of Mira has a known prompt yet.'
  await expect(window.getByRole('status').filter({ hasText: note })).toBeVisible()
  await window.getByRole('main').getByRole('button', { name: 'Elowen' }).click()
  await expect(wish).toHaveValue('a lantern\nand rain')
  await expect(pictures).toHaveCount(5)
  expect(sent()).toHaveLength(2)
  expect(
    await request(window, 'portraits:history', { subject: { kind: 'character', id: mira.id } }),
  ).toEqual([])

  await wish.focus()
  await window.keyboard.press('Escape')
  await expect(dock).toHaveCount(0)
  await expect(window.getByRole('main').getByRole('button', { name: 'Elowen' })).toBeFocused()

  // Everyone who is selected gets an order of their own, at the price of all of them.
  await window.keyboard.press('ControlOrMeta+a')
  await window.getByRole('button', { name: 'New portrait…' }).first().click()
  const several = window.getByRole('complementary', { name: 'New portraits: 2 characters' })
  await several.getByRole('radiogroup', { name: 'Pictures' }).getByText('1').click()
  await several.getByRole('button', { name: 'Generate 2 portraits' }).click()
  await expect.poll(sent).toHaveLength(4)
  for (const name of ['Elowen', 'Mira']) {
    const line = several.getByRole('region', { name, exact: true })
    await expect(line.getByRole('button', { name: /^Keep picture/ }).first()).toBeVisible()
  }

  // After a failure the one main action goes on with what is missing, and with nothing else.
  server.script(generationsPath, replies.asAsked(), replies.json({ created: 1, data: [] }))
  const rest = several.getByText('1 portrait is still missing.')
  await several.getByRole('button', { name: 'Generate 2 portraits' }).click()
  await expect(rest).toBeVisible()
  await expect.poll(sent).toHaveLength(6)
  server.script(generationsPath, replies.asAsked())
  await several.getByRole('textbox', { name: 'Extra details' }).press('Enter')
  await expect(rest).toBeHidden()
  await expect(several.getByRole('button', { name: 'Generate 2 portraits' })).toBeVisible()
  expect(sent()).toHaveLength(7)
})
