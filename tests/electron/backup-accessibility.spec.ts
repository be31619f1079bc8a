import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { expectNoFaultsInBothThemes } from '../support/axe.ts'
import { chooseInMenu, fillWithFaces, makeFolder, openLibraryApp } from '../support/backup-steps.ts'
import { granted, requestFrom } from '../support/bridge.ts'
import { expect, test } from '../support/electron-test.ts'
import { castName } from '../support/gallery.ts'
import { answerPicker } from '../support/import-steps.ts'

const button = (window: Page, name: string) => window.getByRole('button', { name, exact: true })

test('backing up and restoring are accessible in both themes', async () => {
  const { app, window } = await openLibraryApp(await fillWithFaces(), { locale: 'fr' })
  const folder = makeFolder()
  await answerPicker(app, folder)
  await chooseInMenu(app, 'back-up')
  await expect(window.getByText('3 portraits')).toBeVisible()
  await expectNoFaultsInBothThemes(window)
  await button(window, 'Choisir l’emplacement…').click()
  await expect(window.getByRole('dialog', { name: /^Sauvegarde faite/ })).toBeVisible()
  await expectNoFaultsInBothThemes(window)
  await window.keyboard.press('Escape')
  await expect(window.getByRole('dialog')).toHaveCount(0)

  granted(await requestFrom(window, 'backup:now'))
  granted(await requestFrom(window, 'characters:edit', { id: 1, changes: { notes: 'changé' } }))
  await chooseInMenu(app, 'restore')
  await button(window, 'Choisir un fichier…').waitFor()
  await expectNoFaultsInBothThemes(window)
  await window.getByRole('button', { name: /^Ouvrir la sauvegarde/ }).click()
  await expect(window.getByText('Différents : 1')).toBeVisible()
  await expectNoFaultsInBothThemes(window)
  await window.getByRole('radio', { name: /^Restaurer une sélection/ }).click()
  await button(window, 'Choisir qui restaurer').click()
  await window.getByRole('checkbox', { name: castName(1) }).click()
  await expectNoFaultsInBothThemes(window)
  await button(window, 'Retour').click()
  await window.getByRole('radio', { name: /^Tout remplacer/ }).click()
  await button(window, 'Tout remplacer…').click()
  await expect(window.getByRole('dialog')).toBeVisible()
  await expectNoFaultsInBothThemes(window)
  await button(window, 'Tout remplacer').click()
  await expect(window.getByRole('heading', { name: 'Restauration terminée' })).toBeVisible()
  await expectNoFaultsInBothThemes(window)
})

test('exporting, checking and the settings of backups are accessible in both themes', async () => {
  const userDataDir = await fillWithFaces()
  const { app, window } = await openLibraryApp(userDataDir)
  rmSync(join(userDataDir, 'static', 'portraits', 'characters', 'character_1.png'))
  await answerPicker(app, makeFolder())
  await chooseInMenu(app, 'export')
  await window.getByRole('radio', { name: 'Selected characters' }).click()
  await expect(window.getByRole('checkbox', { name: castName(1) })).toBeVisible()
  await expectNoFaultsInBothThemes(window)
  await window.getByRole('radio', { name: /^Everyone in/ }).click()
  await button(window, 'Choose where…').click()
  await expect(window.getByRole('dialog', { name: 'The cast is exported' })).toBeVisible()
  await expectNoFaultsInBothThemes(window)
  await window.keyboard.press('Escape')

  await chooseInMenu(app, 'check')
  await expect(window.getByRole('heading', { name: 'Problems found' })).toBeVisible()
  await expectNoFaultsInBothThemes(window)
  await chooseInMenu(app, 'settings')
  await expect(window.getByRole('heading', { name: 'Backups' })).toBeVisible()
  await expectNoFaultsInBothThemes(window)
})

test('a backup is made and opened again with the keyboard alone', async () => {
  const { app, window } = await openLibraryApp(await fillWithFaces())
  await answerPicker(app, makeFolder())
  const opener = window.getByRole('button', { name: /^Your data/ })
  await opener.focus()
  await window.keyboard.press('Enter')
  await expect(window.getByRole('menuitem').first()).toBeVisible()
  await window.keyboard.press('ArrowDown')
  await expect(window.getByRole('menuitem', { name: /^Back up…/ })).toBeFocused()
  await window.keyboard.press('Enter')
  await expect(button(window, 'Choose where…')).toBeFocused()
  await window.keyboard.press('Enter')
  await expect(window.getByRole('dialog', { name: 'Backed up and verified' })).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(opener).toBeFocused()

  granted(await requestFrom(window, 'backup:now'))
  await chooseInMenu(app, 'restore')
  await expect(window.getByRole('heading', { name: 'Which backup?' })).toBeFocused()
  await button(window, 'Choose a file…').waitFor()
  for (const name of ['Choose a file…', 'Choose an unpacked backup…']) {
    await window.keyboard.press('Tab')
    await expect(button(window, name)).toBeFocused()
  }
  await window.keyboard.press('Tab')
  await window.keyboard.press('Enter')
  await expect(window.getByRole('heading', { name: 'What is in this backup' })).toBeFocused()
  await window.keyboard.press('Escape')
  await expect(window.getByRole('textbox', { name: 'Campaign name' })).toBeVisible()
})
