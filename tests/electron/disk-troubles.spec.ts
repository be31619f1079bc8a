import { existsSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright'
import { fillWithFaces } from '../support/backup-steps'
import { expect, test } from '../support/electron-test'
import { launchCastkeeper, runCommand } from '../support/launch-app'
import { distinctPng, scenePng } from '../support/pictures'
import { request } from '../support/running-library'
import {
  createCampaign,
  createCharacter,
  dropFiles,
  panelOf,
  paste,
  shownWidth,
} from '../support/steps'
import { openStorage } from '../support/storage-steps'

function portraitIn(window: Page): Locator {
  return panelOf(window).getByRole('img', { name: 'Portrait of Elowen' }).first()
}

/** The app with Elowen and her portrait, 48 pixels wide; `fault` makes the disk answer so. */
async function openElowen(fault?: string) {
  const opened = await launchCastkeeper(
    fault === undefined ? {} : { env: { CASTKEEPER_FAULT: fault } },
  )
  await createCampaign(opened.window, 'The Ember Court')
  await createCharacter(opened.window, 'Elowen')
  await paste(opened.window, { name: 'image.png', bytes: scenePng() })
  await expect.poll(() => shownWidth(portraitIn(opened.window))).toBe(48)
  const card = opened.window.getByRole('main').getByRole('button', { name: /Elowen/ })
  const drop = (width: number) =>
    dropFiles(card, [{ name: 'other.png', bytes: distinctPng(width, 60) }])
  const folder = join(opened.userDataDir, 'static', 'portraits', 'characters')
  return { ...opened, drop, folder }
}

/** The window still takes and keeps what is typed. */
async function expectUsable(window: Page): Promise<void> {
  const { id } = await request(window, 'campaigns:create', { name: 'Written meanwhile' })
  expect((await request(window, 'campaigns:read', { id })).name).toBe('Written meanwhile')
}

test('fault 52: with 160 file handles the window is whole, and with 80 a command works', async () => {
  const userDataDir = await fillWithFaces()
  const under = (handles: number) => ['sh', '-c', `ulimit -n ${handles} && exec "$@"`, 'sh']
  const { window } = await launchCastkeeper({ userDataDir, under: under(160) })
  const faces = window.getByRole('main').locator('img')
  await expect.poll(() => shownWidth(faces.last())).toBeGreaterThan(0)
  await expectUsable(window)
  const listed = await runCommand(['list', '--json'], { userDataDir, under: under(80) })
  expect(listed.code, listed.stderr).toBe(0)
  expect(JSON.parse(listed.stdout).characters).toHaveLength(3)
})

test('fault 55: the portraits folder is deleted while the app runs: it is made again for the next picture', async () => {
  const { window, drop, folder } = await openElowen()
  rmSync(join(folder, '..', '..'), { recursive: true })
  await drop(61)
  await expect.poll(() => shownWidth(portraitIn(window))).toBe(61)
  expect(readdirSync(folder)).toEqual(['character_1-2.png'])
})

test('fault 55: a file stands where the portraits folder was: it is named, and all is well once it is back', async () => {
  const { window, drop, folder } = await openElowen()
  renameSync(folder, `${folder}-aside`)
  writeFileSync(folder, 'in the way')
  await drop(61)
  const alert = window.getByRole('alert').filter({ hasText: '“characters”' })
  await expect(alert).toContainText('Nothing was lost')
  await expectUsable(window)
  rmSync(folder)
  renameSync(`${folder}-aside`, folder)
  await drop(62)
  await expect.poll(() => shownWidth(portraitIn(window))).toBe(62)
  expect(readdirSync(folder)).toEqual(['character_1-2.png', 'character_1.png'])
})

test('fault 55: a link where the portraits folder was is named, with a button to open it, and not followed', async () => {
  const { window, drop, folder } = await openElowen()
  renameSync(folder, `${folder}-aside`)
  symlinkSync(`${folder}-aside`, folder)
  await drop(61)
  const alert = window.getByRole('alert').filter({ hasText: '“characters”' })
  await expect(alert).toContainText('Nothing was lost')
  await expect(alert.getByRole('button', { name: 'Open the folder' })).toBeVisible()
  expect(readdirSync(`${folder}-aside`)).toEqual(['character_1.png'])
  await openStorage(window)
  const named = window.getByRole('tabpanel').getByRole('alert').filter({ hasText: '“characters”' })
  await expect(named.getByRole('button', { name: 'Open the folder' })).toBeVisible()
})

for (const [row, fault, words] of [
  [49, 'ENOSPC', /The disk is full: this needs .* are free/],
  [51, 'EROFS', /may not write into the folder “characters”/],
] as const) {
  test(`fault ${row}: ${fault} while the app runs is told in a sentence, and the next try works`, async () => {
    // Only a portrait is put in its place by link(), and the second one is the one that is hit.
    const { window, drop, folder } = await openElowen(`link:2=${fault}`)
    await drop(61)
    const alert = window.getByRole('alert').filter({ hasText: words })
    await expect(alert).toContainText('Nothing was lost')
    expect(await shownWidth(portraitIn(window))).toBe(48)
    expect(readdirSync(folder)).toEqual(['character_1.png'])
    await expectUsable(window)
    await drop(62)
    await expect.poll(() => shownWidth(portraitIn(window))).toBe(62)
    expect(existsSync(join(folder, 'character_1-2.png'))).toBe(true)
  })
}
