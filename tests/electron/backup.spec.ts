import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  backUpInto,
  chooseInMenu,
  chooseReplace,
  colourOnWall,
  facesOf,
  fillWithFaces,
  makeFolder,
  openBackup,
  openLibraryApp,
  replaceEverything,
} from '../support/backup-steps.ts'
import { granted, requestFrom } from '../support/bridge.ts'
import { caseCopy } from '../support/cases.ts'
import { expect, test } from '../support/electron-test.ts'
import { campaignName, castName } from '../support/gallery.ts'
import { answerPicker, dropFromDisk } from '../support/import-steps.ts'
import { picturePng } from '../support/pictures/png-by-name.ts'
import { dropPicture } from '../support/running-library.ts'

test('a library is backed up, everything is deleted, and the same faces come back', async () => {
  const userDataDir = await fillWithFaces()
  const before = await openLibraryApp(userDataDir)
  const faces = await facesOf(before)
  expect(new Set(Object.values(faces)).size).toBe(3)
  const backup = await backUpInto(before, makeFolder())
  await before.window.getByRole('button', { name: /^Your data/ }).click()
  await expect(before.window.getByRole('menuitem', { name: /Last: today/ })).toBeVisible()
  await before.close()
  rmSync(userDataDir, { recursive: true })

  const after = await openLibraryApp(userDataDir)
  const { app, window } = after
  await answerPicker(app, backup)
  await window
    .getByRole('main')
    .getByRole('button', { name: /^Restore a backup/ })
    .click()
  await window.getByRole('button', { name: 'Choose a file…' }).click()
  await window.getByRole('button', { name: 'Restore this backup' }).click()
  await expect(window.getByRole('heading', { name: 'Restored' })).toBeVisible()
  await window.getByRole('button', { name: 'Show the characters' }).click()
  for (const number of [1, 2, 3]) {
    const portrait = window.getByRole('img', { name: `Portrait of ${castName(number)}` })
    await expect(portrait).not.toHaveJSProperty('naturalWidth', 0)
  }
  expect(await facesOf(after)).toEqual(faces)
})

test('a portrait whose file in the backup is no picture is named when everything is back', async () => {
  const launched = await openLibraryApp(await fillWithFaces())
  const { window } = launched
  await openBackup(launched, caseCopy('pic-garbage.tar'))
  await replaceEverything(window)
  const note = window.getByRole('note').filter({ hasText: 'was already missing or damaged' })
  await expect(note).toContainText('Elowen')
  await expect(note).toContainText('damaged')
})

test('a restore never shows a picture that had the same number before, and can be undone', async () => {
  const launched = await openLibraryApp(await fillWithFaces())
  const { window } = launched
  const backup = await backUpInto(launched, makeFolder())
  const old = await colourOnWall(window, castName(1))
  const subject = { kind: 'character', id: 1 } as const
  await dropPicture(window, subject, picturePng('another'))
  await expect.poll(() => colourOnWall(window, castName(1))).not.toEqual(old)
  const changed = await facesOf(launched)

  await openBackup(launched, backup)
  await expect(window.getByText('Different: 1')).toBeVisible()
  await replaceEverything(window)
  await window.getByRole('button', { name: 'Show the characters' }).click()
  await dropPicture(window, subject, picturePng('a third'))
  await expect.poll(() => colourOnWall(window, castName(1))).not.toEqual(old)
  const third = await colourOnWall(window, castName(1))

  await chooseInMenu(launched.app, 'restore')
  await window.getByRole('button', { name: 'Undo the restore…' }).click()
  const dialog = window.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Undo the restore' }).click()
  await expect(window.getByRole('heading', { name: 'The restore was undone' })).toBeVisible()
  await window.getByRole('button', { name: 'Show the characters' }).click()
  expect(await facesOf(launched)).toEqual(changed)
  // The third picture and the one of before had the same number in turn.
  await expect.poll(() => colourOnWall(window, castName(1))).not.toEqual(third)
})

test('one character comes back out of a backup, and everybody else stays as they are', async () => {
  const launched = await openLibraryApp(await fillWithFaces())
  const { window } = launched
  const faces = await facesOf(launched)
  const backup = await backUpInto(launched, makeFolder())
  const lost = castName(2)
  granted(await requestFrom(window, 'characters:trash', { ids: [2] }))
  granted(
    await requestFrom(window, 'characters:edit', { id: 1, changes: { notes: 'changed since' } }),
  )

  await openBackup(launched, backup)
  await expect(window.getByRole('radio', { name: /^Restore selected items/ })).toBeChecked()
  await window.getByRole('button', { name: 'Choose who to restore' }).click()
  // Who is missing here is ticked already, and the one who was only changed is not.
  await expect(window.getByRole('status').filter({ hasText: '1 character' })).toBeVisible()
  await window.getByRole('textbox', { name: 'Search by name' }).fill(lost)
  await expect(window.getByRole('checkbox', { name: lost })).toBeChecked()
  await window.getByRole('button', { name: 'Restore the selection' }).click()
  await expect(window.getByRole('heading', { name: 'Selection restored' })).toBeVisible()
  await window.getByRole('button', { name: 'Show the characters' }).click()
  await expect(window.getByRole('img', { name: `Portrait of ${lost}` })).toBeVisible()
  const { notes } = granted(await requestFrom(window, 'characters:read', { id: 1 }))
  expect(notes).toBe('changed since')
  const now = Object.entries(await facesOf(launched))
  expect(now.map(([, face]) => face).sort()).toEqual(Object.values(faces).sort())
  expect(now.every(([name]) => name.startsWith(campaignName))).toBe(true)
})

test('what is no backup gets its own sentence, and nothing is changed', async () => {
  const launched = await openLibraryApp(await fillWithFaces())
  const { app, window } = launched
  const faces = await facesOf(launched)
  const backup = await backUpInto(launched, makeFolder())
  const bytes = readFileSync(backup)
  const sentences: [Buffer, string][] = [
    [Buffer.from('a shopping list'), 'This file is not a Castkeeper backup.'],
    [bytes.subarray(0, bytes.length >> 1), 'This backup ends too early'],
  ]
  await chooseInMenu(app, 'restore')
  for (const [content, sentence] of sentences) {
    const path = join(makeFolder(), 'castkeeper_backup_20261122_200000.tar')
    writeFileSync(path, content)
    await answerPicker(app, path)
    await window.getByRole('button', { name: 'Choose a file…' }).click()
    await expect(window.getByRole('alert')).toContainText(sentence)
  }
  expect(await facesOf(launched)).toEqual(faces)
})

test('a portrait spoilt inside a backup stops the restore, and the others can still be taken', async () => {
  const launched = await openLibraryApp(await fillWithFaces())
  const { window } = launched
  const faces = await facesOf(launched)
  const backup = await backUpInto(launched, makeFolder())
  const bytes = readFileSync(backup)
  const at = bytes.lastIndexOf(Buffer.from('IEND')) - 20
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(backup, bytes)

  await openBackup(launched, backup)
  await chooseReplace(window)
  await window.getByRole('dialog').getByRole('button', { name: 'Replace everything' }).click()
  await expect(window.getByRole('alert')).toContainText('Some files in this backup have changed')
  expect(await facesOf(launched)).toEqual(faces)
  await window.getByRole('radio', { name: /^Restore selected items/ }).click()
  await window.getByRole('button', { name: 'Choose who to restore' }).click()
  await window.getByRole('checkbox', { name: castName(1) }).click()
  await window.getByRole('button', { name: 'Restore the selection' }).click()
  await expect(window.getByRole('heading', { name: 'Selection restored' })).toBeVisible()
})

test('a backup dropped on the window is opened to be restored', async () => {
  const launched = await openLibraryApp(await fillWithFaces())
  const { window } = launched
  const backup = await backUpInto(launched, makeFolder())
  await dropFromDisk(window, window.getByRole('main'), backup)
  await expect(window.getByRole('heading', { name: 'What is in this backup' })).toBeVisible()
  await expect(window.getByText('None: everything in the backup is here')).toBeVisible()
})

test('a damaged library is put back whole from a backup', async () => {
  const userDataDir = await fillWithFaces()
  const before = await openLibraryApp(userDataDir)
  const faces = await facesOf(before)
  const backup = await backUpInto(before, makeFolder())
  await before.close()
  writeFileSync(join(userDataDir, 'castkeeper.db'), Buffer.alloc(40_960, 'not a database '))

  const after = await openLibraryApp(userDataDir)
  const { app, window } = after
  await answerPicker(app, backup)
  await window.getByRole('button', { name: 'Restore a backup…' }).click()
  await window.getByRole('button', { name: 'Choose a file…' }).click()
  await window.getByRole('button', { name: 'Restore this backup' }).click()
  await window.getByRole('button', { name: 'Show the characters' }).click()
  await expect(window.getByRole('textbox', { name: 'Campaign name' })).toHaveValue(campaignName)
  expect(await facesOf(after)).toEqual(faces)
})

test('an automatic backup is made at once, listed with its faces, and opened', async () => {
  const launched = await openLibraryApp(await fillWithFaces())
  const { app, window, automatic } = launched
  await chooseInMenu(app, 'settings')
  await window.getByRole('button', { name: 'Back up there now' }).click()
  await expect(window.getByText(/^An automatic backup was made and verified/)).toBeVisible()
  expect(readdirSync(automatic).length).toBeGreaterThan(0)
  await chooseInMenu(app, 'restore')
  const listed = window.getByRole('listitem').filter({ hasText: '3 portraits' })
  await expect(listed.locator('img')).toHaveCount(3)
  await listed.getByRole('button', { name: /^Open the backup/ }).click()
  await expect(window.getByRole('heading', { name: 'What is in this backup' })).toBeVisible()
  await expect(window.getByRole('main').locator('img').first()).not.toHaveJSProperty(
    'naturalWidth',
    0,
  )
})
