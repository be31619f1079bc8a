import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright'
import type { MenuCommand } from '../../src/shared/commands'
import { portraitUrl } from '../../src/shared/portrait'
import { granted, requestFrom } from './bridge'
import { expect } from './electron-test'
import { fillGallery, hangPortrait } from './gallery'
import { answerPicker } from './import-steps'
import { type Launched, launchCastkeeper, runCommand } from './launch-app'
import { ask } from './running-library'

/** A folder of its own, as on another disk. */
export function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'castkeeper-target-'))
}

/** A user data folder with a campaign and three characters, each with a portrait of its own. */
export async function fillWithFaces(): Promise<string> {
  const userDataDir = await fillGallery({ cast: 3 })
  for (const id of [1, 2, 3]) await hangPortrait(userDataDir, id)
  return userDataDir
}

/** A disk so slow that a backup or a restore takes seconds: time enough to leave or to stop it. */
export const onSlowDisk = { env: { CASTKEEPER_FAULT: 'any=DELAY100' } } as const

/** Opens the app on it; automatic backups go to a folder of the test's. */
export async function openLibraryApp(
  userDataDir: string,
  options: { readonly locale?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Launched & { readonly automatic: string }> {
  const launched = await launchCastkeeper({ userDataDir, ...options })
  // From then on the window hears what is chosen in the menu.
  await expect(launched.window.getByRole('main')).toBeVisible()
  const automatic = makeFolder()
  await answerPicker(launched.app, automatic)
  granted(await requestFrom(launched.window, 'backup:choose-folder'))
  return { ...launched, automatic }
}

/** Chooses an item of the application's menu, which no test can open. */
export function chooseInMenu(app: ElectronApplication, id: MenuCommand): Promise<void> {
  return app.evaluate(async ({ Menu }, wanted) => {
    // As a click comes: between two pieces of work and not, as the debugger's calls do, in the middle of one.
    await new Promise((resolve) => setTimeout(resolve))
    Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click()
  }, id)
}

/** Backs up through the dialog, and answers where the backup is. */
export async function backUpInto(
  { app, window }: Pick<Launched, 'app' | 'window'>,
  folder: string,
): Promise<string> {
  await answerPicker(app, folder)
  await chooseInMenu(app, 'back-up')
  await window.getByRole('button', { name: 'Choose where…' }).click()
  const dialog = window.getByRole('dialog', { name: 'Backed up and verified' })
  await expect(dialog).toBeVisible()
  const [name = ''] = readdirSync(folder)
  await expect(dialog.getByText(name)).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  return join(folder, name)
}

/** Backs up with the command, and answers where the backup is. */
export async function backUpByCommand(userDataDir: string): Promise<string> {
  const words = ['backup', '--to', makeFolder(), '--json']
  const { stdout } = await runCommand(words, { userDataDir })
  return JSON.parse(stdout).backup.path
}

/** Opens a backup in the restore screen, which shows what it holds then. */
export async function openBackup(
  { app, window }: Pick<Launched, 'app' | 'window'>,
  path: string,
): Promise<void> {
  await answerPicker(app, path)
  await chooseInMenu(app, 'restore')
  await window.getByRole('button', { name: 'Choose a file…' }).click()
  await expect(window.getByRole('heading', { name: 'What is in this backup' })).toBeVisible()
}

/** Chooses to replace everything, which is never chosen beforehand, and comes to the last question. */
export async function chooseReplace(window: Page): Promise<void> {
  await expect(window.getByRole('radio', { name: /^Restore selected items/ })).toBeChecked()
  await window.getByRole('radio', { name: /^Replace everything/ }).click()
  await window.getByRole('button', { name: 'Replace everything…' }).click()
}

/** From what a backup holds to everything being back. */
export async function replaceEverything(window: Page): Promise<void> {
  await chooseReplace(window)
  const dialog = window.getByRole('dialog', { name: 'Replace everything with this backup?' })
  await dialog.getByRole('button', { name: 'Replace everything' }).click()
  await expect(window.getByRole('heading', { name: 'Restored' })).toBeVisible()
}

/** Whose portrait is which: the fingerprint of the picture the app shows now, by name. */
export async function facesOf({
  app,
  window,
}: Pick<Launched, 'app' | 'window'>): Promise<Record<string, string>> {
  const faces: [string, string][] = []
  for (const campaign of granted(await requestFrom(window, 'campaigns:list'))) {
    const query = { campaignId: campaign.id }
    const { cards } = granted(await requestFrom(window, 'characters:list', query))
    for (const { id, name, portrait } of cards) {
      const portraitId = portrait?.id ?? null
      const { body } = await ask(app, portraitUrl({ kind: 'character', id }, { portraitId }))
      faces.push([`${campaign.name}: ${name}`, createHash('sha256').update(body).digest('hex')])
    }
  }
  return Object.fromEntries(faces)
}

/** The colour in the middle of the picture that is drawn on somebody's card. */
export async function colourOnWall(window: Page, name: string): Promise<readonly number[]> {
  const picture = window.getByRole('img', { name: `Portrait of ${name}` })
  await expect(picture).toHaveJSProperty('complete', true)
  await expect(picture).not.toHaveJSProperty('naturalWidth', 0)
  return picture.evaluate(async (image: HTMLImageElement) => {
    const drawn = await createImageBitmap(image)
    const canvas = new OffscreenCanvas(drawn.width, drawn.height)
    const pen = canvas.getContext('2d')
    pen?.drawImage(drawn, 0, 0)
    return [...(pen?.getImageData(drawn.width >> 1, drawn.height >> 1, 1, 1).data ?? [])]
  })
}
