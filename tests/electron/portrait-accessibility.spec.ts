import { expectNoFaultsInBothThemes } from '../support/axe'
import { expect, test } from '../support/electron-test'
import { replies } from '../support/image-replies'
import { generationsPath, startImageServer } from '../support/image-server'
import { distinctPng } from '../support/pictures'
import {
  chooseService,
  closeToast,
  openGenerateDock,
  paste,
  pointAtService,
  shareCharacterApp,
} from '../support/steps'

const openCharacter = shareCharacterApp()

test('portraits and their dialogs are accessible in both themes', async () => {
  const { window, panel } = await openCharacter('Elowen')
  await paste(window, { name: 'image.png', bytes: distinctPng() })
  await closeToast(window, 'Elowen has a new portrait.')
  await panel.getByRole('option').nth(1).click()
  await expectNoFaultsInBothThemes(window)
  await panel.getByRole('option').first().click()
  await panel.getByRole('button', { name: 'Details' }).click()
  await expectNoFaultsInBothThemes(window)
  await window.keyboard.press('Escape')

  const dock = await openGenerateDock(window)
  await expect(dock.getByRole('button', { name: 'Draw avatar' })).toBeVisible()
  await expectNoFaultsInBothThemes(window)
  await chooseService(dock, 'OpenAI')
  await expect(dock.getByRole('textbox', { name: 'Prompt' })).toHaveValue(/Elowen/)
  await expectNoFaultsInBothThemes(window)
})

test('orders are accessible in both themes, from the prompt to the tray', async () => {
  const server = await startImageServer()
  const { window } = await openCharacter('Elowen')
  await pointAtService(window, server.baseUrl)
  server.script(generationsPath, replies.stall(), replies.html())
  const dock = await openGenerateDock(window)
  await dock.getByRole('textbox', { name: 'Prompt' }).fill('A queen of ash.')
  await dock.getByRole('button', { name: 'Generate portrait' }).click()
  await expect(dock.getByText('Generating (', { exact: false })).toBeVisible()
  await expectNoFaultsInBothThemes(window)
  await dock.getByRole('button', { name: 'Cancel the portrait of Elowen' }).click()
  await dock.getByRole('button', { name: 'Generate portrait' }).click()
  await expect(dock.getByRole('button', { name: 'Open Settings' })).toBeVisible()
  await expectNoFaultsInBothThemes(window)
  await window.keyboard.press('Escape')
  await window.getByRole('button', { name: '1 portrait needs attention' }).click()
  await expectNoFaultsInBothThemes(window)
  await server.stop()
})
