import { expect, test } from '../../tests/support/electron-test'
import { type Launched, launchCastkeeper } from '../../tests/support/launch-app'
import { request } from '../../tests/support/running-library'
import { openGenerateDock, panelOf } from '../../tests/support/steps'
import { resize, takePicture } from './picture'
import { makeSampleLibrary, prefer, type SampleLibrary } from './sample-library'

let library: SampleLibrary

test.beforeAll(async () => {
  // Every portrait is painted again, a few seconds each.
  test.setTimeout(600_000)
  library = await makeSampleLibrary()
})

async function openHarrowmere(width: number, height: number): Promise<Launched> {
  const { userDataDir, harrowmereId } = library
  await prefer(userDataDir, { theme: 'lamplight', language: 'en', lastCampaignId: harrowmereId })
  const launched = await launchCastkeeper({ userDataDir })
  await resize(launched, width, height)
  await expect(launched.window.getByRole('button', { name: /Aldous Wren/ })).toBeVisible()
  return launched
}

async function openElowen({ window }: Launched): Promise<void> {
  await window
    .getByRole('main')
    .getByRole('button', { name: /Elowen Marsh/ })
    .click()
  await expect(panelOf(window).getByRole('textbox', { name: 'Name' })).toHaveValue('Elowen Marsh')
}

test('the wall by lamplight, with a character open', async () => {
  const launched = await openHarrowmere(1440, 900)
  await openElowen(launched)
  await takePicture(launched, 'wall-lamplight')
  await launched.close()
})

test('the wall on parchment, in French', async () => {
  const { userDataDir, dragonNoirId } = library
  await prefer(userDataDir, { theme: 'parchment', language: 'fr', lastCampaignId: dragonNoirId })
  const launched = await launchCastkeeper({ userDataDir, locale: 'fr' })
  await resize(launched, 1440, 900)
  await expect(launched.window.getByRole('button', { name: /Aliénor/ })).toBeVisible()
  await takePicture(launched, 'wall-parchment')
  await launched.close()
})

test('the dock for a new portrait', async () => {
  const launched = await openHarrowmere(1440, 900)
  const { window } = launched
  await request(window, 'providers:set-key', { id: 'openai', key: 'sk-not-a-key' })
  await request(window, 'preferences:change', { provider: 'openai' })
  await openElowen(launched)
  const dock = await openGenerateDock(window)
  await dock.getByRole('textbox', { name: 'Extra details' }).fill('a storm lantern at her belt')
  await expect(dock.getByRole('textbox', { name: 'Prompt' })).toHaveValue(/storm lantern/)
  await takePicture(launched, 'generate')
  await request(window, 'providers:forget-key', { id: 'openai' })
  await launched.close()
})

test('what the players see', async () => {
  const launched = await openHarrowmere(1440, 900)
  const { app, window } = launched
  const { cards } = await request(window, 'characters:list', {
    campaignId: library.harrowmereId,
    filter: 'with-portrait',
    limit: 3,
  })
  const faces = cards.map(({ id }) => ({ subject: { kind: 'character', id } as const }))
  await request(window, 'preferences:change', { playersScreen: 'window' })
  const opened = app.waitForEvent('window')
  await request(window, 'players:show', { faces, how: 'replace' })
  const page = await opened
  await request(window, 'players:toggle-names', undefined)
  await app.evaluate(({ BrowserWindow }) => {
    const players = BrowserWindow.getAllWindows().find((one) =>
      one.webContents.getURL().includes('players.html'),
    )
    players?.setContentSize(1280, 720)
  })
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([1280, 720])
  await expect(page.locator('figcaption')).toHaveCount(faces.length)
  await takePicture({ ...launched, window: page }, 'players')
  await launched.close()
})

test('the settings', async () => {
  const launched = await openHarrowmere(1440, 900)
  await launched.window.getByRole('button', { name: 'Settings', exact: true }).click()
  await expect(launched.window.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await takePicture(launched, 'settings')
  await launched.close()
})

test('the wall in a small window', async () => {
  const launched = await openHarrowmere(900, 600)
  await takePicture(launched, 'small-window')
  await launched.close()
})

test('the first start', async () => {
  const launched = await launchCastkeeper()
  await request(launched.window, 'preferences:change', { theme: 'lamplight' })
  await resize(launched, 1440, 900)
  await expect(launched.window.getByRole('button', { name: /New campaign/ }).last()).toBeVisible()
  await takePicture(launched, 'welcome')
  await launched.close()
})
