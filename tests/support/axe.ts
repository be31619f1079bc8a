import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright'
import { expect } from './electron-test.ts'

/** What axe finds against WCAG 2.2 AA, as lines a person can read. */
async function faultsOf(window: Page): Promise<string[]> {
  // Its usual way opens a second page for its report, which Electron does not allow.
  const { violations } = await new AxeBuilder({ page: window })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  )
}

/**
 * Fails on what axe finds in the window as it is. Waits for fading colours, which would be judged
 * wrongly, and for tooltips, which belong to no landmark; what moves for ever is left to move.
 */
export async function expectNoFaults(window: Page): Promise<void> {
  await window.mouse.move(0, 0)
  await expect(window.getByRole('tooltip')).toHaveCount(0)
  await window.evaluate(async () => {
    const ending = () =>
      document
        .getAnimations()
        // What follows the scrolling ends when somebody scrolls, not in time.
        .filter(({ timeline }) => timeline === document.timeline)
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
    // One that a click has brought about begins a frame or two later.
    for (let calmFrames = 0; calmFrames < 3; calmFrames += 1) {
      await new Promise((done) => requestAnimationFrame(done))
      const moving = ending()
      if (moving.length === 0) continue
      calmFrames = -1
      // One that is taken away in the middle has ended as well.
      await Promise.allSettled(moving.map((animation) => animation.finished))
    }
  })
  expect(await faultsOf(window)).toEqual([])
}
