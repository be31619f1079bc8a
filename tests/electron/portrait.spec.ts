import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright'
import { expect, test } from '../support/electron-test'
import { launchCastkeeper } from '../support/launch-app'
import { distinctPng } from '../support/pictures'
import {
  createCampaign,
  createCharacter,
  largePortrait,
  openCharacterApp,
  openGenerateDock,
  panelOf,
  paste,
  shareCharacterApp,
  shownWidth,
  undo,
} from '../support/steps'

const openCharacter = shareCharacterApp()

/** Gives the open character portraits of these widths, the last one current. */
async function pasteWidths(window: Page, widths: readonly number[]): Promise<void> {
  const frames = framesOf(panelOf(window)).filter({ hasNotText: 'Placeholder' })
  for (const width of widths) {
    await paste(window, { name: 'image.png', bytes: distinctPng(width, 40) })
    await expect.poll(() => shownWidth(largePortrait(window))).toBe(width)
  }
  await expect(frames).toHaveCount(widths.length + 1)
}

function framesOf(panel: Locator): Locator {
  return panel.getByRole('listbox', { name: 'All portraits, newest first' }).getByRole('option')
}

async function openAgain(window: Page, name: string): Promise<Locator> {
  await window
    .getByRole('main')
    .getByRole('button', { name: new RegExp(name) })
    .click()
  return panelOf(window)
}

test('an avatar is chosen by looking at it, drawn for nothing, and called an avatar', async () => {
  const { window, panel } = await openCharacter('Elowen')
  const dock = await openGenerateDock(window)
  await expect(dock.getByRole('img', { name: 'Avatar drawn from “Elowen”' })).toBeVisible()
  await expect(dock.getByText('Nothing is sent anywhere', { exact: false })).toBeVisible()
  await expect(dock.getByText('Free', { exact: true })).toBeVisible()
  await dock.getByRole('radio', { name: 'Lorelei' }).click()
  await dock.getByRole('button', { name: 'Try another' }).click()
  await expect(dock.getByRole('textbox', { name: 'Drawn from' })).toHaveValue('Elowen 2')
  await expect(dock.getByRole('button', { name: /generate/i })).toHaveCount(0)
  await dock.getByRole('button', { name: 'Draw avatar' }).click()

  await expect(dock).toBeHidden()
  await expect(window.getByText('Elowen has a new avatar.')).toBeVisible()
  await expect(panel.getByRole('img', { name: 'Avatar of Elowen' }).first()).toBeVisible()
  expect(await shownWidth(largePortrait(window))).toBe(1024)
  await panel.getByRole('button', { name: 'Details' }).click()
  const details = window.getByRole('dialog', { name: 'About this avatar' })
  await expect(details).toContainText('Elowen 2')
  await expect(details).not.toContainText(/generated/i)
})

test('the film strip is walked with the arrow keys, and Enter makes a portrait current', async () => {
  const { window, panel } = await openCharacter('Elowen')
  await pasteWidths(window, [101, 102, 103])
  await framesOf(panel).first().click()
  await window.keyboard.press('ArrowRight')
  await expect
    .poll(() => shownWidth(largePortrait(window)), 'the one before is looked at')
    .toBe(102)
  await expect(framesOf(panel).nth(0)).toHaveAccessibleName(/current$/)
  await window.keyboard.press('Enter')
  await expect(framesOf(panel).nth(1)).toHaveAccessibleName(/current$/)
  await expect(framesOf(panel).nth(0)).not.toHaveAccessibleName(/current$/)

  await undo(window, 'Portrait changed: Elowen.')
  await expect.poll(() => shownWidth(largePortrait(window))).toBe(103)
})

test('a portrait goes to the trash and comes back as the current one', async () => {
  const { window, panel } = await openCharacter('Elowen')
  await pasteWidths(window, [101, 102])
  await panel.getByRole('button', { name: 'Move portrait to trash' }).click()
  await expect.poll(() => shownWidth(largePortrait(window)), 'the former one is shown').toBe(101)
  await expect(framesOf(panel)).toHaveCount(2)
  await undo(window, 'A portrait of Elowen moved to the trash.')
  await expect.poll(() => shownWidth(largePortrait(window))).toBe(102)
  await expect(framesOf(panel)).toHaveCount(3)
})

test('the avatar can be shown instead, and no portrait is lost by it', async () => {
  const { window, panel } = await openCharacter('Elowen')
  await pasteWidths(window, [101])
  await panel.getByRole('button', { name: 'Portrait actions: Elowen' }).click()
  await window.getByRole('menuitem', { name: 'Show the avatar instead' }).click()
  await expect(panel.getByRole('img', { name: 'Placeholder for Elowen' })).toBeVisible()
  await framesOf(panel).first().click()
  await panel.getByRole('button', { name: 'Use this portrait' }).click()
  await expect.poll(() => shownWidth(largePortrait(window))).toBe(101)
})

test('a missing file is explained, and the history is one way out', async () => {
  const first = await openCharacterApp('Elowen')
  await pasteWidths(first.window, [101, 102])
  await first.close()
  rmSync(join(first.userDataDir, 'static/portraits/characters/character_1-2.png'))

  const { window } = await launchCastkeeper({ userDataDir: first.userDataDir })
  const panel = await openAgain(window, 'Elowen')
  const note = panel.getByRole('note')
  await expect(note).toContainText('missing')
  await expect(note).toContainText('nothing else was lost')
  await expect(panel.getByRole('img', { name: 'Placeholder for Elowen' })).toBeVisible()
  expect(await shownWidth(largePortrait(window)), 'never a broken picture').toBeGreaterThan(0)
  await expect(note.getByRole('button', { name: 'Pick the file…' })).toBeVisible()
  await expect(note.getByRole('button', { name: 'Generate again…' })).toBeVisible()
  await note.getByRole('button', { name: 'Choose from history' }).click()
  await window.keyboard.press('ArrowRight')
  await window.keyboard.press('Enter')
  await expect.poll(() => shownWidth(largePortrait(window))).toBe(101)
  await expect(note).toBeHidden()
})

test('the portraits of the game master have a strip of their own', async () => {
  const { window, panel } = await openCharacter('Elowen')
  await panel.getByRole('button', { name: 'Close the panel' }).click()
  await expect(panel).toBeHidden()
  await paste(window, { name: 'image.png', bytes: distinctPng() })
  await expect(window.getByText('The Ember Court has a new portrait.')).toBeVisible()
  await paste(window, { name: 'image.png', bytes: distinctPng() })
  await window.getByRole('button', { name: 'Portrait actions: The Ember Court' }).click()
  await window.getByRole('menuitem', { name: 'All portraits…' }).click()
  const dialog = window.getByRole('dialog', { name: 'Portraits of The Ember Court' })
  await expect(framesOf(dialog)).toHaveCount(3)
})

test('after closing and opening again every face is there', async () => {
  const first = await launchCastkeeper()
  await createCampaign(first.window, 'The Ember Court')
  await paste(first.window, { name: 'image.png', bytes: distinctPng(90, 120) })
  await expect(first.window.getByText('The Ember Court has a new portrait.')).toBeVisible()
  const widths = { Elowen: 101, Bran: 102, Sable: 103 }
  for (const [name, width] of Object.entries(widths)) {
    await createCharacter(first.window, name)
    await paste(first.window, { name: 'image.png', bytes: distinctPng(width, 140) })
    await expect.poll(() => shownWidth(largePortrait(first.window))).toBe(width)
  }
  await first.close()

  const { window } = await launchCastkeeper({ userDataDir: first.userDataDir })
  const cast = window.getByRole('main')
  await expect(cast.getByRole('img', { name: 'Portrait of The Ember Court' })).toBeVisible()
  for (const [name, width] of Object.entries(widths)) {
    const card = cast.getByRole('img', { name: `Portrait of ${name}` })
    expect(await shownWidth(card)).toBeGreaterThan(0)
    await openAgain(window, name)
    await expect.poll(() => shownWidth(largePortrait(window))).toBe(width)
  }
})

test('G asks for a portrait of the open or focused character, and without one it says so', async () => {
  const { window, panel } = await openCharacter('Elowen')
  await panel.getByRole('button', { name: 'Close the panel' }).focus()
  await window.keyboard.press('g')
  const elowens = window.getByRole('complementary', { name: 'A new portrait: Elowen' })
  await expect(elowens).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(elowens).toBeHidden()
  await panel.getByRole('button', { name: 'Close the panel' }).click()
  const card = window.getByRole('main').getByRole('button', { name: /Elowen/ })
  await expect(card).toBeFocused()
  await window.keyboard.press('g')
  await expect(elowens).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(elowens).toBeHidden()

  await card.blur()
  await window.keyboard.press('g')
  const said = 'Open or select a character first, then try again.'
  await expect(window.getByRole('status').filter({ hasText: said })).toBeVisible()
  await expect(window.getByRole('complementary')).toHaveCount(0)
})

test('of many toasts the newest is always in sight, with its Undo', async () => {
  const { window } = await openCharacter('Elowen')
  await pasteWidths(window, [101, 102, 103, 104])
  await panelOf(window).getByRole('button', { name: 'Move portrait to trash' }).click()
  await undo(window, 'A portrait of Elowen moved to the trash.')
  await expect.poll(() => shownWidth(largePortrait(window))).toBe(104)
})
