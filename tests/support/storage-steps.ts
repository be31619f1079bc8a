import { cpSync, mkdirSync, mkdtempSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright'
import { fillWithFaces } from './backup-steps'
import { expect } from './electron-test'
import { answerPicker } from './import-steps'
import { type Launched, launchCastkeeper, usualDataFolder } from './launch-app'

/** A home in whose usual place is a library with three faces. */
export async function makeSystemHome(): Promise<string> {
  const systemHome = realpathSync(mkdtempSync(join(tmpdir(), 'castkeeper-home-')))
  const folder = usualDataFolder(systemHome)
  mkdirSync(dirname(folder), { recursive: true })
  cpSync(await fillWithFaces(), folder, { recursive: true })
  return systemHome
}

/** Opens the app as a person does, without naming a folder. */
export async function openAtHome(systemHome: string, locale = 'en'): Promise<Launched> {
  const launched = await launchCastkeeper({ systemHome, locale })
  await expect(launched.window.getByRole('main')).toBeVisible()
  return launched
}

/** Opens the library's third tab. */
export async function openStorage(window: Page): Promise<void> {
  await window.getByRole('button', { name: 'Library', exact: true }).click()
  await window.getByRole('tab', { name: 'Storage' }).click()
  await expect(window.getByRole('heading', { name: 'Where your data is' })).toBeVisible()
}

/** Only notes that the app would start again: nobody could watch the one that follows. */
export async function holdBackRestart(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ app: inside }) => {
    inside.relaunch = () => undefined
  })
}

/** Moves the data through the window, up to the app's end. */
export async function moveTo({ app, window }: Launched, folder: string): Promise<void> {
  await holdBackRestart(app)
  await openStorage(window)
  await answerPicker(app, folder)
  await window.getByRole('button', { name: 'Move my data…' }).click()
  const dialog = window.getByRole('dialog', { name: 'Move your data' })
  await dialog.getByRole('button', { name: 'Move', exact: true }).click()
  await expect(window.getByRole('heading', { name: 'Your data has moved' })).toBeVisible()
  const ended = app.waitForEvent('close')
  await window.getByRole('button', { name: 'Open Castkeeper there' }).click()
  await ended
}
