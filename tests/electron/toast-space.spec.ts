import type { Locator, Page } from 'playwright'
import { expect, test } from '../support/electron-test'
import type { Launched } from '../support/launch-app'
import { distinctPng } from '../support/pictures'
import { request } from '../support/running-library'
import {
  closeToast,
  openGenerateDock,
  panelOf,
  paste,
  pointAtService,
  shareCharacterApp,
} from '../support/steps'

const openCharacter = shareCharacterApp()

async function resize({ app, window }: Pick<Launched, 'app' | 'window'>, size: [number, number]) {
  await app.evaluate(({ BrowserWindow }, [width, height]) => {
    for (const each of BrowserWindow.getAllWindows()) each.setContentSize(width, height)
  }, size)
  await expect.poll(() => window.evaluate(() => innerWidth)).toBe(size[0])
}

const toastOf = (window: Page) => window.getByRole('status').filter({ hasText: 'new portrait' })

/** How many pixels two boxes share in the narrower direction; none when they lie apart. */
async function overlap(one: Locator, other: Locator): Promise<number> {
  const [a, b] = [await one.boundingBox(), await other.boundingBox()]
  if (!a || !b) throw new Error('not on screen')
  const wide = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const high = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, Math.min(wide, high))
}

/** How far the middle of one lies from the middle of the other, in pixels from left to right. */
async function offMiddle(one: Locator, other: Locator): Promise<number> {
  const [a, b] = [await one.boundingBox(), await other.boundingBox()]
  if (!a || !b) throw new Error('not on screen')
  return Math.abs(a.x + a.width / 2 - b.x - b.width / 2)
}

for (const size of [
  [1280, 860],
  [900, 600],
] as [number, number][]) {
  test(`at ${size.join(' × ')} a toast covers neither the panel’s edge nor the buttons of a dialog or of the dock`, async () => {
    const opened = await openCharacter('Elowen')
    const { window } = opened
    await resize(opened, size)
    await paste(window, { name: 'image.png', bytes: distinctPng() })
    await expect(toastOf(window)).toBeVisible()
    if (size[0] > 1000) {
      await expect.poll(() => overlap(toastOf(window), panelOf(window))).toBe(0)
      // In the middle of the screen between the rail and the panel.
      await expect
        .poll(() => offMiddle(toastOf(window), window.getByRole('main')))
        .toBeLessThanOrEqual(1)
    }
    await panelOf(window).getByRole('button', { name: 'Character actions' }).focus()
    await window.keyboard.press('?')
    const keys = window.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await expect(keys).toBeVisible()
    await expect(toastOf(window)).toBeVisible()
    await expect.poll(() => overlap(toastOf(window), keys)).toBe(0)
    await expect(keys.getByRole('button', { name: 'Close' })).toBeInViewport({ ratio: 1 })
    await window.keyboard.press('Escape')
    await expect(keys).toHaveCount(0)
    await pointAtService(window, 'http://127.0.0.1:9/v1')
    const dock = await openGenerateDock(window)
    const generate = dock.getByRole('button', { name: 'Generate portrait' })
    await expect(generate).toBeVisible()
    await expect(toastOf(window)).toBeVisible()
    await expect.poll(() => overlap(toastOf(window), dock)).toBe(0)
    await expect(generate).toBeInViewport({ ratio: 1 })
    await expect(dock.getByRole('button', { name: 'Close' })).toBeInViewport({ ratio: 1 })
    const spareBelow = async () => {
      const box = await dock.boundingBox()
      return size[1] - (box?.y ?? 0) - (box?.height ?? 0)
    }
    await closeToast(window, 'Elowen has a new portrait.')
    if (size[1] === 600) await expect.poll(spareBelow).toBeLessThan(40)
  })
}

test('the dock of portraits begins at the wish, and without one at the button that draws', async () => {
  const { window } = await openCharacter('Elowen')
  const avatar = await openGenerateDock(window)
  await expect(avatar.getByRole('button', { name: 'Draw avatar' })).toBeFocused()
  await window.keyboard.press('Escape')
  await request(window, 'preferences:change', { provider: 'local' })
  await request(window, 'providers:change', {
    id: 'local',
    baseUrl: 'http://127.0.0.1:9/v1',
    model: 'any',
  })
  const dock = await openGenerateDock(window)
  await expect(dock.getByRole('textbox', { name: 'Extra details' })).toBeFocused()
})
