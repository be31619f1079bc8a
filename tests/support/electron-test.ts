import type { ElectronApplication } from 'playwright'
import { test as base, expect, type TestInfo } from 'playwright/test'
import { killApp, openApps } from './launch-app.ts'

export { expect }

/** The apps that several tests use one after the other; a test that fails ends them too. */
export const sharedApps = new Set<ElectronApplication>()

/** Playwright's test, which shows what a failed test saw last, and ends what a test left open. */
export const test = base.extend<{ appsLeft: undefined }>({
  appsLeft: [
    async ({ screenshot }, use, testInfo) => {
      await use(undefined)
      const hasFailed = testInfo.status !== testInfo.expectedStatus
      try {
        if (hasFailed && screenshot !== 'off') {
          await describeWindows()
          await takePictures(testInfo)
        }
      } finally {
        for (const app of openApps.keys()) {
          if (hasFailed || !sharedApps.has(app)) await killApp(app)
        }
      }
    },
    { auto: true },
  ],
})

/** Says in the log whether the windows of a failed test still draw: without frames no click ever happens. */
async function describeWindows(): Promise<void> {
  for (const window of openApps.values()) {
    if (window === undefined) continue
    const drawn = window.evaluate(
      () =>
        new Promise<string>((resolve) => {
          requestAnimationFrame(() => resolve('draws'))
        }),
    )
    const waited = new Promise<string>((resolve) => {
      setTimeout(() => resolve('draws no frame'), 2000)
    })
    const state = await Promise.race([drawn, waited]).catch(String)
    const visibility = await window.evaluate(() => document.visibilityState).catch(String)
    console.log(`window of the failed test: ${visibility}, ${state}`)
  }
}

async function takePictures(testInfo: TestInfo): Promise<void> {
  const windows = [...openApps.values()].filter((window) => window !== undefined)
  for (const [index, window] of windows.entries()) {
    await window.screenshot({ path: testInfo.outputPath(`window-${index + 1}.png`), timeout: 5000 })
  }
}
