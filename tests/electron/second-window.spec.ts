import { existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from '../support/electron-test.ts'
import { launchCastkeeper, runCommand, usualDataFolder } from '../support/launch-app.ts'
import { createCampaign } from '../support/steps.ts'

test('fault 67: a second window on the same data, by another way, brings the first one to the front and ends', async () => {
  const { app, window, userDataDir } = await launchCastkeeper()
  await createCampaign(window, 'The Ember Court')
  await app.evaluate(({ BrowserWindow }) => {
    for (const one of BrowserWindow.getAllWindows()) if (one.isVisible()) one.minimize()
  })
  const home = mkdtempSync(join(tmpdir(), 'castkeeper-home-'))
  const usual = usualDataFolder(home)
  mkdirSync(dirname(usual), { recursive: true })
  mkdirSync(usual)
  const location = { version: 1, dataFolder: userDataDir, former: [], moving: null }
  writeFileSync(join(usual, 'location.json'), JSON.stringify(location))
  const link = `${userDataDir}-link`
  symlinkSync(userDataDir, link)
  for (const second of [{ systemHome: home }, { userDataDir: link }]) {
    const { code } = await runCommand([], second)
    expect(code).toBe(0)
    expect(existsSync(join(userDataDir, 'running'))).toBe(true)
  }
  await expect
    .poll(() =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().some((one) => one.isVisible() && !one.isMinimized()),
      ),
    )
    .toBe(true)
})
