import { expect, test } from '../../tests/support/electron-test'
import { importAll, lookAt } from '../../tests/support/import-steps'
import { launchCastkeeper } from '../../tests/support/launch-app'
import { request } from '../../tests/support/running-library'
import { resize, takePicture } from './picture'
import { makeSampleOldLibrary } from './sample-old-library'

test('the import: what is there, and what came over', async () => {
  // Every portrait is painted again, a few seconds each.
  test.setTimeout(300_000)
  const folder = await makeSampleOldLibrary()
  const launched = await launchCastkeeper()
  const { window } = launched
  await request(window, 'preferences:change', { theme: 'lamplight' })
  await resize(launched, 1440, 900)
  await lookAt(launched, folder)
  await expect(window.getByRole('cell', { name: /Elowen Marsh/ })).toBeVisible()
  await takePicture(launched, 'import-look')
  await importAll(window)
  await expect(window.getByText(/were imported completely/)).toBeVisible()
  await expect(window.getByRole('button', { name: /^Salt and Cinder/ })).toBeVisible()
  await takePicture(launched, 'import-report')
})
