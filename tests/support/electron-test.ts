import { test as base, type TestInfo } from 'playwright/test'
import { killApp, openApps } from './launch-app.ts'

export { expect } from 'playwright/test'

/** Playwright's test, which shows what a failed test saw last, and ends what a test left open. */
export const test = base.extend<{ appsLeft: undefined }>({
  appsLeft: [
    async ({ screenshot }, use, testInfo) => {
      await use(undefined)
      const isWanted = screenshot !== 'off' && testInfo.status !== testInfo.expectedStatus
      try {
        if (isWanted) await takePictures(testInfo)
      } finally {
        for (const app of openApps.keys()) await killApp(app)
      }
    },
    { auto: true },
  ],
})

async function takePictures(testInfo: TestInfo): Promise<void> {
  const windows = [...openApps.values()].filter((window) => window !== undefined)
  for (const [index, window] of windows.entries()) {
    await window.screenshot({ path: testInfo.outputPath(`window-${index + 1}.png`), timeout: 5000 })
  }
}
