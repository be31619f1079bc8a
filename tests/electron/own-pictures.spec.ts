import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright'
import { chooseInMenu } from '../support/backup-steps'
import { caseFile } from '../support/cases'
import { expect, test } from '../support/electron-test'
import { distinctPng, fixture, scenePng } from '../support/pictures'
import {
  dropFiles,
  openCharacterApp,
  panelOf,
  paste,
  shareCharacterApp,
  shownWidth,
  undo,
} from '../support/steps'

const openCharacter = shareCharacterApp()

function portraitIn(window: Page) {
  return panelOf(window).getByRole('img', { name: 'Portrait of Elowen' }).first()
}

/** What the system's file picker answers from now on; the picker itself is the outside world. */
function answerPicker(app: ElectronApplication, path: string | null): Promise<void> {
  return app.evaluate(({ dialog }, chosen) => {
    const filePaths = chosen === null ? [] : [chosen]
    dialog.showOpenDialog = () => Promise.resolve({ canceled: chosen === null, filePaths })
  }, path)
}

test('a picture dropped on a card is the portrait at once, kept byte for byte', async () => {
  const { window, userDataDir, id } = await openCharacter('Elowen')
  const card = window.getByRole('main').getByRole('button', { name: /Elowen/ })
  const picture = distinctPng(300, 400)
  await dropFiles(card, [{ name: 'elowen.png', bytes: picture }])

  await expect(window.getByText('Elowen has a new portrait.')).toBeVisible()
  expect(await shownWidth(portraitIn(window))).toBe(300)
  const stored = join(userDataDir, `static/portraits/characters/character_${id}.png`)
  expect(readFileSync(stored)).toEqual(picture)

  await undo(window, 'Elowen has a new portrait.')
  await expect(
    panelOf(window)
      .getByRole('img', { name: /^(Avatar|Placeholder)/ })
      .first(),
  ).toBeVisible()
  expect(readFileSync(stored), 'the file of a trashed portrait stays').toEqual(picture)
})

test('the portrait of the game master takes a dropped picture too', async () => {
  const { window } = await openCharacter('Elowen')
  const face = window.getByRole('main').getByRole('img', { name: /The Ember Court/ })
  await dropFiles(face, [{ name: 'gm.png', bytes: scenePng() }])
  await expect(
    window.getByRole('main').getByRole('img', { name: 'Portrait of The Ember Court' }),
  ).toBeVisible()
})

test('a pasted picture goes to the open character, and to the game master when none is open', async () => {
  const { window, panel } = await openCharacter('Elowen')
  await paste(window, { name: 'image.png', bytes: distinctPng() })
  await expect(portraitIn(window)).toBeVisible()
  await expect(panel.getByText('Pasted picture')).toBeVisible()

  await panel.getByRole('button', { name: 'Close the panel' }).click()
  await paste(window, { name: 'image.png', bytes: distinctPng() })
  await expect(
    window.getByRole('main').getByRole('img', { name: 'Portrait of The Ember Court' }),
  ).toBeVisible()
})

test('the pasted address of a DiceBear avatar is drawn here and called an avatar', async () => {
  const { window, panel } = await openCharacter('Elowen')
  await paste(window, { name: 'image.png', bytes: distinctPng() })
  await expect(portraitIn(window)).toBeVisible()
  await paste(window, 'https://api.dicebear.com/7.x/adventurer/png?seed=Mira&size=256')
  await expect(window.getByText('drawn on this computer', { exact: false })).toBeVisible()
  await expect(panel.getByRole('img', { name: 'Placeholder for Elowen' })).toBeVisible()
})

test('a chosen file that holds a place is cleaned of it, which is said', async () => {
  const { app, window, panel } = await openCharacter('Elowen')
  const file = join(mkdtempSync(join(tmpdir(), 'castkeeper-own-')), 'holiday.jpg')
  writeFileSync(file, fixture('personal.jpg'))
  await answerPicker(app, file)
  await panel.getByRole('button', { name: 'Portrait actions: Elowen' }).click()
  await window.getByRole('menuitem', { name: 'Choose a picture…' }).click()
  await expect(
    window.getByText('The location stored in the picture was removed', { exact: false }),
  ).toBeVisible()
  await panel.getByRole('button', { name: 'Details' }).click()
  await expect(window.getByRole('dialog', { name: 'About this portrait' })).toContainText(
    'holiday.jpg',
  )
})

test('fault 43: a PNG with an orientation is shown upright, and its file stays as it came', async () => {
  const { window, userDataDir, id } = await openCharacter('Elowen')
  const card = window.getByRole('main').getByRole('button', { name: /Elowen/ })
  const picture = caseFile('orient6.png')
  await dropFiles(card, [{ name: 'elowen.png', bytes: picture }])
  await expect(window.getByText('Elowen has a new portrait.')).toBeVisible()
  await expect.poll(() => shownWidth(portraitIn(window))).toBe(420)
  const small = card.getByRole('img').first()
  await expect
    .poll(() => small.evaluate((one: HTMLImageElement) => one.naturalWidth > one.naturalHeight))
    .toBe(true)
  const stored = join(userDataDir, `static/portraits/characters/character_${id}.png`)
  expect(readFileSync(stored)).toEqual(picture)
})

test('a picture that had to be converted can be had again as it came', async () => {
  const { app, window, userDataDir } = await openCharacterApp('Elowen')
  const card = window.getByRole('main').getByRole('button', { name: /Elowen/ })
  await dropFiles(card, [{ name: 'elowen.avif', bytes: caseFile('p3.avif') }])
  await expect(window.getByText('The original file is kept', { exact: false })).toBeVisible()
  const [folder = ''] = readdirSync(join(userDataDir, 'quarantine'))
  const kept = readdirSync(join(userDataDir, 'quarantine', folder)).filter((one) =>
    one.endsWith('.avif'),
  )
  expect(kept).toHaveLength(1)
  const bytes = readFileSync(join(userDataDir, 'quarantine', folder, kept[0] ?? ''))
  expect(bytes).toEqual(caseFile('p3.avif'))

  await chooseInMenu(app, 'check')
  const copy = join(mkdtempSync(join(tmpdir(), 'castkeeper-own-')), 'copy.avif')
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
  }, copy)
  const aside = window.getByRole('list', { name: 'Set aside' })
  await expect(aside).toContainText('The original of a picture that was converted')
  await aside.getByRole('button', { name: /^Save a copy…/ }).click()
  await expect(window.getByText(/^A copy of .* was saved\.$/)).toBeVisible()
  expect(readFileSync(copy)).toEqual(caseFile('p3.avif'))
})

const noPictures = [
  ['a text with the wrong name', Buffer.from('Not a picture at all.'), 'plain text'],
  ['an empty file', Buffer.alloc(0), 'it is empty'],
  ['a cut picture', scenePng().subarray(0, 60), 'its end is missing'],
] as const

for (const [what, bytes, reason] of noPictures) {
  test(`${what} is refused with the reason, and the current portrait stays`, async () => {
    const { app, window } = await openCharacter('Elowen')
    await paste(window, { name: 'image.png', bytes: scenePng() })
    expect(await shownWidth(portraitIn(window))).toBe(48)
    const card = window.getByRole('main').getByRole('button', { name: /Elowen/ })
    await dropFiles(card, [{ name: 'picture.png', bytes }])
    const alert = window.getByRole('alert').filter({ hasText: reason })
    await expect(alert).toContainText('Choose')
    expect(await shownWidth(portraitIn(window))).toBe(48)

    const file = join(mkdtempSync(join(tmpdir(), 'castkeeper-own-')), 'better.png')
    writeFileSync(file, distinctPng(64, 64))
    await answerPicker(app, file)
    await alert.getByRole('button', { name: 'Choose another file' }).click()
    await expect.poll(() => shownWidth(portraitIn(window))).toBe(64)
  })
}
