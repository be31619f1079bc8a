import type { Page } from 'playwright'
import { expect, test } from '../support/electron-test'
import { replies } from '../support/image-replies'
import { generationsPath, startImageServer } from '../support/image-server'
import { distinctPng } from '../support/pictures'
import { request } from '../support/running-library'
import {
  largePortrait,
  openGenerateDock,
  paste,
  pointAtService,
  shareCharacterApp,
  shownWidth,
} from '../support/steps'

const openCharacter = shareCharacterApp()

const shown = (window: Page) => shownWidth(largePortrait(window))

async function pasteWidth(window: Page, width: number): Promise<void> {
  await paste(window, { name: 'image.png', bytes: distinctPng(width, 40) })
  // The first one waits for the image sandbox to open.
  await expect.poll(() => shown(window), { timeout: 20_000 }).toBe(width)
}

test('every change of a face is one step back with Ctrl+Z and on with Ctrl+Shift+Z, also one that came while another was made', async () => {
  test.slow()
  const server = await startImageServer()
  const { window, panel } = await openCharacter('Elowen')
  const framesOf = () => panel.getByRole('listbox').getByRole('option')
  await pointAtService(window, server.baseUrl)
  await pasteWidth(window, 101)

  // The order is sent now and answered only after another picture has been pasted.
  const { promise: gate, resolve: answer } = Promise.withResolvers<void>()
  server.script(generationsPath, async (exchange) => {
    await gate
    await replies.pictures([distinctPng(102, 40)])(exchange)
  })
  const dock = await openGenerateDock(window)
  await dock.getByRole('textbox', { name: 'Prompt' }).fill('A queen of ash.')
  await dock.getByRole('button', { name: 'Generate portrait' }).click()
  await expect(dock.getByText('Generating (', { exact: false })).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(dock).toBeHidden()
  await pasteWidth(window, 103)
  answer()
  await expect.poll(() => shown(window)).toBe(102)

  await panel.getByRole('button', { name: 'Portrait actions: Elowen' }).click()
  await window.getByRole('menuitem', { name: 'Show the avatar instead' }).click()
  await expect(panel.getByRole('img', { name: 'Placeholder for Elowen' })).toBeVisible()
  await framesOf().nth(2).click()
  await panel.getByRole('button', { name: 'Use this portrait' }).click()
  await expect.poll(() => shown(window)).toBe(101)
  await panel.getByRole('button', { name: 'Move portrait to trash' }).click()
  await expect.poll(() => shown(window), 'the newest that is left').toBe(102)
  await expect(framesOf(), 'two portraits and the avatar').toHaveCount(3)

  const back = () => window.keyboard.press('ControlOrMeta+z')
  await back()
  await expect.poll(() => shown(window)).toBe(101)
  await expect(framesOf()).toHaveCount(4)
  await back()
  await expect(panel.getByRole('img', { name: 'Placeholder for Elowen' })).toBeVisible()
  await back()
  await expect.poll(() => shown(window)).toBe(102)
  await back()
  await expect.poll(() => shown(window), 'what the order took the place of').toBe(103)
  await back()
  await expect.poll(() => shown(window)).toBe(101)
  await back()
  await expect(panel.getByRole('img', { name: 'Placeholder for Elowen' })).toBeVisible()
  // Nothing is lost by it: what was taken back lies in the trash.
  expect((await request(window, 'trash:summary', undefined)).entries.portrait).toBe(3)

  const on = () => window.keyboard.press('ControlOrMeta+Shift+z')
  await on()
  await expect.poll(() => shown(window)).toBe(101)
  await on()
  await expect.poll(() => shown(window)).toBe(103)
  await on()
  await expect.poll(() => shown(window), 'what the order brought').toBe(102)
  await on()
  await expect(panel.getByRole('img', { name: 'Placeholder for Elowen' })).toBeVisible()
  await on()
  await expect.poll(() => shown(window)).toBe(101)
  await on()
  await expect.poll(() => shown(window), 'the newest that is left').toBe(102)
  expect((await request(window, 'trash:summary', undefined)).entries.portrait).toBe(1)
  await server.stop()
})

test('an undo that comes late leaves the face that was chosen since, and says so', async () => {
  const { window, panel, id } = await openCharacter('Elowen')
  await pasteWidth(window, 101)
  // As a command beside the window does it.
  const subject = { kind: 'character', id } as const
  await request(window, 'portraits:draw-avatar', { subject, style: 'lorelei', seed: 'Elowen' })
  await expect.poll(() => shown(window)).toBe(1024)
  await window.keyboard.press('ControlOrMeta+z')
  await expect(
    window.getByText('another one has been chosen since', { exact: false }),
  ).toBeVisible()
  await expect(panel.getByRole('listbox').getByRole('option')).toHaveCount(2)
  expect(await shown(window)).toBe(1024)
})
