import type { ElectronApplication, Page } from 'playwright'
import { expect, test } from '../support/electron-test'
import { paintedPortrait } from '../support/pictures/painted-portrait'
import { closeToast, largePortrait, paste, shareCharacterApp, shownWidth } from '../support/steps'

const openCharacter = shareCharacterApp()

const pictures = [
  [600, 1_400, 'tall'],
  [1_600, 500, 'wide'],
  [900, 900, 'square'],
] as const
const windows = [
  [900, 600],
  [1_280, 720],
  [1_600, 1_000],
  [2_560, 1_440],
] as const

async function resize(app: ElectronApplication, window: Page, width: number, height: number) {
  await app.evaluate(
    ({ BrowserWindow }, [wide, high]) => {
      const [shown] = BrowserWindow.getAllWindows().filter((one) => one.isVisible())
      shown?.setContentSize(wide, high)
    },
    [width, height] as const,
  )
  await expect.poll(() => window.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height])
}

/** Where the whole picture is drawn in the window, and what can be scrolled. */
function measure(window: Page) {
  return window.getByRole('dialog').evaluate((dialog) => {
    const image = dialog.querySelector('img')
    if (image === null) throw new Error('no picture')
    const box = image.getBoundingClientRect()
    const scale = Math.min(box.width / image.naturalWidth, box.height / image.naturalHeight)
    const header = dialog.querySelector('header')?.getBoundingClientRect().bottom ?? 0
    const scrollers = [document.documentElement, dialog, ...dialog.querySelectorAll('*')]
    return {
      fit: getComputedStyle(image).objectFit,
      box: { left: box.left, top: box.top, right: box.right, bottom: box.bottom },
      drawn: { width: image.naturalWidth * scale, height: image.naturalHeight * scale },
      header,
      canScroll: scrollers.some((one) => {
        const { overflowY, overflowX } = getComputedStyle(one)
        const isScroller = /auto|scroll/.test(overflowY + overflowX)
        return (
          isScroller && (one.scrollHeight > one.clientHeight || one.scrollWidth > one.clientWidth)
        )
      }),
    }
  })
}

for (const [width, height, form] of pictures) {
  test(`the large view shows the whole of a ${form} picture in a window of any size`, async () => {
    const { app, window } = await openCharacter('Elowen')
    await paste(window, { name: 'image.png', bytes: paintedPortrait(width, height) })
    await expect.poll(() => shownWidth(largePortrait(window))).toBe(width)
    await closeToast(window, 'Elowen has a new portrait.')
    await largePortrait(window).click()
    const face = window.getByRole('dialog').getByRole('img', { name: 'Portrait of Elowen' })
    await expect(face).toHaveAttribute('data-state', 'shown')
    for (const [wide, high] of windows) {
      await resize(app, window, wide, high)
      const { fit, box, drawn, header, canScroll } = await measure(window)
      expect(fit).toBe('contain')
      expect(box.top).toBeGreaterThanOrEqual(header)
      expect(box.left).toBeGreaterThanOrEqual(0)
      expect(box.right).toBeLessThanOrEqual(wide)
      expect(box.bottom).toBeLessThanOrEqual(high)
      expect(canScroll).toBe(false)
      // It is as large as it can be: it fills what the header leaves in one of both directions.
      const room = [wide - 48, high - header - 24] as const
      expect(Math.max(drawn.width / room[0], drawn.height / room[1])).toBeGreaterThan(0.95)
    }
  })
}
