import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { expectNoFaultsInBothThemes } from '../support/axe.ts'
import { granted, requestFrom } from '../support/bridge.ts'
import { expect, test } from '../support/electron-test.ts'
import { launchGallery } from '../support/gallery.ts'
import {
  answerPicker,
  chooseInData,
  copyOldLibrary,
  dropFromDisk,
  importAll,
  lookAt,
} from '../support/import-steps.ts'
import { launchCastkeeper } from '../support/launch-app.ts'
import { expectedLibrary } from '../support/legacy/shared-libraries.ts'
import { openLibrary } from '../support/library.ts'
import { scenePng } from '../support/pictures.ts'

const rows = (window: Page) => window.getByRole('table').getByRole('row')
const row = (window: Page, name: string) => rows(window).filter({ hasText: name }).first()

/** Every file below a folder with the hash of what is in it. */
function fingerprint(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  return Object.fromEntries(
    files
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => {
        const bytes = readFileSync(join(folder, path))
        return [path, createHash('sha256').update(bytes).digest('hex')]
      }),
  )
}

async function campaignNames(window: Page): Promise<string[]> {
  const campaigns = granted(await requestFrom(window, 'campaigns:list'))
  return campaigns.map(({ name }) => name).sort()
}

test('an old library comes over from the choice to the report, and is taken back again', async () => {
  const folder = await copyOldLibrary('gen-early')
  writeFileSync(join(folder, 'static', 'portraits', '.DS_Store'), 'left by a system')
  const before = fingerprint(folder)
  const launched = await launchCastkeeper()
  const { app, window } = launched
  await window
    .getByRole('main')
    .getByRole('button', { name: /^Import my old portraits/ })
    .click()
  await answerPicker(app, folder)
  await window.getByRole('button', { name: 'Choose a folder…' }).click()
  await expect(window.getByText(join(folder, 'database.db'))).toBeVisible()
  await expect(window.getByText(join(folder, 'static', 'portraits'))).toBeVisible()
  await window.getByRole('button', { name: 'Look inside' }).click()

  const { campaigns, characters } = expectedLibrary('gen-early')
  const all = campaigns.length + characters.length
  await expect(window.getByRole('radio', { name: `All: ${all}` })).toBeChecked()
  await expect(window.getByText('Portrait found: 13')).toBeVisible()
  await expect(
    window.getByText('1 system file or folder among the pictures was ignored.'),
  ).toBeVisible()
  await expect(row(window, 'La Quête du Dragon Noir')).toContainText('aline.dupont@example.org')
  await expect(row(window, 'La Quête du Dragon Noir').locator('img')).toHaveJSProperty(
    'complete',
    true,
  )
  await window.getByText('File damaged: 4').click()
  await expect(rows(window)).toHaveCount(5)
  await expect(row(window, 'Error Page')).toContainText('The file is not a picture')
  await window.getByRole('textbox', { name: 'Search by name' }).fill('tronque')
  await expect(rows(window)).toHaveCount(2)
  expect(await campaignNames(window), 'a look writes nothing').toEqual([])

  await window.getByRole('button', { name: 'Choose what to import' }).click()
  await expect(
    window.getByRole('checkbox', { name: 'gm.oconnor@example.com' }).first(),
  ).toBeChecked()
  await expect(
    window.getByRole('checkbox', { name: /links that may still work/ }),
  ).not.toBeChecked()
  await expect(window.getByRole('textbox', { name: 'Name of the new campaign' })).toHaveValue(
    'Old characters',
  )
  await expect(window.getByText(/7 campaigns, 30 characters/)).toBeVisible()
  await window.getByRole('button', { name: 'Import now' }).click()

  await expect(window.getByRole('heading', { name: 'Report', exact: true })).toBeVisible()
  await expect(
    window.getByText(`of ${all} campaigns and characters were imported completely.`),
  ).toBeVisible()
  expect(await campaignNames(window)).toEqual(
    [...campaigns.map(({ name }) => name), 'Old characters'].sort(),
  )
  await expect(window.getByRole('navigation').getByRole('listitem')).toHaveCount(8)
  const picture = join(folder, '..', 'disparu.png')
  writeFileSync(picture, scenePng())
  await answerPicker(app, picture)
  await window.getByRole('textbox', { name: 'Search by name' }).fill('Disparu')
  await window.getByRole('button', { name: 'Pick the file for Disparu' }).click()
  await expect(row(window, 'Disparu')).toContainText('Has a portrait now.')
  await window.getByRole('button', { name: 'Remove from the list: Disparu' }).click()
  await window.getByRole('textbox', { name: 'Search by name' }).fill('Empty File')
  await window.getByRole('button', { name: 'Keep the avatar of Empty File' }).click()
  await expect(window.getByText('Empty File keeps the avatar.')).toBeVisible()
  await expect(window.getByText('15 portraits need attention.')).toBeVisible()

  await window.getByRole('button', { name: 'Undo this import…' }).click()
  await window.getByRole('dialog').getByRole('button', { name: 'Undo this import' }).click()
  await expect(window.getByText(/^Removed:/)).toContainText('Disparu')
  expect(fingerprint(folder), 'what the old app left is untouched').toEqual(before)
})

test('the whole import needs no mouse', async () => {
  const folder = await copyOldLibrary('gen-v3')
  const { app, window } = await launchGallery({ cast: 1 })
  await answerPicker(app, folder)
  await expect(window.getByRole('button', { name: /Courtier/ })).toBeVisible()
  await window.keyboard.press('ControlOrMeta+k')
  await window.keyboard.type('Import old')
  await window.keyboard.press('Enter')
  await expect(window.getByRole('heading', { name: 'Choose your old library' })).toBeFocused()
  await window.keyboard.press('Tab')
  await expect(window.getByRole('button', { name: 'Choose a folder…' })).toBeFocused()
  await window.keyboard.press('Enter')
  await pressWhenReached(window, 'Look inside')
  await expect(window.getByRole('heading', { name: 'What was found' })).toBeFocused()
  await window.keyboard.press('Tab')
  await window.keyboard.press('ArrowRight')
  await expect(window.getByRole('radio', { name: 'Portrait found: 2' })).toBeChecked()
  await expect(rows(window)).toHaveCount(3)
  await window.keyboard.press('/')
  await window.keyboard.type('genree')
  await expect(rows(window)).toHaveCount(2)
  await pressWhenReached(window, 'Choose what to import')
  await expect(window.getByRole('heading', { name: 'What to import' })).toBeFocused()
  await pressWhenReached(window, 'Import now')
  await expect(window.getByRole('heading', { name: 'Report', exact: true })).toBeFocused()
  await window.keyboard.press('Escape')
  await expect(window.getByRole('textbox', { name: 'Campaign name' })).toBeVisible()
})

/** Tabs on until the button has the focus, then presses it. */
async function pressWhenReached(window: Page, name: string): Promise<void> {
  const button = window.getByRole('button', { name })
  await expect(button).toBeEnabled()
  const isReached = () => button.evaluate((element) => element === document.activeElement)
  for (let stops = 0; stops < 60 && !(await isReached()); stops += 1) {
    await window.keyboard.press('Tab')
  }
  await expect(button).toBeFocused()
  await window.keyboard.press('Enter')
}

test('a folder dropped on the window, or on a card, is looked at', async () => {
  const folder = await copyOldLibrary('gen-v3')
  const { window } = await launchGallery({ cast: 1 })
  await dropFromDisk(window, window.getByRole('navigation'), folder)
  await expect(window.getByText(join(folder, 'database.db'))).toBeVisible()

  await window.keyboard.press('Escape')
  const card = window.getByRole('main').getByRole('button', { name: /Courtier/ })
  await dropFromDisk(window, card, join(folder, 'database.db'))
  await expect(window.getByRole('heading', { name: 'Found in “database.db”' })).toBeVisible()
})

test('a database of another program is refused in a sentence, and the choice is open again', async () => {
  const folder = await copyOldLibrary('gen-v3')
  writeFileSync(join(folder, 'database.db'), 'not a database')
  const { app, window } = await launchCastkeeper()
  await answerPicker(app, folder)
  await chooseInData(window, 'Import')
  await window.getByRole('button', { name: 'Choose a folder…' }).click()
  await window.getByRole('button', { name: 'Look inside' }).click()
  await expect(window.getByRole('alert')).toContainText('is not a database of the old app')
  await window.getByRole('button', { name: 'Choose something else' }).click()
  await expect(window.getByRole('button', { name: 'Choose a file…' })).toBeVisible()
})

test('an import that was cut off is offered at the next start, and goes on to its report', async () => {
  const folder = await copyOldLibrary('gen-v3')
  const first = await launchCastkeeper()
  await lookAt(first, folder)
  await importAll(first.window)
  await first.close()
  const library = openLibrary({ dataFolder: first.userDataDir })
  library.database.prepare(`UPDATE import SET state = 'interrupted', finished_at = NULL`).run()
  library.database.close()

  const { window } = await launchCastkeeper({ userDataDir: first.userDataDir })
  const offer = window.getByRole('status').filter({ hasText: 'was interrupted' })
  await offer.getByRole('button', { name: 'Continue' }).click()
  await expect(window.getByText(/campaigns and characters were imported completely/)).toBeVisible()
})

test('the messages of the old app are the journal of their campaign', async () => {
  const launched = await launchCastkeeper()
  const { window } = launched
  await lookAt(launched, await copyOldLibrary('gen-early'))
  await importAll(window)
  await window.getByRole('button', { name: 'Close', exact: true }).click()
  await window
    .getByRole('navigation')
    .getByRole('button', { name: /^La Quête du Dragon Noir/ })
    .click()
  await window.getByText('Journal (4)').click()
  const journal = window.getByRole('region', { name: 'Journal of La Quête du Dragon Noir' })
  await expect(journal.getByRole('listitem')).toHaveCount(4)
  await expect(journal.getByRole('listitem').first()).toContainText('Player')
  await expect(journal.getByRole('listitem').first()).toContainText('Que faites-vous')
})

test('every step of the import and the journal are accessible in both themes', async () => {
  const launched = await launchCastkeeper({ locale: 'en' })
  const { app, window } = launched
  await chooseInData(window, 'Import')
  await expect(window.getByRole('heading', { name: 'Choose your old library' })).toBeVisible()
  await expectNoFaultsInBothThemes(window)
  const folder = await copyOldLibrary('gen-early')
  await cp(join(folder, 'database.db'), join(folder, 'database_backup_20250807_131500.db'))
  await answerPicker(app, folder)
  await window.getByRole('button', { name: 'Choose a folder…' }).click()
  await window.getByText('One more was found beside it').click()
  await expectNoFaultsInBothThemes(window)
  await lookAt(launched, folder)
  await expect(row(window, 'La Quête du Dragon Noir')).toBeVisible()
  await expectNoFaultsInBothThemes(window)
  await window.getByRole('button', { name: 'Choose what to import' }).click()
  await expect(window.getByText(/30 characters/).first()).toBeVisible()
  await expectNoFaultsInBothThemes(window)
  await window.getByRole('button', { name: 'Import now' }).click()
  await expect(window.getByText(/were imported completely/)).toBeVisible()
  await expectNoFaultsInBothThemes(window)
  await window.getByRole('button', { name: 'Save the report…' }).click()
  await expect(window.getByRole('dialog')).toBeVisible()
  await expectNoFaultsInBothThemes(window)
  await window.keyboard.press('Escape')
  await expect(window.getByRole('dialog')).toHaveCount(0)
  await window.getByRole('button', { name: 'Undo this import…' }).click()
  await expect(window.getByRole('dialog')).toBeVisible()
  await expectNoFaultsInBothThemes(window)
  await window.keyboard.press('Escape')
  await expect(window.getByRole('dialog')).toHaveCount(0)
  await window.getByRole('button', { name: 'Close', exact: true }).click()
  await window
    .getByRole('navigation')
    .getByRole('button', { name: /^La Quête du Dragon Noir/ })
    .click()
  await window.getByText('Journal (4)').click()
  await expect(window.getByText(/en lecture seule|read-only/)).toBeVisible()
  await expectNoFaultsInBothThemes(window)
})
