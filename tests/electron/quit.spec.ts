import { fillWithFaces } from '../support/backup-steps'
import { expect, test } from '../support/electron-test'
import { launchCastkeeper } from '../support/launch-app'

test('the app that quits while pictures are decoded ends, and can be started again', async () => {
  const userDataDir = await fillWithFaces()
  for (let start = 0; start < 3; start += 1) {
    const { app, window } = await launchCastkeeper({ userDataDir })
    // The first thumbnails are made just now.
    await expect(window.getByRole('heading', { level: 1 })).toBeVisible()
    const ended = app.waitForEvent('close')
    await app.evaluate(({ app: inside }) => {
      setImmediate(() => inside.quit())
    })
    await ended
  }
})
