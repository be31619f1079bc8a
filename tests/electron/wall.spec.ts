import { rmSync } from 'node:fs'
import type { Page } from 'playwright'
import { granted, requestFrom } from '../support/bridge.ts'
import { expect, test } from '../support/electron-test.ts'
import {
  castName,
  fillGallery,
  hangPortrait,
  launchGallery,
  shareGallery,
} from '../support/gallery.ts'
import { launchCastkeeper } from '../support/launch-app.ts'
import { newCardOf } from '../support/steps.ts'

const cards = (window: Page) => window.getByRole('grid', { name: 'Cast' }).getByRole('button')
const card = (window: Page, name: string) => cards(window).filter({ hasText: name })
const search = (window: Page) => window.getByRole('searchbox', { name: 'Search the cast' })

const openGallery = shareGallery()

/** The addresses of all portraits on screen. */
function portraitAddresses(window: Page): Promise<string[]> {
  return cards(window)
    .locator('img')
    .evaluateAll((images) => images.map((image) => image.getAttribute('src') ?? ''))
}

function scrollWall(window: Page, to: 'top' | 'middle' | 'end'): Promise<void> {
  return window.getByRole('grid', { name: 'Cast' }).evaluate((wall, where) => {
    const scroller = wall.parentElement?.parentElement
    const share = { top: 0, middle: 0.5, end: 1 }[where]
    if (scroller) scroller.scrollTop = scroller.scrollHeight * share
  }, to)
}

function panelWidth(window: Page): Promise<number> {
  const panel = window.getByRole('complementary', { name: 'Character' })
  return panel.evaluate((element) => element.getBoundingClientRect().width)
}

test('of 3,000 characters only those in sight are held, and only as thumbnails', async () => {
  const { window } = await launchGallery({ cast: 3_000 })
  await expect(card(window, castName(1))).toBeVisible()
  for (const [place, number] of [
    ['middle', 1_500],
    ['end', 3_000],
    ['top', 1],
  ] as const) {
    await scrollWall(window, place)
    await expect(cards(window).first()).toBeVisible()
    if (place !== 'middle') await expect(card(window, castName(number))).toBeVisible()
    expect(await cards(window).count()).toBeLessThan(120)
    const addresses = await portraitAddresses(window)
    expect(addresses.filter((address) => !/\?size=(128|256|512)&v=/.test(address))).toEqual([])
  }
})

test('the search finds the beginnings of words, whatever their case and diacritics', async () => {
  const { window } = await openGallery({
    cast: 20,
    guests: ['Éowyn 🔥 田中', 'Zoë of the Éowyns'],
  })
  await expect(card(window, castName(1))).toBeVisible()
  await window.keyboard.press('/')
  await expect(search(window)).toBeFocused()
  await window.keyboard.type('EOWYN')
  await expect(cards(window)).toHaveText([/Éowyn 🔥 田中/, /Zoë of the Éowyns/])
  await expect(window.getByRole('status').filter({ hasText: '2 found' })).toBeVisible()
  await search(window).fill('')
  await expect(window.getByText('2 found')).toBeHidden()
})

test('a search without results says so, and leads back to everyone', async () => {
  const { window } = await openGallery({ cast: 3 })
  await search(window).fill('nobody"*(')
  await expect(window.getByText('No one matches “nobody"*(”')).toBeVisible()
  await window.getByRole('button', { name: 'Show everyone' }).click()
  await expect(cards(window)).toHaveCount(3)
})

test('an empty wall says what comes next', async () => {
  const { window } = await openGallery()
  await expect(window.getByText('No characters yet')).toBeVisible()
})

test('the order and size of the cards and the width of the panel are kept for the next start', async () => {
  const { window, userDataDir, close } = await launchGallery({ cast: 30 })
  const wide = (await card(window, castName(1)).boundingBox())?.width ?? 0
  await window.getByRole('combobox', { name: 'Order' }).click()
  await window.getByRole('option', { name: 'Newest first' }).click()
  await expect(cards(window).first()).toContainText(castName(30))
  await window.getByRole('slider', { name: 'Card size' }).press('Home')
  await expect
    .poll(async () => (await cards(window).first().boundingBox())?.width)
    .toBeLessThan(wide)
  await cards(window).nth(2).click()
  const edge = window.getByRole('separator', { name: 'Width of the panel' })
  const widthNow = Number(await edge.getAttribute('aria-valuenow'))
  await edge.press('ArrowLeft')
  await expect(edge).toHaveAttribute('aria-valuenow', String(widthNow + 24))
  await expect(edge).toBeFocused()
  await expect.poll(() => panelWidth(window)).toBe(widthNow + 24)
  const from = await edge.boundingBox()
  if (!from) throw new Error('the edge is not on screen')
  await window.mouse.move(from.x + 4, 400)
  await window.mouse.down()
  await window.mouse.move(from.x - 36, 400, { steps: 4 })
  await window.mouse.up()
  await expect.poll(() => panelWidth(window)).toBeGreaterThan(widthNow + 50)
  const chosen = await panelWidth(window)
  await close()

  const again = await launchCastkeeper({ userDataDir })
  await expect(cards(again.window).first()).toContainText(castName(30))
  const narrow = (await cards(again.window).first().boundingBox())?.width ?? 0
  expect(narrow).toBeLessThan(wide)
  await cards(again.window).first().click()
  await expect.poll(() => panelWidth(again.window)).toBe(chosen)
})

test('a portrait whose file is gone shows the avatar with a small mark, and can be found by it', async () => {
  const userDataDir = await fillGallery({ cast: 4 })
  const lost = await hangPortrait(userDataDir, 2)
  await hangPortrait(userDataDir, 3)
  rmSync(lost)
  const { window } = await launchCastkeeper({ userDataDir })
  const bare = card(window, castName(2))
  await expect(bare.getByRole('img', { name: `Placeholder for ${castName(2)}` })).toBeVisible()
  await expect(bare.getByRole('img', { name: /file is missing/ })).toBeVisible()
  await expect(
    card(window, castName(3)).getByRole('img', { name: `Portrait of ${castName(3)}` }),
  ).toBeVisible()
  for (const [filter, names] of [
    ['File missing or damaged', [castName(2)]],
    ['With a portrait', [castName(2), castName(3)]],
    ['Avatar only', [castName(1), castName(4)]],
  ] as const) {
    await window.getByRole('combobox', { name: 'Show' }).click()
    await window.getByRole('option', { name: filter }).click()
    await expect(cards(window)).toHaveText(names.map((name) => new RegExp(name)))
  }
})

test('what changes elsewhere is on the wall at once', async () => {
  const { window, id } = await openGallery({ cast: 2 })
  await expect(cards(window)).toHaveCount(2)
  granted(await requestFrom(window, 'characters:create', { campaignId: id, name: 'Aalis' }))
  await expect(cards(window).first()).toContainText('Aalis')
})

test('the card of an opened character stays in sight when the panel takes its room', async () => {
  const { window } = await launchGallery({ cast: 200 })
  await expect(card(window, castName(1))).toBeVisible()
  const chosen = card(window, castName(12))
  await chosen.click()
  await expect(window.getByRole('complementary', { name: 'Character' })).toBeVisible()
  await expect(chosen).toBeInViewport({ ratio: 0.9 })
  await expect(window.locator('[data-announcer]')).toHaveText(`${castName(12)} is open`)
})

test('a card that stays in sight when its panel opens leaves the wall where it is', async () => {
  const { app, window } = await openGallery({ cast: 60 })
  granted(await requestFrom(window, 'preferences:change', { density: 'dense' }))
  await app.evaluate(({ BrowserWindow }) => {
    for (const each of BrowserWindow.getAllWindows()) each.setContentSize(1280, 1000)
  })
  await expect.poll(() => window.evaluate(() => innerHeight)).toBe(1000)
  const inSecondRow = card(window, castName(9))
  await inSecondRow.click()
  await expect(window.getByRole('textbox', { name: 'Name', exact: true })).toBeVisible()
  await expect(inSecondRow).toBeInViewport({ ratio: 0.6 })
  await expect(window.getByRole('textbox', { name: 'Campaign name' })).toBeInViewport({ ratio: 1 })
})

test('a new character is brought into sight and has the keyboard; a renamed one is followed', async () => {
  const { window } = await launchGallery({ cast: 400 })
  await expect(card(window, castName(1))).toBeVisible()
  await window.getByRole('button', { name: 'New character' }).click()
  await newCardOf(window).getByRole('textbox', { name: 'Name' }).fill('Zora')
  await window.keyboard.press('Enter')
  await window.keyboard.press('Escape')
  await expect(card(window, 'Zora')).toBeFocused()
  await expect(card(window, 'Zora')).toBeInViewport({ ratio: 0.9 })
  const name = window.getByRole('textbox', { name: 'Name', exact: true })
  await name.fill('Aalis')
  await expect(card(window, 'Aalis')).toBeInViewport({ ratio: 0.6 })
  await expect(name).toBeFocused()
  await window.keyboard.press('Enter')
  await window.keyboard.press('Escape')
  await expect(card(window, 'Aalis')).toBeFocused()
})

test('in a small window the open character takes the room of the wall, and gives it back', async () => {
  const { app, window } = await openGallery({ cast: 40 })
  await app.evaluate(({ BrowserWindow }) => {
    for (const each of BrowserWindow.getAllWindows()) each.setContentSize(900, 600)
  })
  await expect.poll(() => window.evaluate(() => innerWidth)).toBe(900)
  await card(window, castName(1)).focus()
  await window.keyboard.press('End')
  const chosen = card(window, castName(40))
  await expect(chosen).toBeFocused()
  const place = await chosen.boundingBox()
  await window.keyboard.press('Enter')
  const panel = window.getByRole('complementary', { name: 'Character' })
  await expect.poll(async () => (await panel.boundingBox())?.width).toBe(828)
  await expect(cards(window)).toHaveCount(0)
  const close = panel.getByRole('button', { name: 'Close the panel' })
  await expect(close).toBeFocused()
  await expect(close).toHaveText('Close the panel')
  await window.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(chosen).toBeFocused()
  expect(await chosen.boundingBox()).toEqual(place)
})

test('in the smallest window names are in sight, and the scrolled header is one line that no face shines through', async () => {
  const { app, window } = await openGallery({ cast: 40 })
  await app.evaluate(({ BrowserWindow }) => {
    for (const each of BrowserWindow.getAllWindows()) each.setContentSize(900, 600)
  })
  await expect.poll(() => window.evaluate(() => innerWidth)).toBe(900)
  const firstName = card(window, castName(1)).getByText(castName(1))
  await expect(firstName).toBeInViewport({ ratio: 1 })
  const stuck = await search(window).evaluate(async (field) => {
    const above = (from: Element, isIt: (style: CSSStyleDeclaration) => boolean): Element => {
      const parent = from.parentElement
      if (!parent) throw new Error('no such element above')
      return isIt(getComputedStyle(parent)) ? parent : above(parent, isIt)
    }
    const bar = above(field, ({ position }) => position === 'sticky')
    const scroller = above(bar, ({ overflowY }) => overflowY === 'auto')
    scroller.scrollTop = bar.getBoundingClientRect().top + scroller.scrollTop
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame)
    return {
      top: bar.getBoundingClientRect().top,
      isOneLine: bar.getBoundingClientRect().height <= 64,
      background: getComputedStyle(bar).backgroundColor,
      room: getComputedStyle(document.body).backgroundColor,
      sideways: getComputedStyle(scroller).overflowX,
    }
  })
  expect(stuck).toEqual({
    top: 0,
    isOneLine: true,
    background: stuck.room,
    room: stuck.room,
    sideways: 'hidden',
  })
  expect(stuck.room).not.toContain('rgba')
  await window.getByRole('button', { name: /^Back to the top of/ }).click()
  await expect(window.getByRole('textbox', { name: 'Campaign name' })).toBeInViewport({ ratio: 1 })
  await expect(window.getByRole('figure')).toContainText('Game Master')
  await expect(window.getByRole('figure').getByRole('button')).toBeFocused()
})
