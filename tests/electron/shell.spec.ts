import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, JSHandle } from 'playwright'
import { granted, requestFrom } from '../support/bridge.ts'
import { expect, test } from '../support/electron-test.ts'
import { type Launched, launchCastkeeper, runCommand } from '../support/launch-app.ts'

interface MenuEntry {
  readonly label: string
  readonly isEnabled: boolean
  readonly isChecked: boolean
}

/** The application menu's items that have a name of their own. */
function menuOf(app: ElectronApplication): Promise<Record<string, MenuEntry>> {
  return app.evaluate(({ Menu }) => {
    const found: Record<string, MenuEntry> = {}
    const collect = (items: readonly Electron.MenuItem[]) => {
      for (const { id, label, enabled, checked, submenu } of items) {
        if (id) found[id] = { label, isEnabled: enabled, isChecked: checked }
        if (submenu) collect(submenu.items)
      }
    }
    collect(Menu.getApplicationMenu()?.items ?? [])
    return found
  })
}

/** The menu bar's labels, without the marks for the keyboard. */
function barOf(app: ElectronApplication): Promise<string[]> {
  return app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).map(({ label }) => label.replace('&', '')),
  )
}

/** The main window as Electron has it, once it is shown. */
async function shownWindow({ app, window }: Launched): Promise<JSHandle<Electron.BrowserWindow>> {
  const main = await app.browserWindow(window)
  await main.evaluate(
    (one) => one.isVisible() || new Promise<void>((seen) => one.once('show', () => seen())),
  )
  return main
}

function chooseInMenu(app: ElectronApplication, id: string): Promise<void> {
  return app.evaluate(({ Menu }, wanted) => {
    Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click()
  }, id)
}

test('the window opens by itself, in its own dark or paper, with nothing Node has', async () => {
  const launched = await launchCastkeeper()
  const { window } = launched
  await expect(window).toHaveTitle('Castkeeper')
  const main = await shownWindow(launched)
  const facts = await main.evaluate((one) => ({
    minimum: one.getMinimumSize(),
    background: one.getBackgroundColor(),
    isSpellChecked: one.webContents.session.isSpellCheckerEnabled(),
  }))
  expect(facts).toEqual({ minimum: [900, 600], background: '#F2E9D9', isSpellChecked: false })
  const inPage = await window.evaluate(() => [
    typeof Reflect.get(window, 'require'),
    typeof Reflect.get(window, 'process'),
    Object.keys(Reflect.get(window, 'castkeeper')).sort().join(),
  ])
  expect(inPage).toEqual([
    'undefined',
    'undefined',
    'offerPictures,on,openDropped,openDroppedBackup,request',
  ])
})

test('the menu speaks the system’s language, and another one as soon as it is chosen', async () => {
  const { app, window } = await launchCastkeeper({ locale: 'fr' })
  const french = ['Fichier', 'Édition', 'Personnage', 'Joueurs', 'Affichage', 'Aide']
  expect(await barOf(app)).toEqual(french)
  await expect(window.locator('html')).toHaveAttribute('lang', 'fr')
  await chooseInMenu(app, 'language-en')
  await expect(window.locator('html')).toHaveAttribute('lang', 'en')
  expect(await barOf(app)).toEqual(['File', 'Edit', 'Character', 'Players', 'View', 'Help'])
  expect((await menuOf(app))['language-en']?.isChecked).toBe(true)
})

test('every entry of the menu that does something can be chosen', async () => {
  const { app } = await launchCastkeeper()
  const menu = await menuOf(app)
  const actions = ['new-campaign', 'new-character', 'undo', 'keys', 'open-data', 'about']
  for (const id of [...actions, 'import', 'export', 'back-up', 'restore', 'check']) {
    expect(menu[id]?.isEnabled, id).toBe(true)
  }
})

test('what is chosen in the menu happens in the window', async () => {
  const { app, window } = await launchCastkeeper()
  await expect(window.getByRole('heading').first()).toBeVisible()
  await chooseInMenu(app, 'new-campaign')
  await expect(window.getByRole('dialog')).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(window.getByRole('dialog')).toBeHidden()
  await chooseInMenu(app, 'about')
  await expect(window.getByRole('dialog')).toContainText('SQLite')
})

test('theme and zoom are kept', async () => {
  const first = await launchCastkeeper()
  await chooseInMenu(first.app, 'theme-lamplight')
  const scheme = 'data-mantine-color-scheme'
  await expect(first.window.locator('html')).toHaveAttribute(scheme, 'dark')
  granted(await requestFrom(first.window, 'preferences:change', { zoom: 1.5 }))
  const zoomOf = async (launched: Launched) =>
    (await shownWindow(launched)).evaluate((one) => one.webContents.getZoomFactor())
  expect(await zoomOf(first)).toBeCloseTo(1.5)
  await first.close()

  const second = await launchCastkeeper({ userDataDir: first.userDataDir })
  await expect(second.window.locator('html')).toHaveAttribute(scheme, 'dark')
  expect((await menuOf(second.app))['theme-lamplight']?.isChecked).toBe(true)
  expect(await zoomOf(second)).toBeCloseTo(1.5)
  const main = await shownWindow(second)
  expect(await main.evaluate((one) => one.getBackgroundColor())).toBe('#14100D')
})

test('the window comes back where it was, in the size it had', async () => {
  const bounds = { x: 60, y: 50, width: 1000, height: 640 }
  const first = await launchCastkeeper()
  await (await shownWindow(first)).evaluate((one, wanted) => one.setBounds(wanted), bounds)
  await first.close()
  const second = await launchCastkeeper({ userDataDir: first.userDataDir })
  expect(await (await shownWindow(second)).evaluate((one) => one.getBounds())).toEqual(bounds)
})

test('everything is below the folder that was named, and nothing in the home folder', async () => {
  const home = await mkdtemp(join(tmpdir(), 'castkeeper-home-'))
  const env = {
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_CACHE_HOME: join(home, '.cache'),
  }
  const { window, userDataDir, close } = await launchCastkeeper({ env })
  granted(await requestFrom(window, 'campaigns:create', { name: 'Elsewhere' }))
  granted(await requestFrom(window, 'preferences:change', { density: 'dense' }))
  await close()
  expect(readdirSync(userDataDir)).toEqual(
    expect.arrayContaining(['castkeeper.db', 'preferences.json', 'window', 'window-state.json']),
  )
  expect(existsSync(join(home, '.config', 'Castkeeper'))).toBe(false)
  expect(existsSync(join(home, '.config', 'castkeeper'))).toBe(false)
})

test('fault 67: a second start on the same data ends, and brings the first to the front', async () => {
  const first = await launchCastkeeper()
  const main = await shownWindow(first)
  await main.evaluate((one) => {
    one.hide()
    Reflect.set(
      globalThis,
      'cameToTheFront',
      new Promise<void>((seen) => one.once('show', () => seen())),
    )
  })
  const second = await runCommand([], { userDataDir: first.userDataDir })
  expect(second.code).toBe(0)
  await first.app.evaluate(async () => {
    await Reflect.get(globalThis, 'cameToTheFront')
  })
})

test('two data folders have two windows', async () => {
  const one = await launchCastkeeper()
  const other = await launchCastkeeper()
  expect(await one.app.evaluate(({ app }) => app.hasSingleInstanceLock())).toBe(true)
  expect(await other.app.evaluate(({ app }) => app.hasSingleInstanceLock())).toBe(true)
})
