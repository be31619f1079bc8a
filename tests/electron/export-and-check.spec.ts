import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chooseInMenu, fillWithFaces, makeFolder, openLibraryApp } from '../support/backup-steps.ts'
import { granted, requestFrom } from '../support/bridge.ts'
import { expect, test } from '../support/electron-test.ts'
import { campaignName, castName } from '../support/gallery.ts'
import { answerPicker } from '../support/import-steps.ts'
import { panelOf } from '../support/steps.ts'

test('a campaign is exported with every portrait named after its character', async () => {
  const { app, window } = await openLibraryApp(await fillWithFaces())
  const folder = makeFolder()
  await answerPicker(app, folder)
  await window.getByRole('button', { name: `Campaign actions: ${campaignName}` }).click()
  await window.getByRole('menuitem', { name: 'Export…' }).click()
  await window.getByRole('button', { name: 'Choose where…' }).click()
  await expect(window.getByRole('dialog', { name: 'The cast is exported' })).toBeVisible()
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(
    (path) => path.split(/[\\/]/).at(-1) ?? '',
  )
  for (const number of [1, 2, 3]) expect(files).toContain(`${castName(number)}.png`)
  expect(files).toContain('characters.md')
})

test('chosen characters are exported into a zip', async () => {
  const { app, window } = await openLibraryApp(await fillWithFaces())
  const folder = makeFolder()
  await answerPicker(app, folder)
  await chooseInMenu(app, 'export')
  const dialog = window.getByRole('dialog')
  await dialog.getByRole('radio', { name: 'Selected characters' }).click()
  const choosePlace = dialog.getByRole('button', { name: 'Choose where…' })
  await expect(choosePlace).toBeDisabled()
  await dialog.getByRole('checkbox', { name: castName(2) }).click()
  await dialog.getByText('Zip file').click()
  await choosePlace.click()
  await expect(window.getByText('1 character and 1 portrait')).toBeVisible()
  expect(readdirSync(folder).map((name) => name.endsWith('.zip'))).toEqual([true])
})

test('notes leave with a cast only when they are ticked, and a name cannot turn its sentence round', async () => {
  const { app, window } = await openLibraryApp(await fillWithFaces())
  const name = '\u202e evil (cast)'
  const { id } = granted(await requestFrom(window, 'campaigns:create', { name }))
  await requestFrom(window, 'characters:create', {
    campaignId: id,
    name: 'Bob',
    notes: 'the traitor',
  })
  await window
    .getByRole('navigation')
    .getByRole('button', { name: /evil \(cast\) [0-9]/ })
    .click()
  for (const isTicked of [false, true]) {
    const folder = makeFolder()
    await answerPicker(app, folder)
    await chooseInMenu(app, 'export')
    const dialog = window.getByRole('dialog')
    await expect(
      dialog.getByRole('radio', { name: `Everyone in “\u2068${name}\u2069”` }),
    ).toBeChecked()
    const notes = dialog.getByRole('checkbox', { name: 'With my notes' })
    await expect(notes).not.toBeChecked()
    if (isTicked) await notes.click()
    await dialog.getByRole('button', { name: 'Choose where…' }).click()
    await expect(window.getByRole('dialog', { name: 'The cast is exported' })).toBeVisible()
    await window.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click()
    const [made = ''] = readdirSync(folder)
    expect(made).toBe('evil (cast)')
    const files = readdirSync(join(folder, made)).map((file) => join(folder, made, file))
    const holding = files.filter((file) => readFileSync(file).includes('the traitor'))
    expect(holding).toHaveLength(isTicked ? 4 : 0)
  }
})

test('one portrait is saved where the game master says, and copied', async () => {
  const { app, window } = await openLibraryApp(await fillWithFaces())
  const name = castName(1)
  const path = join(makeFolder(), 'face.png')
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
  }, path)
  await window.getByRole('button', { name: new RegExp(name) }).click()
  const openMenu = () =>
    panelOf(window)
      .getByRole('button', { name: /^Portrait actions/ })
      .click()
  await openMenu()
  await window.getByRole('menuitem', { name: 'Save portrait as…' }).click()
  await window.getByRole('menuitem', { name: 'As it is stored' }).click()
  await expect(window.getByText(`The portrait of ${name} was saved.`)).toBeVisible()
  expect(existsSync(path)).toBe(true)
  await openMenu()
  await window.getByRole('menuitem', { name: 'Copy the picture' }).click()
  await expect(
    window.getByText(`The portrait of ${name} was copied to the clipboard.`),
  ).toBeVisible()
  const formats: unknown = await app.evaluate(({ clipboard }) => {
    // Newer Electrons have items on the clipboard, the stock one of the checkout has formats.
    const list: unknown = Reflect.get(clipboard, 'availableFormats')
    if (typeof list === 'function') return list.call(clipboard)
    return clipboard.read().then((items) => items.flatMap(({ types }) => types))
  })
  expect(formats).toContain('image/png')
})

test('a cast or the open character is printed, or saved as a PDF with the faces in it', async () => {
  const { app, window } = await openLibraryApp(await fillWithFaces())
  const folder = makeFolder()
  await app.evaluate(({ app: electron, dialog }, target) => {
    dialog.showSaveDialog = (...asked: unknown[]) => {
      const [{ defaultPath }] = asked.slice(-1) as [{ defaultPath: string }]
      return Promise.resolve({ canceled: false, filePath: `${target}/${defaultPath}` })
    }
    electron.on('web-contents-created', (_event, contents) => {
      contents.print = (_options, done) => {
        Reflect.set(globalThis, 'printed', contents.getTitle())
        done?.(false, 'Print job canceled')
      }
    })
  }, folder)
  await chooseInMenu(app, 'pdf')
  await expect(window.getByText('The PDF was saved.')).toBeVisible()
  const cast = readFileSync(join(folder, `${campaignName}.pdf`))
  expect(cast.subarray(0, 5).toString()).toBe('%PDF-')
  // The three portraits and the game master's avatar.
  expect(cast.toString('latin1').match(/\/Subtype ?\/Image/g)?.length).toBeGreaterThanOrEqual(3)

  await window.getByRole('button', { name: new RegExp(castName(2)) }).click()
  await expect(panelOf(window)).toContainText(castName(2))
  await window.keyboard.press('ControlOrMeta+p')
  const printed = () => app.evaluate(() => String(Reflect.get(globalThis, 'printed')))
  await expect.poll(printed).toBe(castName(2))
  await expect(window.getByRole('alert')).toHaveCount(0)
})

test('a check finds what is lost and what is left over, and mends only what it is told to', async () => {
  const userDataDir = await fillWithFaces()
  const { app, window } = await openLibraryApp(userDataDir)
  await chooseInMenu(app, 'check')
  await expect(window.getByRole('heading', { name: 'No problems found' })).toBeVisible()
  await chooseInMenu(app, 'settings')
  await window.getByRole('button', { name: 'Back up there now' }).click()
  await expect(window.getByText(/^An automatic backup was made and verified/)).toBeVisible()

  const folder = join(userDataDir, 'static', 'portraits', 'characters')
  const lost = join(folder, 'character_1.png')
  const stray = join(folder, 'character_99.png')
  rmSync(lost)
  writeFileSync(stray, 'nobody')
  // What is younger than a day is left alone.
  utimesSync(stray, new Date('2026-11-20'), new Date('2026-11-20'))
  await chooseInMenu(app, 'check')
  await window.getByRole('button', { name: 'Check again' }).click()
  await expect(window.getByText('2 problems.')).toBeVisible()
  expect(existsSync(lost)).toBe(false)
  await window.getByRole('button', { name: `Restore from a backup: ${castName(1)}` }).click()
  await expect(window.getByText('Restored', { exact: true })).toBeVisible()
  expect(existsSync(lost)).toBe(true)
  await window.getByRole('button', { name: /^Set the file aside/ }).click()
  await expect(window.getByRole('status').filter({ hasText: /^Set aside$/ })).toBeVisible()
  expect(existsSync(stray)).toBe(false)
  await window.getByRole('button', { name: 'Check again' }).click()
  await expect(window.getByRole('heading', { name: 'No problems found' })).toBeVisible()
})
