import type { Page } from 'playwright'
import { expectNoFaultsInBothThemes } from '../support/axe.ts'
import { expect, test } from '../support/electron-test.ts'
import { openWall, portrait, portraits as portraitsOf } from '../support/hung-library.ts'
import { launchCastkeeper, makeUserDataDir } from '../support/launch-app.ts'
import { openLibrary, picture, storePortrait } from '../support/library.ts'
import { panelOf } from '../support/steps.ts'

const names = ['Ada', 'Bran', 'Cleo', 'Dora', 'Egon', 'Finn']

async function launchCast() {
  const userDataDir = await makeUserDataDir()
  const library = openLibrary({ dataFolder: userDataDir })
  const { id: campaignId } = library.campaigns.create({ name: 'The Ember Court' })
  library.campaigns.create({ name: 'The Moor' })
  for (const [at, name] of names.entries()) {
    const { id } = library.characters.create({ campaignId, name })
    await storePortrait(library, { kind: 'character', id }, { bytes: picture(at + 1) })
  }
  library.database.close()
  return launchCastkeeper({ userDataDir })
}

const cast = (window: Page) => window.getByRole('grid', { name: 'Cast' })
const card = (window: Page, name: string) =>
  cast(window)
    .getByRole('button')
    .filter({ hasText: new RegExp(`^${name}$`) })
const bar = (window: Page) => window.getByRole('toolbar', { name: 'Selected characters' })
const selected = (window: Page) => cast(window).locator('[aria-selected="true"]')

async function expectSelected(window: Page, who: readonly string[]): Promise<void> {
  await expect(selected(window)).toContainText([...who])
  await expect(selected(window)).toHaveCount(who.length)
}

/** Draws a rectangle from left of and above one card into another. */
async function drawAround(window: Page, from: string, to: string): Promise<void> {
  const first = await card(window, from).boundingBox()
  const last = await card(window, to).boundingBox()
  if (!first || !last) throw new Error('not in sight')
  await window.mouse.move(first.x - 8, first.y + 30)
  await window.mouse.down()
  await window.mouse.move(last.x + 40, last.y + 60, { steps: 4 })
  await window.mouse.up()
}

test('the cast is selected by mouse and keyboard, and what is done to many is one step back and on', async () => {
  const { window } = await launchCast()
  await card(window, 'Ada').click({ modifiers: ['ControlOrMeta'] })
  await card(window, 'Cleo').click({ modifiers: ['Shift'] })
  await expectSelected(window, ['Ada', 'Bran', 'Cleo'])
  await expectNoFaultsInBothThemes(window)
  await window.keyboard.press('Escape')
  await expectSelected(window, [])
  await card(window, 'Dora').focus()
  await window.keyboard.press('ControlOrMeta+Space')
  await window.keyboard.press('Shift+ArrowRight')
  await expectSelected(window, ['Dora', 'Egon'])
  await window.keyboard.press('ControlOrMeta+a')
  await expectSelected(window, names)

  await drawAround(window, 'Ada', 'Bran')
  await expectSelected(window, ['Ada', 'Bran'])
  await window.keyboard.press('Delete')
  await expect(card(window, 'Ada')).toBeHidden()
  await expect(bar(window)).toBeHidden()
  await window.keyboard.press('ControlOrMeta+z')
  await expect(window.getByText('Undone: 2 characters moved to the trash.')).toBeVisible()
  await expectSelected(window, ['Ada', 'Bran'])
  await window.keyboard.press('ControlOrMeta+Shift+z')
  await expect(window.getByText('Redone: 2 characters moved to the trash.')).toBeVisible()
  await expect(cast(window).getByRole('row')).toHaveCount(4)

  await card(window, 'Cleo').click({ modifiers: ['ControlOrMeta'] })
  await card(window, 'Dora').click({ modifiers: ['ControlOrMeta'] })
  await card(window, 'Dora').click({ button: 'right' })
  await window.getByRole('menuitem', { name: 'Move to another campaign…' }).click()
  const dialog = window.getByRole('dialog', { name: 'Move 2 characters' })
  await dialog.getByRole('combobox', { name: 'To the campaign' }).fill('Moor')
  await expect(window.getByRole('option', { name: 'The Moor' })).toBeVisible()
  await window.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Move 2 characters' }).click()
  await expect(cast(window).getByRole('row')).toHaveCount(2)
  await window.keyboard.press('ControlOrMeta+z')
  await expectSelected(window, ['Cleo', 'Dora'])
  await bar(window).getByRole('button', { name: 'Duplicate' }).click()
  await expectSelected(window, ['Cleo (copy)', 'Dora (copy)'])
  await window.keyboard.press('ControlOrMeta+z')
  await expectSelected(window, ['Cleo', 'Dora'])
  await window.keyboard.press('ControlOrMeta+Shift+z')
  await expectSelected(window, ['Cleo (copy)', 'Dora (copy)'])

  // Export, faces and generation are for those who are selected, whoever has the keyboard.
  await bar(window).getByRole('button', { name: 'Export…' }).click()
  const exporting = window.getByRole('dialog', { name: 'Export the cast' })
  await expect(exporting.getByRole('radio', { name: 'Selected characters' })).toBeChecked()
  await expect(exporting.getByRole('status')).toHaveText('2 selected')
  await expect(exporting.getByRole('checkbox', { name: 'Cleo (copy)' })).toBeChecked()
  await expect(exporting.getByRole('checkbox', { name: 'Egon' })).not.toBeChecked()
  await window.keyboard.press('Escape')
  await expect(exporting).toBeHidden()
  await bar(window).getByRole('button', { name: 'Assign faces…' }).click()
  const faces = window.getByRole('dialog', { name: 'Assign faces' })
  await expect(faces).toContainText('There are no unassigned pictures.')
  await window.keyboard.press('Escape')
  await card(window, 'Egon').focus()
  await window.keyboard.press('g')
  const dock = window.getByRole('complementary', { name: 'New portraits: 2 characters' })
  await expect(dock).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(dock).toBeHidden()

  // In the Library the same is for the pictures that are selected, and for those whose they are.
  await openWall(window, names.length)
  await portrait(window, 3).click({ modifiers: ['ControlOrMeta'] })
  await portrait(window, 4).click({ modifiers: ['ControlOrMeta'] })
  const portraits = window.getByRole('toolbar', { name: 'Selected portraits' })
  await portraits.getByRole('button', { name: 'Export…' }).click()
  await expect(window.getByRole('dialog', { name: 'Export portraits' })).toContainText(
    '2 selected portraits',
  )
  await window.keyboard.press('Escape')
  await portraits.getByRole('button', { name: 'Assign faces…' }).click()
  await expect(faces).toContainText('Every character of this campaign has a portrait.')
  await window.keyboard.press('Escape')
  await expect(faces).toBeHidden()
  await portrait(window, 5).focus()
  await window.keyboard.press('g')
  await expect(dock).toBeVisible()
  await window.keyboard.press('Escape')

  // Those whose portraits they are move and are duplicated from there, and the Library stays in sight.
  await portraits.getByRole('button', { name: 'Duplicate characters' }).click()
  await expect(window.getByText('2 characters were duplicated.')).toBeVisible()
  await expect(portraitsOf(window)).toHaveCount(names.length + 2)
  await window.keyboard.press('ControlOrMeta+z')
  await expect(portraitsOf(window)).toHaveCount(names.length)
  await window.keyboard.press('ControlOrMeta+k')
  await window.keyboard.type('move the selection')
  await expect(
    window.getByRole('button', { name: 'Move the selection to another campaign…' }),
  ).toBeVisible()
  await window.keyboard.press('Enter')
  await dialog.getByRole('combobox', { name: 'To the campaign' }).fill('Moor')
  await expect(window.getByRole('option', { name: 'The Moor' })).toBeVisible()
  await window.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Move 2 characters' }).click()
  await expect(window.getByText('2 characters moved to “The Moor”.')).toBeVisible()
  await expect(portraits).toContainText('2 selected')
  await window.keyboard.press('ControlOrMeta+z')
  await expect(window.getByText('Undone: 2 characters moved to “The Moor”.')).toBeVisible()
  await window.keyboard.press('ControlOrMeta+Shift+z')
  await portrait(window, 3).click({ button: 'right' })
  await expect(window.getByRole('menuitem', { name: 'Duplicate characters' })).toBeVisible()
  await expect(
    window.getByRole('menuitem', { name: 'Move characters to another campaign…' }),
  ).toBeVisible()
})

test('the keys show, open and rename, and the panel follows the arrows, on both walls', async () => {
  const { window } = await launchCast()
  await card(window, 'Ada').focus()
  await window.keyboard.press('Space')
  await expect(window.getByRole('dialog', { name: 'Ada' })).toBeVisible()
  await window.keyboard.press('ArrowRight')
  await expect(window.getByRole('dialog', { name: 'Bran' })).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(card(window, 'Bran')).toBeFocused()

  const name = panelOf(window).getByRole('textbox', { name: 'Name' })
  await window.keyboard.press('Enter')
  await expect(name).toHaveValue('Bran')
  await window.keyboard.press('ArrowRight')
  await expect(name).toHaveValue('Cleo')
  await expect(card(window, 'Cleo')).toBeFocused()
  await window.keyboard.press('F2')
  await expect(name).toBeFocused()
  await window.keyboard.type('Cleopatra')
  await window.keyboard.press('Enter')
  await expect(card(window, 'Cleopatra')).toBeVisible()

  await openWall(window, names.length)
  const details = window.getByRole('complementary', { name: 'About this portrait' })
  await portrait(window, 6).focus()
  await window.keyboard.press('Enter')
  await expect(details).toContainText('Finn')
  await window.keyboard.press('ArrowRight')
  await expect(details).toContainText('Egon')
  await window.keyboard.press('Space')
  await expect(window.getByRole('dialog', { name: 'Egon' })).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(window.getByRole('dialog', { name: 'Egon' })).toBeHidden()
  await portrait(window, 5).press('ControlOrMeta+Space')
  await window.keyboard.press('Shift+ArrowRight')
  await expect(window.getByRole('toolbar', { name: 'Selected portraits' })).toContainText(
    '2 selected',
  )
})
