import { expectNoFaults } from '../support/axe'
import { expect, test } from '../support/electron-test'
import { replies } from '../support/image-replies'
import { generationsPath, startImageServer } from '../support/image-server'
import { distinctPng } from '../support/pictures'
import { request } from '../support/running-library'
import {
  closeToast,
  openCharacterApp,
  openGenerateDialog,
  paste,
  pointAtService,
} from '../support/steps'

for (const theme of ['lamplight', 'parchment'] as const) {
  test(`portraits and their dialogs are accessible in ${theme}`, async () => {
    const { window, panel } = await openCharacterApp('Elowen')
    await request(window, 'preferences:change', { theme })
    await paste(window, { name: 'image.png', bytes: distinctPng() })
    await closeToast(window, 'Elowen has a new portrait.')
    await panel.getByRole('option').nth(1).click()
    await expectNoFaults(window)
    await panel.getByRole('option').first().click()
    await panel.getByRole('button', { name: 'Details' }).click()
    await expectNoFaults(window)
    await window.keyboard.press('Escape')

    const dialog = await openGenerateDialog(window)
    await expect(dialog.getByRole('button', { name: 'Draw avatar' })).toBeVisible()
    await expectNoFaults(window)
    await dialog.getByText('OpenAI', { exact: true }).click()
    await expect(dialog.getByRole('textbox', { name: 'Prompt' })).toHaveValue(/Elowen/)
    await expectNoFaults(window)
  })

  test(`orders are accessible in ${theme}, from the prompt to the tray`, async () => {
    const server = await startImageServer()
    const { window } = await openCharacterApp('Elowen')
    await request(window, 'preferences:change', { theme })
    await pointAtService(window, server.baseUrl)
    server.script(generationsPath, replies.stall(), replies.html())
    const dialog = await openGenerateDialog(window)
    await dialog.getByRole('textbox', { name: 'Prompt' }).fill('A queen of ash.')
    await dialog.getByRole('button', { name: 'Generate portrait' }).click()
    await expect(dialog.getByText('is drawing', { exact: false })).toBeVisible()
    await expectNoFaults(window)
    await dialog.getByRole('button', { name: 'Cancel the portrait of Elowen' }).click()
    await dialog.getByRole('button', { name: 'Generate portrait' }).click()
    await expect(dialog.getByRole('button', { name: 'Open Settings' })).toBeVisible()
    await expectNoFaults(window)
    await window.keyboard.press('Escape')
    await window.getByRole('button', { name: '1 portrait needs you' }).click()
    await expectNoFaults(window)
    await server.stop()
  })
}
