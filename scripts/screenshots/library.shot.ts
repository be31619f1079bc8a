import { expect, test } from '../../tests/support/electron-test'
import { launchCastkeeper } from '../../tests/support/launch-app'
import { resize, takePicture } from './picture'
import { makeSampleLibrary, prefer } from './sample-library'

test('every portrait on one wall, with one open beside it', async () => {
  // Every portrait is painted again, a few seconds each.
  test.setTimeout(600_000)
  const { userDataDir, harrowmereId } = await makeSampleLibrary()
  await prefer(userDataDir, { theme: 'lamplight', language: 'en', lastCampaignId: harrowmereId })
  const launched = await launchCastkeeper({ userDataDir })
  const { window } = launched
  await resize(launched, 1440, 900)
  await window.getByRole('navigation').getByRole('button', { name: 'Library' }).click()
  const wall = window.getByRole('grid', { name: 'All portraits' })
  const card = wall.locator('[data-portrait-id]', { hasText: 'Maren Oakes' })
  await card.click({ button: 'right' })
  await window.getByRole('menuitem', { name: 'Star' }).click()
  await window.getByRole('status').getByRole('button', { name: 'Close this message' }).click()
  await card.click()
  await expect(window.getByRole('complementary')).toContainText('Maren Oakes')
  await takePicture(launched, 'library')
})
