import { fillWithFaces } from '../support/backup-steps'
import { expect, test } from '../support/electron-test'
import { chooseInData } from '../support/import-steps'
import { type Launched, launchCastkeeper, runCommand } from '../support/launch-app'

const offerOf = ({ window }: Launched) =>
  window.getByRole('button', { name: 'Your data (needs attention)' })

async function start(userDataDir: string): Promise<Launched> {
  const launched = await launchCastkeeper({ userDataDir })
  await expect(launched.window.getByRole('heading', { level: 1 })).toBeVisible()
  return launched
}

test('after a crash the check is offered once, and neither after a quit nor by a command', async () => {
  const userDataDir = await fillWithFaces()
  const first = await start(userDataDir)
  await expect(offerOf(first)).toBeHidden()
  await first.kill()
  const command = await runCommand(['list'], { userDataDir })
  expect(command.stdout + command.stderr).not.toContain('did not close properly')

  const second = await start(userDataDir)
  await chooseInData(second.window, /^Check my data.*did not close properly/)
  await expect(second.window.getByRole('heading', { name: 'No problems found' })).toBeVisible({
    timeout: 15_000,
  })
  await second.window.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(offerOf(second)).toBeHidden()
  await second.close()

  const third = await start(userDataDir)
  await expect(offerOf(third)).toBeHidden()
  await third.close()
})
