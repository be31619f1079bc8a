import { existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from '../support/electron-test.ts'
import {
  launchCastkeeper,
  runCommand,
  startCommand,
  usualDataFolder,
} from '../support/launch-app.ts'
import { createCampaign } from '../support/steps.ts'

test('fault 67: a second window on the same data, by another way, says that it is open and ends', async () => {
  const { window, userDataDir } = await launchCastkeeper()
  await createCampaign(window, 'The Ember Court')
  const home = mkdtempSync(join(tmpdir(), 'castkeeper-home-'))
  const usual = usualDataFolder(home)
  mkdirSync(dirname(usual), { recursive: true })
  mkdirSync(usual)
  const location = { version: 1, dataFolder: userDataDir, former: [], moving: null }
  writeFileSync(join(usual, 'location.json'), JSON.stringify(location))
  const link = `${userDataDir}-link`
  symlinkSync(userDataDir, link)
  const second = startCommand([], { userDataDir, systemHome: home })
  let said = ''
  second.stderr.on('data', (piece) => {
    said += String(piece)
  })
  // It ends once the system's dialog with the same sentence is closed.
  await expect
    .poll(() => said, { timeout: 30_000 })
    .toContain('perhaps a second copy of Castkeeper')
  second.kill()
  // The first instance's lock is found behind the link, so its window comes to the front.
  expect((await runCommand([], { userDataDir: link })).code).toBe(0)
  expect(existsSync(join(userDataDir, 'running'))).toBe(true)
  await expect(window.getByRole('main')).toBeVisible()
})
