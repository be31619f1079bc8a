import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expectNoFaults } from '../support/axe.ts'
import { facesOf, makeFolder } from '../support/backup-steps.ts'
import { granted, requestFrom } from '../support/bridge.ts'
import { expect, test } from '../support/electron-test.ts'
import { answerPicker } from '../support/import-steps.ts'
import { runCommand, usualDataFolder } from '../support/launch-app.ts'
import {
  holdBackRestart,
  makeSystemHome,
  moveTo,
  openAtHome,
  openStorage,
} from '../support/storage-steps.ts'

test('the data moves to another disk, the app goes on there with the same faces, and the previous location is removed', async () => {
  test.slow()
  const systemHome = await makeSystemHome()
  const usual = usualDataFolder(systemHome)
  const disk = join(makeFolder(), 'Зал #1 100% é')
  mkdirSync(disk)
  const first = await openAtHome(systemHome)
  const faces = await facesOf(first)
  expect(Object.keys(faces)).toHaveLength(3)
  await moveTo(first, disk)

  const second = await openAtHome(systemHome)
  expect(await facesOf(second)).toEqual(faces)
  expect(existsSync(join(disk, 'castkeeper.db'))).toBe(true)
  const { folder } = granted(await requestFrom(second.window, 'storage:place'))
  expect(folder).toBe(disk)
  const listed = await runCommand(['list', '--json'], { systemHome })
  expect(listed.code, listed.stderr).toBe(0)

  await openStorage(second.window)
  await expectNoFaults(second.window)
  await second.window.getByRole('button', { name: `Delete ${usual}…` }).click()
  const dialog = second.window.getByRole('dialog', { name: 'Delete the previous copy?' })
  await dialog.getByRole('button', { name: 'Delete the previous copy' }).click()
  await expect(second.window.getByText('Previous locations of your data')).toHaveCount(0)
  expect(existsSync(join(usual, 'castkeeper.db'))).toBe(false)
  expect(readdirSync(usual)).toContain('location.json')
  await second.close()

  const third = await openAtHome(systemHome)
  expect(await facesOf(third)).toEqual(faces)
})

test('an unplugged disk is reported, never an empty library, and is found again or elsewhere', async () => {
  test.slow()
  const systemHome = await makeSystemHome()
  const disk = makeFolder()
  const first = await openAtHome(systemHome)
  const faces = await facesOf(first)
  await moveTo(first, disk)
  renameSync(disk, `${disk}-away`)

  const refused = await runCommand(['list', '--json'], { systemHome })
  expect(refused.code).toBe(1)
  expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'data-folder-away' } })

  const second = await openAtHome(systemHome)
  const { window } = second
  await expect(window.getByRole('heading', { name: 'Your data is not where it was' })).toBeVisible()
  await expect(window.getByText(disk, { exact: true })).toBeVisible()
  await expect(window.getByRole('button', { name: 'Start with an empty library' })).toHaveCount(0)
  await expectNoFaults(window)
  await window.getByRole('button', { name: 'Try again' }).click()
  await expect(window.getByRole('status')).toContainText('nothing has changed yet')
  await answerPicker(second.app, makeFolder())
  await window.getByRole('button', { name: 'Choose where it is now…' }).click()
  await expect(window.getByRole('alert')).toContainText('There is no Castkeeper library')
  await holdBackRestart(second.app)
  await answerPicker(second.app, `${disk}-away`)
  const ended = second.app.waitForEvent('close')
  await window.getByRole('button', { name: 'Choose where it is now…' }).click()
  await ended
  expect(existsSync(disk)).toBe(false)

  const third = await openAtHome(systemHome)
  expect(await facesOf(third)).toEqual(faces)
})

test('a move that is refused says why, and the library is as usable as before', async () => {
  const systemHome = await makeSystemHome()
  const launched = await openAtHome(systemHome)
  const { app, window } = launched
  await openStorage(window)
  await answerPicker(app, join(usualDataFolder(systemHome), 'static'))
  await window.getByRole('button', { name: 'Move my data…' }).click()
  const refused = window.getByRole('alert')
  await expect(refused).toContainText('inside your data folder')
  await refused.getByRole('button', { name: 'Close this message' }).click()
  await expect(refused).toHaveCount(0)
  const other = await makeSystemHome()
  await answerPicker(app, usualDataFolder(other))
  await window.getByRole('button', { name: 'Move my data…' }).click()
  await expect(refused).toContainText('library in “Castkeeper” already')
  granted(await requestFrom(window, 'campaigns:create', { name: 'Written meanwhile' }))
})

test('an unreadable note of where the data is is reported, and stays', async () => {
  const systemHome = await makeSystemHome()
  const usual = usualDataFolder(systemHome)
  writeFileSync(join(usual, 'location.json'), '{"version":1,"dataFol')
  const { app, window } = await openAtHome(systemHome)
  await expect(
    window.getByRole('heading', { name: 'The location of your data is unknown' }),
  ).toBeVisible()
  await holdBackRestart(app)
  await answerPicker(app, usual)
  const ended = app.waitForEvent('close')
  await window.getByRole('button', { name: 'Choose where it is now…' }).click()
  await ended
  const again = await openAtHome(systemHome)
  expect(Object.keys(await facesOf(again))).toHaveLength(3)
  expect(readdirSync(usual).filter((name) => name.startsWith('location.bad-'))).toHaveLength(1)
})
