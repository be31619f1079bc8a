import type { Page } from 'playwright'
import { expectNoFaultsInBothThemes } from '../support/axe.ts'
import { granted, requestFrom } from '../support/bridge.ts'
import { expect, test } from '../support/electron-test.ts'
import { fillHungLibrary, openWall, portrait, portraits } from '../support/hung-library.ts'
import { launchCastkeeper } from '../support/launch-app.ts'
import { shareLibrary } from '../support/shared-app.ts'
import { panelOf, shownWidth, undo } from '../support/steps.ts'

const shareHungLibrary = shareLibrary(fillHungLibrary)

/** The library's wall in the app that these tests share. */
async function openLibraryWall() {
  const launched = await shareHungLibrary()
  await openWall(launched.window)
  return launched
}

const details = (window: Page) => window.getByRole('complementary', { name: 'About this portrait' })
const bar = (window: Page) => window.getByRole('toolbar', { name: 'Selected portraits' })
const history = async (window: Page, id: number) =>
  granted(await requestFrom(window, 'portraits:history', { subject: { kind: 'character', id } }))

async function choose(window: Page, facet: string, value: string): Promise<void> {
  await window.getByRole('button', { name: /^Filter(?! by)/ }).click()
  const panel = window.getByRole('dialog', { name: 'Filter' })
  await panel.getByRole('combobox', { name: facet }).click()
  await window.getByRole('option', { name: value }).click()
  await window.keyboard.press('Escape')
  await expect(panel).toBeHidden()
}

test('filters narrow the wall one by one, say how many are left, and are taken away again', async () => {
  const { window } = await openLibraryWall()
  await choose(window, 'Source', 'Generated (2)')
  await expect(portraits(window)).toHaveCount(2)
  await choose(window, 'Model', 'dall-e-3 (1)')
  await expect(portraits(window)).toHaveCount(1)
  await expect(portrait(window, 4)).toBeVisible()
  await window.getByRole('button', { name: 'Remove filter: Source: Generated' }).click()
  await expect(portraits(window)).toHaveCount(1)
  await window.getByRole('button', { name: 'Show all', exact: true }).click()
  await expect(portraits(window)).toHaveCount(8)
  await window.getByRole('button', { name: /^Missing/ }).click()
  await expect(portraits(window)).toHaveCount(1)
  await expect(portrait(window, 5)).toBeVisible()
})

test('the search finds names and prompts, and fault 73: never breaks on what is typed', async () => {
  const { window } = await openLibraryWall()
  const search = window.getByRole('searchbox', { name: 'Search all portraits' })
  await window.keyboard.press('/')
  await expect(search).toBeFocused()
  await window.keyboard.type('EOWYN')
  await expect(portraits(window)).toHaveCount(2)
  await search.fill('copper elo')
  await expect(portraits(window)).toHaveCount(1)
  for (const text of ['"', '*', '(', 'NEAR(', '-', '🔥', 'nobody"*(']) {
    await search.fill(text)
    await expect(window.getByText('No matching portraits')).toBeVisible()
  }
  await window.getByRole('button', { name: 'Show all portraits' }).click()
  await expect(portraits(window)).toHaveCount(8)
})

test('many are selected by mouse and keyboard, moved to the trash, and come back in one step', async () => {
  const { window } = await openLibraryWall()
  await portrait(window, 1).click({ modifiers: ['ControlOrMeta'] })
  await portrait(window, 3).click({ modifiers: ['Shift'] })
  await expect(bar(window)).toContainText('3 selected')
  await window.keyboard.press('Escape')
  await expect(bar(window)).toBeHidden()
  await portrait(window, 3).focus()
  await window.keyboard.press('ControlOrMeta+Space')
  await window.keyboard.press('Shift+ArrowRight')
  await expect(bar(window)).toContainText('2 selected')
  await window.keyboard.press('ControlOrMeta+a')
  await expect(bar(window)).toContainText('8 selected')
  await portrait(window, 3).press('Delete')
  await expect(window.getByText('No portraits yet')).toBeVisible()
  expect(await history(window, 1)).toEqual([])
  await undo(window, '8 portraits moved to the trash.')
  await expect(portraits(window)).toHaveCount(8)
  const { portrait: shown } = granted(await requestFrom(window, 'characters:read', { id: 1 }))
  expect(shown?.id).toBe(3)
})

test('the portrait that takes the place of a trashed one has the keyboard', async () => {
  const { window } = await openLibraryWall()
  await portrait(window, 6).focus()
  await window.keyboard.press('Delete')
  await expect(portraits(window)).toHaveCount(7)
  await expect(portrait(window, 5)).toBeFocused()
  await window.keyboard.press('ControlOrMeta+z')
  await expect(portraits(window)).toHaveCount(8)
})

test('two are compared side by side at their full size, and move together', async () => {
  const { window } = await openLibraryWall()
  await portrait(window, 1).click({ modifiers: ['ControlOrMeta'] })
  await portrait(window, 2).click({ modifiers: ['ControlOrMeta'] })
  await bar(window).getByRole('button', { name: 'Compare' }).click()
  const dialog = window.getByRole('dialog', { name: 'Two portraits side by side' })
  const pictures = dialog.getByRole('img', { name: 'Portrait of Elowen' })
  await expect(pictures).toHaveCount(2)
  expect(await shownWidth(pictures.first())).toBe(1_200)
  const placeOf = () =>
    pictures.evaluateAll((all) =>
      all.map((one) => {
        const { x, y, width } = one.getBoundingClientRect()
        const frame = one.parentElement?.getBoundingClientRect()
        return [x - (frame?.x ?? 0), y - (frame?.y ?? 0), width * devicePixelRatio].map(Math.round)
      }),
    )
  // Where a picture stands is known once its frame was measured: then the middle of one is that of the other.
  const offMiddle = () =>
    pictures.first().evaluate((one) => {
      const picture = one.getBoundingClientRect()
      const frame = one.parentElement?.getBoundingClientRect() ?? picture
      return Math.abs(picture.x + picture.width / 2 - frame.x - frame.width / 2)
    })
  await expect.poll(offMiddle).toBeLessThan(1)
  const [before, beside] = await placeOf()
  expect(before).toEqual(beside)
  expect(before?.[2]).toBe(1_200)
  const box = await pictures.first().locator('..').boundingBox()
  if (!box) throw new Error('not drawn')
  await window.mouse.move(box.x + 200, box.y + 200)
  await window.mouse.down()
  await window.mouse.move(box.x + 140, box.y + 160, { steps: 4 })
  await window.mouse.up()
  const [dragged, other] = await placeOf()
  expect(dragged).toEqual(other)
  expect(dragged).toEqual([(before?.[0] ?? 0) - 60, (before?.[1] ?? 0) - 40, 1_200])
  await window.keyboard.press('ArrowRight')
  await expect.poll(async () => (await placeOf())[1]?.[0]).toBeLessThan(dragged?.[0] ?? 0)
  await dialog.getByText('Whole picture').click()
  await expect.poll(async () => (await placeOf())[0]?.[0]).toBe(0)
  await window.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})

test('a portrait is used for another character, who shows a copy until that is undone', async () => {
  const { window } = await openLibraryWall()
  await portrait(window, 3).click()
  await expect(details(window)).toContainText('An elf with a copper lantern')
  await details(window).getByRole('button', { name: 'Use for another character…' }).click()
  const dialog = window.getByRole('dialog', { name: 'Use this portrait for another character' })
  await dialog.getByRole('combobox', { name: 'Character or game master' }).fill('bran')
  await window.getByRole('option', { name: /Brân/ }).click()
  await dialog.getByRole('button', { name: 'Use this portrait' }).click()
  await expect(portraits(window)).toHaveCount(9)
  const [copy] = await history(window, 3)
  expect(copy).toMatchObject({ source: 'copied', prompt: 'An elf with a copper lantern' })
  await undo(window, 'Brân now shows a copy of this portrait.')
  await expect(portraits(window)).toHaveCount(8)
  expect(await history(window, 3)).toEqual([])
  expect((await history(window, 1)).length).toBe(3)
})

test('a loose portrait finds its owner, and is loose again when that is undone', async () => {
  const { window } = await openLibraryWall()
  await window
    .getByRole('button', { name: /^Unassigned/ })
    .first()
    .click()
  await expect(portraits(window)).toHaveCount(2)
  expect(await shownWidth(portraits(window).first().locator('img'))).toBe(8)
  await portrait(window, 8).click()
  await expect(details(window)).toContainText('found 150.png')
  await details(window).getByRole('button', { name: 'Assign to…' }).click()
  const dialog = window.getByRole('dialog', { name: 'Assign this portrait' })
  await dialog.getByRole('combobox', { name: 'Character or game master' }).fill('bran')
  await window.getByRole('option', { name: /Brân/ }).click()
  await dialog.getByRole('button', { name: 'Assign this portrait' }).click()
  await expect(portraits(window)).toHaveCount(1)
  await expect(details(window).getByRole('button', { name: 'Brân', exact: true })).toBeVisible()
  expect(await history(window, 3)).toHaveLength(1)
  await undo(window, 'Portrait assigned to Brân.')
  await expect(portraits(window)).toHaveCount(2)
  expect(await history(window, 3)).toEqual([])
})

test('a star is given on the wall, seen in the film strip, and taken there', async () => {
  const { window } = await openLibraryWall()
  await portrait(window, 1).click({ button: 'right' })
  await window.getByRole('menuitem', { name: 'Star' }).click()
  await expect(portrait(window, 1).getByRole('img', { name: 'Starred' })).toBeVisible()
  await portrait(window, 1).click()
  await details(window).getByRole('button', { name: 'Elowen', exact: true }).click()
  const strip = panelOf(window).getByRole('listbox', { name: 'All portraits, newest first' })
  const frame = strip.getByRole('option', { name: /Own picture, Starred/ })
  await frame.click()
  await panelOf(window).getByRole('button', { name: 'Remove star' }).click()
  await expect(frame).toHaveCount(0)
  await strip.locator('[data-portrait-id="1"]').press('s')
  await expect(frame).toHaveCount(1)
})

test('the menu of one portrait opens with a key, saves it and copies it', async () => {
  const { app, window } = await openLibraryWall()
  await app.evaluate(({ dialog }) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '' })
  })
  await portrait(window, 6).focus()
  await window.keyboard.press('Shift+F10')
  await expect(window.getByRole('menuitem', { name: 'Go to The Ember Court' })).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(portrait(window, 6)).toBeFocused()
  await portrait(window, 7).click({ button: 'right' })
  await expect(window.getByRole('menuitem', { name: 'Assign to…' })).toBeVisible()
  await portrait(window, 6).click({ button: 'right', position: { x: 20, y: 60 } })
  await expect(window.getByRole('menuitem', { name: 'Save portrait as…' })).toBeVisible()
  await window.getByRole('menuitem', { name: 'Copy the picture' }).click()
  await expect(
    window.getByText('The portrait of The Ember Court was copied to the clipboard.'),
  ).toBeVisible()
})

test('the keyboard walks the wall, opens details and steps back, first from what was opened last', async () => {
  const { window } = await openLibraryWall()
  await portrait(window, 8).focus()
  await window.keyboard.press('ArrowRight')
  await expect(portrait(window, 7)).toBeFocused()
  await window.keyboard.press('Enter')
  await expect(details(window)).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(details(window)).toBeHidden()
  await expect(window.getByRole('heading', { name: 'Library' })).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(window.getByRole('heading', { name: 'Library' })).toBeHidden()
})

test('a library without a portrait says where they come from', async () => {
  const { window } = await launchCastkeeper()
  await window.getByRole('navigation').getByRole('button', { name: 'Library' }).click()
  await expect(window.getByText('No portraits yet')).toBeVisible()
})

test('the palette and the menu lead to the library', async () => {
  const { app, window } = await launchCastkeeper()
  await expect(window.getByRole('heading', { level: 1 })).toBeVisible()
  await window.keyboard.press('ControlOrMeta+k')
  await window.keyboard.type('library')
  await expect(window.getByRole('dialog').getByText('Open the library')).toBeVisible()
  await window.keyboard.press('Enter')
  const heading = window.getByRole('heading', { name: 'Library' })
  await expect(heading).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(heading).toBeHidden()
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('library')?.click())
  await expect(heading).toBeVisible()
})

test('the library, its filters, details and dialogs are accessible in both themes', async () => {
  const { window } = await openLibraryWall()
  await expectNoFaultsInBothThemes(window)
  await window.getByRole('button', { name: /^Filter(?! by)/ }).click()
  await expect(window.getByRole('dialog', { name: 'Filter' })).toBeVisible()
  await expectNoFaultsInBothThemes(window)
  await window.keyboard.press('Escape')
  await portrait(window, 1).click({ modifiers: ['ControlOrMeta'] })
  await portrait(window, 2).click({ modifiers: ['ControlOrMeta'] })
  await expectNoFaultsInBothThemes(window)
  await bar(window).getByRole('button', { name: 'Compare' }).click()
  await expect(window.getByRole('dialog', { name: /side by side/ })).toBeVisible()
  await expectNoFaultsInBothThemes(window)
  await window.keyboard.press('Escape')
  await portrait(window, 3).click()
  await expect(details(window)).toContainText('copper lantern')
  await expectNoFaultsInBothThemes(window)
  await details(window).getByRole('button', { name: 'Use for another character…' }).click()
  await expect(window.getByRole('dialog', { name: /another character/ })).toBeVisible()
  await expectNoFaultsInBothThemes(window)
})
