import { expect, test } from '../support/electron-test'
import { launchCastkeeper, makeUserDataDir } from '../support/launch-app'
import { openRecords } from '../support/records'

const many = 1_000

/** A data folder with this many campaigns: “Campaign 0001” and on. */
async function makeCampaigns(): Promise<string> {
  const dataFolder = await makeUserDataDir()
  const { database, campaigns } = openRecords(dataFolder, () => new Date())
  database.transaction(() => {
    for (let n = 1; n <= many; n += 1) {
      campaigns.create({ name: `Campaign ${String(n).padStart(4, '0')}` })
    }
  })()
  database.close()
  return dataFolder
}

test('a thousand campaigns are in the rail, of which only those in sight are drawn', async () => {
  const { window } = await launchCastkeeper({ userDataDir: await makeCampaigns() })
  const list = window.getByRole('navigation').getByRole('list', { name: 'Campaigns' })
  const lines = list.getByRole('listitem')
  const nameOf = (n: number) => `Campaign ${String(n).padStart(4, '0')}`
  const campaign = (n: number) => list.getByRole('button', { name: nameOf(n) })
  const line = (n: number) => lines.filter({ hasText: nameOf(n) })
  await expect(campaign(1)).toHaveAttribute('aria-current', 'page')
  expect(await lines.count()).toBeLessThan(60)
  await expect(line(3)).toHaveAttribute('aria-posinset', '3')
  await expect(line(3)).toHaveAttribute('aria-setsize', String(many))

  // Tab goes from one to the next, also past those that were drawn at first, and back.
  await campaign(1).focus()
  const steps = 40
  for (let n = 2; n <= steps; n += 1) {
    await window.keyboard.press('Tab')
    await expect(campaign(n)).toBeFocused()
  }
  await window.keyboard.press('Shift+Tab')
  await expect(campaign(steps - 1)).toBeFocused()
  await expect(campaign(steps - 1)).toBeInViewport()

  // Scrolled far away it keeps the keyboard, and goes on from there.
  await list.evaluate((element) => element.parentElement?.scrollTo({ top: 42_000 }))
  await expect(campaign(590)).toBeInViewport()
  await expect(campaign(steps)).toHaveCount(1)
  await expect(campaign(steps - 1)).toBeFocused()
  await window.keyboard.press('Tab')
  await expect(campaign(steps)).toBeFocused()
  await expect(campaign(steps)).toBeInViewport()
  await window.keyboard.press('Enter')
  await expect(campaign(steps)).toHaveAttribute('aria-current', 'page')

  // One opened from elsewhere is brought into sight.
  await window.keyboard.press('ControlOrMeta+k')
  await window.keyboard.type('0987')
  await window.getByRole('dialog').getByRole('button', { name: 'Campaign 0987' }).click()
  await expect(campaign(987)).toBeInViewport()
  await expect(line(987)).toHaveAttribute('aria-posinset', '987')
  expect(await lines.count()).toBeLessThan(60)
})
