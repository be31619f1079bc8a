import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Locator, Page } from 'playwright'
import { expect } from './electron-test'
import { type SharedLibraryName, sharedLibrary } from './legacy/shared-libraries'

/** A copy of one of the old app's libraries in a folder of its own, as a game master may have one. */
export async function copyOldLibrary(name: SharedLibraryName): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), 'castkeeper-old-')), 'my-old-app')
  await cp(sharedLibrary(name), folder, { recursive: true })
  return folder
}

/** What the system's file picker answers from now on; the picker itself is the outside world. */
export function answerPicker(app: ElectronApplication, path: string): Promise<void> {
  return app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, path)
}

/** Drops a folder or a file of the disk on the window, as the system does. */
export async function dropFromDisk(window: Page, target: Locator, path: string): Promise<void> {
  const box = await target.boundingBox()
  if (box === null) throw new Error('nothing there to drop on')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const session = await window.context().newCDPSession(window)
  const data = { items: [], files: [path], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x, y, data })
  }
  await session.detach()
}

/** Chooses an entry of what keeps the data safe, in the rail. */
export async function chooseInData(window: Page, name: string | RegExp): Promise<void> {
  await window
    .getByRole('navigation')
    .getByRole('button', { name: /^Your data/ })
    .click()
  await window.getByRole('menuitem', { name }).click()
}

/** Opens the import and looks at what lies in the folder, up to the table of its rows. */
export async function lookAt(
  { app, window }: { readonly app: ElectronApplication; readonly window: Page },
  folder: string,
): Promise<void> {
  await answerPicker(app, folder)
  await chooseInData(window, 'Import')
  await window.getByRole('button', { name: 'Choose a folder…' }).click()
  await window.getByRole('button', { name: 'Look inside' }).click()
  // Every picture of a small library is decoded for it.
  await expect(window.getByRole('heading', { name: 'What was found' })).toBeVisible({
    timeout: 20_000,
  })
}

/** From the look to the report, with what is usually decided. */
export async function importAll(window: Page): Promise<void> {
  await window.getByRole('button', { name: 'Choose what to import' }).click()
  await window.getByRole('button', { name: 'Import now' }).click()
  await expect(window.getByRole('heading', { name: 'Report', exact: true })).toBeVisible()
}
