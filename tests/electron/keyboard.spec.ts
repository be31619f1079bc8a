import type { Page } from 'playwright'
import { expect, test } from '../support/electron-test.ts'
import { castName, launchGallery, shareGallery } from '../support/gallery.ts'
import { launchCastkeeper } from '../support/launch-app.ts'
import { newCardOf } from '../support/steps.ts'

const cards = (window: Page) => window.getByRole('grid', { name: 'Cast' }).getByRole('button')
const card = (window: Page, number: number) => cards(window).filter({ hasText: castName(number) })
const panel = (window: Page) => window.getByRole('complementary', { name: 'Character' })

const openGallery = shareGallery()

/** How many cards stand side by side. */
function columnsOf(window: Page): Promise<number> {
  return cards(window).evaluateAll((all) => {
    const tops = all.map((one) => Math.round(one.getBoundingClientRect().top))
    return tops.filter((top) => top === tops[0]).length
  })
}

test('the arrows move over the wall, Enter opens, Esc closes', async () => {
  const { window } = await launchGallery({ cast: 400 })
  await expect(card(window, 1)).toBeVisible()
  const columns = await columnsOf(window)
  await window.keyboard.press('ArrowRight')
  await expect(card(window, 1)).toBeFocused()
  for (const [key, number] of [
    ['ArrowRight', 2],
    ['ArrowDown', 2 + columns],
    ['ArrowLeft', 1 + columns],
    ['ArrowUp', 1],
    ['End', 400],
    ['Home', 1],
  ] as const) {
    await window.keyboard.press(key)
    await expect(card(window, number)).toBeFocused()
    await expect(card(window, number)).toBeInViewport()
  }
  await window.keyboard.press('Enter')
  await expect(panel(window)).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(panel(window)).toBeHidden()
  await expect(card(window, 1)).toBeFocused()
})

test('only one card of the wall is reached by Tab', async () => {
  const { window } = await openGallery({ cast: 60 })
  await expect(card(window, 1)).toBeVisible()
  await expect(window.locator('[data-wall] button[tabindex="0"]')).toHaveCount(1)
})

test('the palette takes what is typed from its first letter, and opens the character it names', async () => {
  const { window } = await openGallery({ cast: 5, guests: ['Mirela Vane'] })
  await expect(card(window, 1)).toBeVisible()
  await window.keyboard.press('ControlOrMeta+k')
  await window.keyboard.type('mirela')
  await expect(window.getByRole('textbox', { name: 'Search or do' })).toHaveValue('mirela')
  await expect(window.getByRole('dialog').getByText('Mirela Vane')).toBeVisible()
  await window.keyboard.press('Enter')
  await expect(panel(window)).toContainText('Mirela Vane')
  // Found and opened, she has the keyboard on the wall: one more key shows her face.
  await expect(cards(window).filter({ hasText: 'Mirela' })).toBeFocused()
  await window.keyboard.press('Space')
  await expect(window.getByRole('dialog')).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(window.getByRole('dialog')).toHaveCount(0)

  // Typed with a typo the name is found as well; closed, she is among those opened lately.
  await window.keyboard.press('ControlOrMeta+k')
  const answers = window.getByRole('dialog').getByRole('button')
  const mirela = answers.filter({ hasText: 'Mirela' }).filter({ hasText: 'Ember Court' })
  await expect(mirela).toHaveCount(0)
  await window.keyboard.type('mriela')
  await expect(window.getByRole('dialog').getByRole('status')).toHaveText('1 result')
  await expect(mirela).toBeVisible()
  await window.keyboard.press('Enter')
  await window.keyboard.press('Escape')
  await expect(panel(window)).toBeHidden()
  await window.keyboard.press('ControlOrMeta+k')
  await mirela.click()
  await expect(panel(window)).toContainText('Mirela Vane')
})

test('the palette does what it is told', async () => {
  const { window } = await openGallery({ cast: 1 })
  await expect(card(window, 1)).toBeVisible()
  await window.keyboard.press('ControlOrMeta+k')
  await window.keyboard.type('keyboard')
  // Enter chooses the first answer, once what was typed has been searched for.
  await expect(
    window.getByRole('dialog').getByRole('button', { name: 'Keyboard shortcuts' }),
  ).toBeVisible()
  await expect(window.getByRole('dialog').getByRole('button', { name: 'Settings' })).toHaveCount(0)
  await window.keyboard.press('Enter')
  await expect(window.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
})

test('the palette knows its commands by the words people use, and says how many answers there are', async () => {
  const { window } = await openGallery({ cast: 3 })
  await expect(card(window, 1)).toBeVisible()
  for (const [typed, action] of [
    ['bin', 'Open the trash'],
    ['preferences', 'Settings'],
    ['save', 'Back up…'],
  ] as const) {
    await window.keyboard.press('ControlOrMeta+k')
    await window.keyboard.type(typed)
    const dialog = window.getByRole('dialog')
    await expect(dialog.getByRole('button', { name: action })).toBeVisible()
    await expect(dialog.getByRole('status')).toHaveText(/^\d+ results?$/)
    await window.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }
  await window.keyboard.press('ControlOrMeta+k')
  await window.keyboard.type('bin')
  await expect(window.getByRole('dialog').getByRole('status')).toHaveText(/^\d+ results?$/)
  await window.keyboard.press('Enter')
  await expect(window.getByRole('heading', { name: 'Trash' })).toBeVisible()
})

test('the palette acts on the character it has found, by the keyboard and by the mouse', async () => {
  const { window } = await openGallery({ cast: 3, guests: ['Mirela Vane'] })
  await expect(card(window, 1)).toBeVisible()
  await card(window, 1).focus()
  const dialog = window.getByRole('dialog')
  const field = dialog.getByRole('textbox', { name: 'Search or do' })
  await window.keyboard.press('ControlOrMeta+k')
  await window.keyboard.type('mirela')
  await expect(dialog.getByText('Mirela Vane')).toBeVisible()
  await window.keyboard.press('ArrowRight')
  await expect(dialog.getByText('Actions for Mirela Vane')).toBeVisible()
  await expect(window.locator('[data-announcer]')).toHaveText('Actions for Mirela Vane')
  await window.keyboard.press('Escape')
  await expect(field).toHaveValue('mirela')
  await expect(field).toBeFocused()

  // A dialog that was opened from there gives the keyboard back to the card.
  await window.keyboard.press('Tab')
  await window.keyboard.type('move')
  await expect(dialog.getByRole('button', { name: 'Move to another campaign…' })).toBeVisible()
  await window.keyboard.press('Enter')
  await expect(window.getByRole('dialog', { name: /Mirela Vane/ })).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(card(window, 1)).toBeFocused()

  await window.keyboard.press('ControlOrMeta+k')
  await window.keyboard.type('mirela')
  await dialog.getByRole('button', { name: 'Actions for Mirela Vane' }).click()
  await dialog.getByRole('button', { name: 'Move to trash' }).click()
  await expect(window.getByText(/“?Mirela Vane”? moved to the trash/)).toBeVisible()
  await expect(cards(window).filter({ hasText: 'Mirela' })).toHaveCount(0)
})

test('the palette opens while a text is typed, stays where it is, and gives the text back', async () => {
  const { window } = await openGallery({ cast: 3 })
  await card(window, 1).click()
  const description = panel(window).getByRole('textbox', { name: 'Description' })
  await description.focus()
  await window.keyboard.type('Half a senten')
  await window.keyboard.press('ControlOrMeta+k')
  const dialog = window.getByRole('dialog')
  const field = dialog.getByRole('textbox', { name: 'Search or do' })
  await expect(field).toBeFocused()
  const top = async () => (await field.boundingBox())?.y
  const before = await top()
  await window.keyboard.type('no one is called this')
  await expect(dialog.getByText('No results')).toBeVisible()
  expect(await top()).toBe(before)
  await window.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(description).toBeFocused()
  await window.keyboard.type('ce')
  await expect(description).toHaveValue('Half a sentence')
})

test('N shows an empty card, where Enter creates one character after the other and Escape opens the last', async () => {
  const { window } = await openGallery()
  await expect(window.getByText('No characters yet')).toBeVisible()
  await window.keyboard.press('n')
  const name = newCardOf(window).getByRole('textbox', { name: 'Name' })
  await expect(name).toBeFocused()
  await window.keyboard.press('Enter')
  await expect(name).toHaveAccessibleDescription('Please enter a name.')
  await window.keyboard.type('Isaura')
  await window.keyboard.press('Enter')
  await window.keyboard.type('Mira')
  await window.keyboard.press('Enter')
  await expect(cards(window)).toHaveCount(2)
  await expect(name).toBeFocused()
  await expect(name).toHaveValue('')
  await window.keyboard.press('ControlOrMeta+z')
  await expect(cards(window)).toHaveCount(1)
  await expect(name).toBeFocused()
  await window.keyboard.press('ControlOrMeta+Shift+z')
  await expect(cards(window)).toHaveCount(2)
  await name.fill('a'.repeat(201))
  await window.keyboard.press('Enter')
  await expect(name).toHaveAccessibleDescription(/^This name is longer than 200 characters/)
  await expect(name).toHaveValue('a'.repeat(201))
  await window.keyboard.press('Escape')
  await expect(newCardOf(window)).toHaveCount(0)
  await expect(panel(window)).toContainText('Mira')
  await expect(cards(window).filter({ hasText: 'Mira' })).toBeFocused()
})

test('the empty card moves nothing on the wall, and goes on to generating at Ctrl+Enter', async () => {
  const { window } = await openGallery({ cast: 60 })
  await card(window, 1).focus()
  await window.keyboard.press('End')
  await expect(card(window, 60)).toBeFocused()
  const place = await card(window, 60).boundingBox()
  await window.keyboard.press('n')
  const name = newCardOf(window).getByRole('textbox', { name: 'Name' })
  await expect(name).toBeFocused()
  await expect(name).toBeInViewport({ ratio: 1 })
  expect(await card(window, 60).boundingBox()).toEqual(place)
  await window.keyboard.press('Escape')
  await expect(card(window, 60)).toBeFocused()
  expect(await card(window, 60).boundingBox()).toEqual(place)
  await window.keyboard.press('n')
  await window.keyboard.type('Zora')
  await window.keyboard.press('ControlOrMeta+Enter')
  await expect(window.getByRole('complementary', { name: 'A new portrait: Zora' })).toBeVisible()
  await expect(newCardOf(window)).toHaveCount(0)
})

test('after a campaign was made, the keyboard is where its cast begins', async () => {
  const { window } = await launchCastkeeper()
  await window
    .getByRole('main')
    .getByRole('button', { name: /^New campaign/ })
    .focus()
  await window.keyboard.press('Enter')
  await expect(window.getByRole('textbox', { name: 'Campaign name' })).toBeFocused()
  await window.keyboard.type('The Ember Court')
  await window.keyboard.press('Enter')
  const first = window.getByRole('button', { name: 'New character' }).last()
  await expect(first).toBeFocused()
  await window.keyboard.press('Enter')
  await expect(newCardOf(window).getByRole('textbox', { name: 'Name' })).toBeFocused()
  await window.keyboard.press('Escape')
  await expect(first).toBeFocused()
})

test('after the open character went to the trash, the keyboard is on the next card, and Undo brings it back', async () => {
  const { window } = await openGallery({ cast: 5 })
  await card(window, 3).focus()
  await window.keyboard.press('Enter')
  const menu = panel(window).getByRole('button', { name: 'Character actions' })
  await menu.focus()
  await window.keyboard.press('Enter')
  await window.getByRole('menuitem', { name: 'Move to trash' }).press('Enter')
  await expect(card(window, 3)).toHaveCount(0)
  await expect(card(window, 4)).toBeFocused()
  await window.keyboard.press('ControlOrMeta+z')
  await expect(card(window, 3)).toBeFocused()
})

test('after a campaign went to the trash, the keyboard is on the wall of the next one', async () => {
  const { window } = await openGallery({ cast: 1, moreCampaigns: 1 })
  await window
    .getByRole('navigation')
    .getByRole('button', { name: /^Campaign 2/ })
    .click()
  await window.getByRole('button', { name: 'Campaign actions: Campaign 2' }).focus()
  await window.keyboard.press('Enter')
  await window.getByRole('menuitem', { name: 'Move to trash' }).press('Enter')
  await expect(card(window, 1)).toBeFocused()
})

test('? lists the keys, and every key of the list is one that works', async () => {
  const { window } = await openGallery({ cast: 1 })
  await expect(card(window, 1)).toBeVisible()
  await window.keyboard.press('?')
  const dialog = window.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(dialog.locator('kbd')).toContainText(['Ctrl', 'K', '/', 'G', 'N', 'Ctrl'])
  await window.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})

test('no plain letter acts while something is typed, and keys with Ctrl do', async () => {
  const { window } = await openGallery({ cast: 2 })
  const search = window.getByRole('searchbox')
  await search.focus()
  await window.keyboard.type('n?g/')
  await expect(search).toHaveValue('n?g/')
  await expect(window.getByRole('dialog')).toHaveCount(0)
  await window.keyboard.press('ControlOrMeta+k')
  await expect(window.getByRole('dialog')).toBeVisible()
})

test('a choice that was just made swallows no key', async () => {
  const { window } = await openGallery({ cast: 2 })
  await expect(card(window, 1)).toBeVisible()
  await window.keyboard.press('ControlOrMeta+,')
  const parchment = window.getByRole('radio', { name: 'Parchment' })
  await parchment.focus()
  await window.keyboard.press('Space')
  await expect(parchment).toBeFocused()
  await window.keyboard.press('Escape')
  await expect(card(window, 1)).toBeVisible()
})

test('Esc closes the dialog or the empty card in front and nothing behind it', async () => {
  const { window } = await openGallery({ cast: 2 })
  await card(window, 1).click()
  await expect(panel(window)).toBeVisible()
  const inFront = window.getByRole('dialog').or(newCardOf(window))
  for (const key of ['?', 'ControlOrMeta+k', 'n']) {
    await card(window, 1).focus()
    await window.keyboard.press(key)
    await expect(inFront).toHaveCount(1)
    await window.keyboard.press('Escape')
    await expect(inFront).toHaveCount(0)
    await expect(panel(window)).toBeVisible()
  }
})

test('the key after the one that closed something acts, and nothing closed is left behind', async () => {
  const { window } = await openGallery({ cast: 2 })
  await card(window, 1).click()
  await expect(panel(window)).toBeVisible()
  for (const key of ['Space', '?']) {
    await card(window, 2).focus()
    await window.keyboard.press(key)
    await expect(window.getByRole('dialog')).toHaveCount(1)
    await window.keyboard.press('Escape')
    await window.keyboard.press('n')
    await expect(newCardOf(window)).toBeVisible()
    await expect(window.locator('[data-portrait-id]:not(:visible)')).toHaveCount(0)
    await window.keyboard.press('Escape')
    await expect(newCardOf(window)).toHaveCount(0)
  }
  await card(window, 2).press('Space')
  await expect(window.getByRole('dialog')).toHaveAccessibleName(castName(2))
  await window.keyboard.press('ArrowLeft')
  await window.keyboard.press('Escape')
  await window.keyboard.press('Space')
  await expect(window.getByRole('dialog')).toHaveAccessibleName(castName(1))
})

test('no key acts behind an open dialog', async () => {
  const { window } = await openGallery({ cast: 2 })
  await expect(card(window, 1)).toBeVisible()
  await window.keyboard.press('?')
  await expect(window.getByRole('dialog')).toHaveCount(1)
  await window.keyboard.press('n')
  await window.keyboard.press('ControlOrMeta+k')
  await expect(window.getByRole('dialog')).toHaveCount(1)
  await expect(window.getByRole('dialog')).toHaveAccessibleName('Keyboard shortcuts')
})
