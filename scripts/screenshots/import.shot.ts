import { expect, test } from '../../tests/support/electron-test'
import { copyOldLibrary, importAll, lookAt } from '../../tests/support/import-steps'
import { launchCastkeeper } from '../../tests/support/launch-app'
import { request } from '../../tests/support/running-library'
import { resize, takePicture } from './picture'

// The old app's own library lies beside the checkout; without it there is nothing to show.
test('the import: what is there, and what came over', async () => {
  const launched = await launchCastkeeper()
  const { window } = launched
  await request(window, 'preferences:change', { theme: 'lamplight' })
  await resize(launched, 1440, 900)
  await lookAt(launched, await copyOldLibrary('gen-early'))
  await expect(window.getByRole('cell', { name: /La Quête du Dragon Noir/ })).toBeVisible()
  await takePicture(launched, 'import-look')
  await importAll(window)
  await expect(window.getByText(/came over whole/)).toBeVisible()
  await takePicture(launched, 'import-report')
})
