import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expectNoFaults } from '../support/axe.ts'
import { fillWithFaces, openLibraryApp } from '../support/backup-steps.ts'
import { granted, requestFrom } from '../support/bridge.ts'
import { expect, test } from '../support/electron-test.ts'
import { campaignName } from '../support/gallery.ts'
import { launchCastkeeper, runCommand } from '../support/launch-app.ts'
import { panelOf } from '../support/steps.ts'
import { openStorage } from '../support/storage-steps.ts'

test('the storage tab shows what takes up the room by kind and by campaign, with numbers', async () => {
  const { window, userDataDir } = await openLibraryApp(await fillWithFaces())
  await openStorage(window)
  const kinds = window.getByRole('list', { name: 'By type' })
  await expect(kinds.getByRole('listitem').filter({ hasText: 'Portraits' })).toContainText(
    /kB|byte/,
  )
  await expect(kinds.getByRole('listitem').filter({ hasText: 'Database' }).first()).toBeVisible()
  const campaigns = window.getByRole('list', { name: 'By campaign' })
  await expect(campaigns.getByRole('listitem')).toContainText([`${campaignName}3 portraits`])
  await expect(window.getByText(userDataDir.split('/').at(-1) ?? '').first()).toBeVisible()
  await expect(window.getByText(/ of [\d.]+ [GT]B$/)).toBeVisible()
  await expect(window.getByRole('button', { name: 'Move my data…' })).toHaveCount(0)
  await expectNoFaults(window)
  granted(await requestFrom(window, 'preferences:change', { theme: 'parchment' }))
  await expectNoFaults(window)
})

test('the cache is emptied and filled again, and only thumbnails go', async () => {
  const { window, userDataDir } = await openLibraryApp(await fillWithFaces())
  const folder = join(userDataDir, 'cache', 'thumbnails')
  await openStorage(window)
  await window.getByRole('button', { name: 'Rebuild' }).click()
  await expect(window.getByText('3 thumbnails rebuilt.')).toBeVisible()
  expect(readdirSync(folder)).toHaveLength(3)
  await window.getByRole('button', { name: 'Empty the cache' }).click()
  await expect(window.getByText(/thumbnails deleted/)).toBeVisible()
  expect(readdirSync(folder)).toEqual([])
})

test('little room is told calmly, nothing new is ordered, text is saved, and the notice goes with the trouble', async () => {
  test.slow()
  const { window, userDataDir } = await openLibraryApp(await fillWithFaces())
  const change = async (limits: {
    spaceWarningMb?: number
    spaceWarningPercent?: number
    spaceRefusalMb?: number
  }) => granted(await requestFrom(window, 'preferences:change', limits))
  const notice = window.getByRole('note').filter({ hasText: 'free on the disk of' })
  await expect(notice).toHaveCount(0)
  // No disk has so much free, and every disk has less than all of itself.
  await change({ spaceWarningMb: 10_000_000, spaceWarningPercent: 100, spaceRefusalMb: 0 })
  await expect(notice).toContainText('Free some space soon')
  await expectNoFaults(window)
  await change({ spaceRefusalMb: 10_000_000 })
  await expect(notice).toContainText('Generating is paused')
  const order = {
    subject: { kind: 'character', id: 1 },
    provider: 'local',
    prompt: 'A bard',
    quality: 'medium',
    shape: 'tall',
    count: 1,
  } as const
  const refused = await requestFrom(window, 'generation:start', order)
  expect(refused).toMatchObject({ ok: false, error: { code: 'disk-nearly-full' } })
  granted(
    await requestFrom(window, 'characters:edit', { id: 1, changes: { notes: 'Still saved.' } }),
  )
  const words = ['portrait', 'character', '1', '--provider', 'openai', '--json']
  const command = await runCommand(words, { userDataDir })
  expect(JSON.parse(command.stdout)).toMatchObject({ error: { code: 'disk-nearly-full' } })
  await notice.getByRole('button', { name: 'Open Storage' }).click()
  await expect(window.getByRole('heading', { name: 'Where your data is' })).toBeVisible()
  await window.getByRole('button', { name: 'Back to the campaign' }).click()
  await change({ spaceWarningMb: 0, spaceRefusalMb: 0 })
  await expect(notice).toHaveCount(0)
})

test('a picture from an address says whom it contacts, and a private address is not dialled', async () => {
  test.slow()
  const userDataDir = await fillWithFaces()
  const { window } = await launchCastkeeper({ userDataDir })
  await window
    .getByRole('button', { name: /Courtier 00001/ })
    .first()
    .click()
  const panel = panelOf(window)
  await panel.getByRole('button', { name: 'Portrait actions: Courtier 00001' }).click()
  await window.getByRole('menuitem', { name: 'Use a picture from an address…' }).click()
  const dialog = window.getByRole('dialog', { name: 'A picture from an address' })
  const field = dialog.getByRole('textbox', { name: 'Address of the picture' })
  await field.fill('http://example.org/face.png')
  await expect(dialog.getByText('Only addresses that begin with https://')).toBeVisible()
  await field.fill('https://store.blob.core.windows.net/a.png?se=2026-01-01T00:00:00Z&sig=secret')
  await expect(dialog.getByText('store.blob.core.windows.net will be contacted once')).toBeVisible()
  await expect(dialog.getByText('the address is not kept')).toBeVisible()
  await field.fill('https://127.0.0.1:9/face.png')
  await expect(dialog.getByText('The address is kept')).toBeVisible()
  await expectNoFaults(window)
  await dialog.getByRole('button', { name: 'Fetch the picture' }).click()
  await expect(dialog.getByRole('alert')).toBeVisible()
})
