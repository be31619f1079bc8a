import type { ElectronApplication, Locator, Page } from 'playwright'
import { expectNoFaultsInBothThemes } from '../support/axe'
import { expect, test } from '../support/electron-test'
import { launchCastkeeper, makeUserDataDir } from '../support/launch-app'
import { openLibrary, storePortrait } from '../support/library'
import { png } from '../support/pictures/png'
import { request } from '../support/running-library'
import { openPanel } from '../support/steps'
import { type Colour, openTwoScreens } from '../support/two-screens'

const cast = [
  { name: 'Mira Vance', colour: [200, 40, 90] },
  { name: 'Tomas Reed', colour: [30, 160, 220] },
] as const satisfies readonly { name: string; colour: Colour }[]

const [mira, tomas] = cast

/** A campaign whose two characters each have a portrait of one colour. */
async function fillLibrary(): Promise<string> {
  const dataFolder = await makeUserDataDir()
  const library = openLibrary({ dataFolder })
  const { id: campaignId } = library.campaigns.create({ name: 'The Ember Court' })
  for (const { name, colour } of cast) {
    const { id } = library.characters.create({ campaignId, name, notes: 'The secret heir.' })
    const bytes = png({ width: 96, height: 96, pixel: () => [...colour] })
    await storePortrait(library, { kind: 'character', id }, { bytes, side: 96 })
  }
  library.database.close()
  return dataFolder
}

/** Everything of the players' page in which something could be read. */
async function textOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  await session.detach()
  const tree = nodes.map(({ name, description, value }) => [name, description, value])
  return JSON.stringify([await page.content(), await page.title(), tree])
}

/** Whether the system would send a key to the players' window. */
function hasPlayersKeyboard(app: ElectronApplication) {
  return app.evaluate(({ BrowserWindow }) => {
    const focused = BrowserWindow.getFocusedWindow()
    return focused?.webContents.getURL().includes('players.html') ?? false
  })
}

/** What the system calls the players' window, whether it is seen, and what of it outlives the app. */
function describeWindows(app: ElectronApplication) {
  return app.evaluate(({ BrowserWindow }) => {
    const all = BrowserWindow.getAllWindows()
    const players = all.find((one) => one.webContents.getURL().includes('players.html'))
    return {
      title: players?.getTitle(),
      isVisible: players?.isVisible(),
      isInMemory: players?.webContents.session.storagePath === null,
    }
  })
}

test('a face is shown on the second screen, and nothing else ever is', async () => {
  const screens = await openTwoScreens()
  const userDataDir = await fillLibrary()
  const { app, window, close } = await launchCastkeeper({ userDataDir, env: { ...screens.env } })
  await screens.prepare(app)
  /** The players' window and the numbers on the screens; the image sandbox has a window, too. */
  const pages = () => app.windows().filter((one) => one.url().includes('players.html'))
  const shares = (which: 'own' | 'players', { colour }: { readonly colour: Colour }) =>
    expect.poll(() => screens.share(app, which, colour))
  const tray = window.getByRole('region', { name: 'Players’ window' })
  /** Says what the players see, and that the game master's window has the keyboard. */
  const sees = async (sentence: string) => {
    await expect(tray.getByRole('status')).toHaveText(sentence)
    expect(await hasPlayersKeyboard(app)).toBe(false)
    expect(await window.evaluate(() => document.hasFocus())).toBe(true)
  }

  const { session } = await request(window, 'sessions:add', { campaignId: 1 })
  const noted = async () => (await request(window, 'sessions:read', { id: session.id })).text

  // Nothing opens by itself; the first face asks where, with a number on each screen.
  await openPanel(window, mira.name)
  await window.keyboard.press('b')
  await expect(window.getByText('The players’ window is not open')).toBeVisible()
  expect(pages()).toEqual([])
  await window.keyboard.press('p')
  const question = window.getByRole('dialog', { name: 'Which screen do the players see?' })
  await expect(question.getByRole('button')).toHaveCount(4)
  await expect.poll(() => pages().length).toBe(2)
  await expectNoFaultsInBothThemes(window)
  await window.keyboard.press('2')
  await expect(question).toBeHidden()
  await sees('Players see: Mira Vance')
  await expect.poll(() => pages().length).toBe(1)
  const [page] = pages()
  if (page === undefined) throw new Error('the players’ window is not there')
  await shares('players', mira).toBeGreaterThan(0.5)
  expect(await screens.share(app, 'own', mira.colour)).toBeLessThan(0.35)
  expect(await describeWindows(app)).toMatchObject({ title: 'Players’ window', isInMemory: true })

  await expect.poll(noted).toMatch(/^- Portrait shown: .*Mira Vance/)

  // Its page knows a picture, and no word about it; and it can ask for nothing else.
  expect(await textOf(page)).not.toMatch(/Mira|Ember|secret|heir|portrait|character/i)
  expect(await page.evaluate(() => 'castkeeper' in window || 'require' in window)).toBe(false)
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
  for (const url of ['app://portraits/character/1?v=1', 'app://ui/index.html', 'app://stage/1']) {
    const load = page.evaluate(
      (src) =>
        new Promise((resolve) => {
          const image = new Image()
          image.onload = () => resolve('loaded')
          image.onerror = () => resolve('refused')
          image.src = src
        }),
      url,
    )
    expect(await load, url).toBe('refused')
  }

  // The name is there only while it is revealed, and no longer with the next face.
  await window.keyboard.press('Shift+P')
  await sees('Players see, with names: Mira Vance')
  expect(await textOf(page)).toContain('Mira Vance')
  expect(await textOf(page)).not.toMatch(/secret|heir|Tomas/)
  await window.keyboard.press('b')
  await sees('Players see a black screen')
  expect(await textOf(page)).not.toMatch(/Mira|stage\//)
  await shares('players', mira).toBe(0)
  await shares('players', { colour: [0, 0, 0] }).toBe(1)

  // Through the queue by the keyboard, from wherever it is.
  const ids = await request(window, 'characters:ids', { campaignId: 1 })
  const faces = ids.map((id) => ({ subject: { kind: 'character', id } as const }))
  await request(window, 'players:show', { faces, how: 'queue' })
  await window.keyboard.press('ControlOrMeta+ArrowRight')
  await sees('Players see: Mira Vance')
  await window.keyboard.press('ControlOrMeta+ArrowRight')
  await sees('Players see: Tomas Reed')
  await shares('players', tomas).toBeGreaterThan(0.5)
  expect(await textOf(page)).not.toMatch(/Mira|Tomas/)
  await tray.getByRole('button', { name: 'Players’ window: open the queue' }).click()
  const queue = window.getByRole('group', { name: 'Queue' })
  await expect(queue.getByRole('button', { name: 'Tomas Reed', exact: true })).toBeFocused()
  await window.keyboard.press('ArrowLeft')
  await sees('Players see: Mira Vance')
  await expectNoFaultsInBothThemes(window)
  await window.keyboard.press('Escape')

  // The mirror is laid out like the page that it mirrors.
  await request(window, 'players:show', { faces, how: 'replace' })
  await sees('Players see: Mira Vance and Tomas Reed')
  const layoutOf = (scene: Locator) =>
    scene.evaluate((element) => [
      getComputedStyle(element).gridTemplateColumns.split(' ').length,
      (element.clientWidth / element.clientHeight).toFixed(1),
    ])
  const onPage = await layoutOf(page.locator('.scene'))
  await expect.poll(() => layoutOf(tray.locator('[data-fit]'))).toEqual(onPage)
  await request(window, 'players:go-to', { index: 0 })
  await sees('Players see: Mira Vance')

  // Unplugged: gone at once, and not on the game master's screen. Back: offered, not taken.
  await screens.unplug(app)
  await sees('The players’ screen was unplugged. Their window is hidden.')
  expect(await describeWindows(app)).toMatchObject({ isVisible: false })
  expect(await screens.share(app, 'own', mira.colour)).toBeLessThan(0.35)
  expect(await textOf(page)).not.toContain('stage/')
  await screens.plug(app)
  await sees('The players’ screen is connected again.')
  expect(await describeWindows(app)).toMatchObject({ isVisible: false })
  await tray.getByRole('button', { name: 'Show again' }).click()
  await sees('Players see: Mira Vance')
  await shares('players', mira).toBeGreaterThan(0.5)

  // A page that crashes is replaced by a black one, which is never without a way back.
  const again = app.waitForEvent('window')
  await app.evaluate(({ BrowserWindow }) => {
    const players = BrowserWindow.getAllWindows().find((one) =>
      one.webContents.getURL().includes('players.html'),
    )
    players?.webContents.forcefullyCrashRenderer()
  })
  await again
  await sees('The players’ window crashed and shows nothing now.')
  await shares('players', mira).toBe(0)
  await window.keyboard.press('p')
  await sees('Players see: Mira Vance')
  await shares('players', mira).toBeGreaterThan(0.5)
  await tray.getByRole('button', { name: 'Close the players’ window' }).click()
  await expect.poll(() => pages().length).toBe(0)
  await shares('players', mira).toBe(0)
  await close()
  screens.end()
})
