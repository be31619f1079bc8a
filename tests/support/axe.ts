import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright'
import type { Preferences } from '../../src/shared/preferences.ts'
import { granted, requestFrom } from './bridge.ts'
import { expect } from './electron-test.ts'

/** What axe finds against WCAG 2.2 AA, as lines a person can read. */
function faultsOf(window: Page): Promise<string[]> {
  const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  return read(builder(window).withTags(levels))
}

function builder(window: Page): AxeBuilder {
  // Its usual way opens a second page for its report, which Electron does not allow.
  return new AxeBuilder({ page: window }).setLegacyMode(true)
}

async function read(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze()
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
  await untilNothingMoves(window)
  expect(await faultsOf(window)).toEqual([])
}

/**
 * The same in both themes, whichever is on. They differ in colours alone, so in the other one only the rules about
 * colours are asked.
 */
export async function expectNoFaultsInBothThemes(window: Page): Promise<void> {
  await expectNoFaults(window)
  const { theme } = granted(await requestFrom(window, 'preferences:read'))
  const scheme = await window.evaluate(() => document.documentElement.dataset.mantineColorScheme)
  const isDark = scheme === 'dark'
  await showTheme(window, isDark ? 'parchment' : 'lamplight', isDark ? 'light' : 'dark')
  expect(await read(builder(window).withRules(['color-contrast', 'link-in-text-block']))).toEqual(
    [],
  )
  await showTheme(window, theme, isDark ? 'dark' : 'light')
}

async function showTheme(
  window: Page,
  theme: Preferences['theme'],
  scheme: 'dark' | 'light',
): Promise<void> {
  granted(await requestFrom(window, 'preferences:change', { theme }))
  await expect(window.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme)
  await untilNothingMoves(window)
}

async function untilNothingMoves(window: Page): Promise<void> {
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
}
