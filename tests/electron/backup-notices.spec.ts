import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expectNoFaults } from '../support/axe.ts'
import { backUpInto, chooseInMenu, fillWithFaces, makeFolder } from '../support/backup-steps.ts'
import { granted, requestFrom } from '../support/bridge.ts'
import { expect, test } from '../support/electron-test.ts'
import { answerPicker, chooseInData } from '../support/import-steps.ts'
import { launchCastkeeper } from '../support/launch-app.ts'

const dayMs = 24 * 60 * 60 * 1_000

/** Writes what is kept about backups, as if the last one had been made so many days ago. */
function rememberBackup(userDataDir: string, folder: string, days: number): void {
  const madeAt = new Date(Date.now() - days * dayMs).toISOString()
  const counts = { campaigns: 1, characters: 3, portraits: 3 }
  const kept = {
    isOn: true,
    folder,
    last: { madeAt, where: 'Old backups', isAutomatic: true, counts },
    lastAutomatic: { madeAt, mark: 'then' },
    firstSeenAt: madeAt,
    writingInto: [],
  }
  writeFileSync(join(userDataDir, 'backups.json'), JSON.stringify(kept))
}

test('two weeks without a backup are said calmly, until there is one', async () => {
  const userDataDir = await fillWithFaces()
  rememberBackup(userDataDir, makeFolder(), 16)
  const launched = await launchCastkeeper({ userDataDir })
  const { window } = launched
  const door = window.getByRole('button', { name: /^Your data/ })
  await expect(door).toHaveAccessibleName('Your data (needs attention)')
  await expectNoFaults(window)
  await door.click()
  await expect(window.getByRole('menuitem', { name: /made 16 days ago/ })).toBeVisible()
  await window.keyboard.press('Escape')
  await backUpInto(launched, makeFolder())
  await expect(door).toHaveAccessibleName('Your data')
  await door.click()
  await expect(window.getByRole('menuitem', { name: /Last: today/ })).toBeVisible()
})

test('a missing folder for backups is reported, and another one can be chosen', async () => {
  const userDataDir = await fillWithFaces()
  const folder = makeFolder()
  rememberBackup(userDataDir, folder, 1)
  rmSync(folder, { recursive: true })
  const { app, window } = await launchCastkeeper({ userDataDir })
  await chooseInData(window, /Choose a folder….*was not found/)
  await expect(window.getByText('This folder was not found.')).toBeVisible()
  await answerPicker(app, makeFolder())
  await window.getByRole('button', { name: 'Choose another…' }).click()
  await expect(window.getByText('This folder was not found.')).toHaveCount(0)
  const { warning } = granted(await requestFrom(window, 'backup:state'))
  expect(warning).toBe('none')
})

test('automatic backups are turned off and on again', async () => {
  const userDataDir = await fillWithFaces()
  const { app, window } = await launchCastkeeper({ userDataDir })
  await expect(window.getByRole('main')).toBeVisible()
  await chooseInMenu(app, 'settings')
  const toggle = window.getByRole('switch', { name: 'Back up automatically' })
  await expect(toggle).toBeChecked()
  await toggle.click({ force: true })
  await expect(toggle).not.toBeChecked()
  const { automatic } = granted(await requestFrom(window, 'backup:state'))
  expect(automatic.isOn).toBe(false)
})
