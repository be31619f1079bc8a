import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright'
import { expect, test } from '../support/electron-test'
import { replies } from '../support/image-replies'
import { generationsPath, type ImageServer, startImageServer } from '../support/image-server'
import { distinctPng } from '../support/pictures'
import { request } from '../support/running-library'
import {
  chooseService,
  closeToast,
  largePortrait,
  openGenerateDock,
  openPanel,
  paste,
  pointAtService,
  shareCharacterApp,
  shownWidth,
} from '../support/steps'

let server: ImageServer

test.beforeEach(async () => {
  server = await startImageServer()
})

test.afterEach(() => server.stop())

const openCharacter = shareCharacterApp()

/** Elowen with a portrait 61 pixels wide, and the loopback server as the image service. */
async function openElowen() {
  const opened = await openCharacter('Elowen')
  const { window } = opened
  await paste(window, { name: 'image.png', bytes: distinctPng(61, 80) })
  await expect.poll(() => shownWidth(largePortrait(window))).toBe(61)
  await closeToast(window, 'Elowen has a new portrait.')
  await pointAtService(window, server.baseUrl)
  return opened
}

function submit(dock: Locator): Locator {
  return dock.getByRole('button', { name: /^Generate/ })
}

test('fault 1: without a key nothing is sent, the prompt is kept, and the key is entered there or in Settings', async () => {
  const { window } = await openElowen()
  const dock = await openGenerateDock(window)
  await dock.getByRole('textbox', { name: 'Prompt' }).fill('A queen of ash.')
  await chooseService(dock, 'OpenAI')
  const need = dock.getByText('needs an API key', { exact: false })
  await expect(need).toBeVisible()
  await expect(submit(dock)).toBeDisabled()
  await dock.getByRole('button', { name: 'Add a key in Settings' }).click()
  await expect(window.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await expect(dock).toBeHidden()

  await window.getByRole('button', { name: 'Back to the campaign' }).click()
  await expect(dock.getByRole('textbox', { name: 'Prompt' })).toHaveValue('A queen of ash.')
  await dock.getByLabel('API key').fill('sk-typed-in-the-dock')
  await window.keyboard.press('Enter')
  await expect(need).toBeHidden()
  await expect(submit(dock)).toBeEnabled()
  await expect(dock.getByRole('textbox', { name: 'Extra details' })).toBeFocused()
  await expect(dock.getByRole('textbox', { name: 'Prompt' })).toHaveValue('A queen of ash.')
})

const failures = [
  [
    2,
    'a wrong key',
    replies.serviceError(401, { code: 'invalid_api_key' }),
    'refused the key',
    'Open Settings',
  ],
  [
    6,
    'a spent account',
    replies.serviceError(429, { code: 'insufficient_quota' }),
    'is used up',
    'Open Settings',
  ],
  [
    7,
    'a refused prompt',
    replies.serviceError(400, { code: 'moderation_blocked' }),
    'refused this prompt',
    'Edit the prompt',
  ],
  [12, 'an empty answer', replies.json({ created: 1, data: [] }), 'no image', 'Try again'],
  [11, 'a sign-in page', replies.html(), 'not an image service', 'Open Settings'],
] as const

for (const [row, what, reply, said, action] of failures) {
  test(`fault ${row}: ${what} is told in its own words with one way on, and the current portrait stays`, async () => {
    const { window, panel } = await openElowen()
    server.script(generationsPath, reply)
    const dock = await openGenerateDock(window)
    await submit(dock).click()
    const alert = dock.getByRole('alert').filter({ hasText: new RegExp(said, 'i') })
    await expect(alert).toBeVisible()
    await expect(alert.getByRole('button', { name: action })).toBeVisible()
    await dock.getByRole('button', { name: 'Close', exact: true }).click()
    expect(await shownWidth(largePortrait(window))).toBe(61)
    await expect(panel.getByRole('alert').filter({ hasText: new RegExp(said, 'i') })).toBeVisible()
    await panel.getByRole('button', { name: 'Dismiss' }).click()
    await expect(panel.getByRole('alert')).toBeHidden()
  })
}

test('fault 5: an order that waits counts down and can be cancelled', async () => {
  const { window, panel } = await openElowen()
  const slowDown = replies.serviceError(429, { code: 'slow_down' }, { 'retry-after': '20' })
  server.script(generationsPath, slowDown)
  const dock = await openGenerateDock(window)
  await submit(dock).click()
  await expect(dock.getByText('asks you to wait', { exact: false })).toBeVisible()
  await expect(dock.getByText(/\b(1\d|20)s/)).toBeVisible()
  await dock.getByRole('button', { name: 'Cancel the portrait of Elowen' }).click()
  await dock.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(panel.getByText('asks you to wait', { exact: false })).toBeHidden()
  expect(server.hits(generationsPath)).toHaveLength(1)
})

test('fault 15: of four pictures asked for the two that came are kept, and that is said', async () => {
  const { window, panel } = await openElowen()
  server.script(generationsPath, replies.pictures([distinctPng(71, 90), distinctPng(72, 90)]))
  const dock = await openGenerateDock(window)
  await dock.getByText('4', { exact: true }).click()
  await expect(submit(dock)).toHaveAccessibleName('Generate 4 portraits')
  await submit(dock).click()
  await expect(window.getByText('sent 2 of 4 pictures', { exact: false })).toBeVisible()
  await dock.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(panel.getByRole('option')).toHaveCount(4)
  await expect.poll(() => shownWidth(largePortrait(window))).toBe(71)
})

test('fault 17: pressing Generate again and again sends one order', async () => {
  const { window, panel } = await openElowen()
  server.script(generationsPath, replies.stall())
  const dock = await openGenerateDock(window)
  await expect(submit(dock)).toBeEnabled()
  await submit(dock).evaluate((button: HTMLElement) => {
    for (let press = 0; press < 5; press += 1) button.click()
  })
  await server.waitForHits(generationsPath, 1)
  await dock.getByRole('button', { name: 'Cancel the portrait of Elowen' }).click()
  await server.waitForQuiet()
  await dock.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(panel.getByRole('option')).toHaveCount(2)
  expect(server.hits(generationsPath)).toHaveLength(1)
})

test('fault 55: a paid picture that cannot be stored is saved elsewhere or stored later, not paid again', async () => {
  const { app, window, panel, userDataDir, id } = await openElowen()
  const folder = join(userDataDir, 'static/portraits/characters')
  const former = readFileSync(join(folder, `character_${id}.png`))
  rmSync(folder, { recursive: true })
  writeFileSync(folder, 'in the way')
  const dock = await openGenerateDock(window)
  await submit(dock).click()
  const alert = dock.getByRole('alert').filter({ hasText: 'could not be stored' })
  await expect(alert).toContainText('characters')

  const saved = join(userDataDir, 'saved.png')
  await app.evaluate(({ dialog: system }, filePath) => {
    system.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, saved)
  await alert.getByRole('button', { name: 'Save as…' }).click()
  await expect(window.getByText('The picture was saved where you chose.')).toBeVisible()
  expect(readFileSync(saved).subarray(1, 4).toString()).toBe('PNG')

  rmSync(folder)
  mkdirSync(folder)
  writeFileSync(join(folder, `character_${id}.png`), former)
  await alert.getByRole('button', { name: 'Save now' }).click()
  await expect(window.getByText('Elowen has a new portrait.', { exact: false })).toBeVisible()
  await dock.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(panel.getByRole('option')).toHaveCount(3)
  expect(server.hits(generationsPath)).toHaveLength(1)
})

test('fault 18: a portrait for a character that has gone to the trash is not lost', async () => {
  const { window, panel, id } = await openElowen()
  const arrived = Promise.withResolvers<void>()
  server.script(generationsPath, async (exchange) => {
    await arrived.promise
    await replies.asAsked()(exchange)
  })
  const dock = await openGenerateDock(window)
  await submit(dock).click()
  await server.waitForHits(generationsPath, 1)
  await dock.getByRole('button', { name: 'Run in background' }).click()
  await panel.getByRole('button', { name: 'Character actions' }).click()
  await window.getByRole('menuitem', { name: 'Move to trash' }).click()
  await expect(panel).toBeHidden()
  arrived.resolve()

  await expect(window.getByText('Elowen has a new portrait.')).toBeVisible()
  // The toast about the trash has gone for this one.
  await request(window, 'characters:restore', { ids: [id] })
  await openPanel(window, 'Elowen')
  await expect.poll(() => shownWidth(largePortrait(window))).not.toBe(61)
})

test('what came and cannot be used is kept: saved as it came, and let go of by the game master alone', async () => {
  const { app, window, panel, userDataDir } = await openElowen()
  const body = Buffer.from('{"data":[{"b64_json":"garbled *** picture"}]}\n')
  server.script(generationsPath, replies.bytes(body, 'application/json'))
  const dock = await openGenerateDock(window)
  await submit(dock).click()
  await expect(dock.getByRole('alert')).toContainText('is kept until you discard it')
  await dock.getByRole('button', { name: 'Close', exact: true }).click()
  const note = panel.getByRole('alert').filter({ hasText: 'is kept until you discard it' })
  const saved = join(userDataDir, 'saved.json')
  await app.evaluate(({ dialog: system }, filePath) => {
    system.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, saved)
  await note.getByRole('button', { name: 'Save the answer…' }).click()
  await expect(window.getByText('was saved where you chose.', { exact: false })).toBeVisible()
  expect(readFileSync(saved).equals(body)).toBe(true)
  await note.getByRole('button', { name: 'Discard the answer for Elowen' }).click()
  await expect(window.getByText('moved to the quarantine', { exact: false })).toBeVisible()
  await expect(note).toBeHidden()
  expect(server.hits(generationsPath)).toHaveLength(1)
})
