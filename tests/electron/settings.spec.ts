import { readFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { granted, requestFrom } from '../support/bridge.ts'
import { expect, test } from '../support/electron-test.ts'
import { launchGallery, shareGallery } from '../support/gallery.ts'
import { replies } from '../support/image-replies.ts'
import { startImageServer } from '../support/image-server.ts'
import { launchCastkeeper } from '../support/launch-app.ts'

const key = 'sk-test-4f1c9d2e7b6a5038-never-shown'

const openGallery = shareGallery()

async function openSettings(window: Page, name = 'Settings'): Promise<void> {
  await window.getByRole('button', { name, exact: true }).click()
  await expect(window.getByRole('heading', { name })).toBeVisible()
}

async function useService(window: Page, id: 'openai' | 'compatible' | 'local', baseUrl?: string) {
  granted(await requestFrom(window, 'preferences:change', { provider: id }))
  if (baseUrl) granted(await requestFrom(window, 'providers:change', { id, baseUrl }))
}

const address = (window: Page) => window.getByRole('textbox', { name: 'Base URL' })
const keyField = (window: Page) => window.getByLabel(/^API key/)

/** Every file below a folder, as text. */
async function textBelow(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const texts = files.map((file) => readFile(join(file.parentPath, file.name), 'latin1'))
  return (await Promise.all(texts)).join('\n')
}

test('the language changes at once, on every screen, and stays', async () => {
  const { window, userDataDir, close } = await launchGallery({ cast: 1 })
  await openSettings(window)
  await window.getByRole('combobox', { name: 'Language' }).click()
  await window.getByRole('option', { name: 'Français' }).click()
  await expect(window.getByRole('heading', { name: 'Réglages' })).toBeVisible()
  await expect(window.getByRole('navigation')).toContainText('1 personnage')
  await expect(window.locator('html')).toHaveAttribute('lang', 'fr')
  await close()
  const again = await launchCastkeeper({ userDataDir })
  await expect(again.window.getByRole('button', { name: 'Réglages' })).toBeVisible()
})

test('the system decides the language until the game master does', async () => {
  const { window } = await launchGallery({ locale: 'fr-CA' })
  await expect(window.getByText('Aucun personnage')).toBeVisible()
})

test('the theme changes at once', async () => {
  const { window } = await openGallery()
  await openSettings(window)
  const room = () => window.evaluate(() => getComputedStyle(document.body).backgroundColor)
  for (const [name, colour] of [
    ['Lamplight', 'rgb(20, 16, 13)'],
    ['Parchment', 'rgb(242, 233, 217)'],
  ] as const) {
    await window.getByText(name, { exact: true }).click()
    await expect.poll(room).toBe(colour)
  }
})

test('the choice of who draws has a name', async () => {
  const { window } = await openGallery()
  await openSettings(window)
  const services = window.getByRole('radiogroup', { name: 'Image service' })
  await expect(services.getByRole('radio')).toHaveCount(4)
})

test('a key is masked while it is typed, is never shown again, and can be forgotten', async () => {
  const { window, userDataDir, close } = await launchGallery()
  await useService(window, 'openai')
  await openSettings(window)
  await expect(keyField(window)).toHaveAttribute('type', 'password')
  await keyField(window).fill(` ${key}\n`)
  await window.getByRole('button', { name: 'Save key' }).click()
  await expect(window.getByText(/A key is kept/)).toBeVisible()
  await expect(keyField(window)).toHaveValue('')
  expect(await window.content()).not.toContain(key)
  await window.getByRole('button', { name: 'Remove key' }).click()
  await expect(window.getByText(/A key is kept/)).toBeHidden()
  await close()
  expect(await textBelow(userDataDir)).not.toContain(key)
})

test('fault 111: without a keyring the key lives until the app quits, and that is said plainly', async () => {
  const args = ['--password-store=basic']
  const { window, userDataDir, close } = await launchGallery({ args })
  await useService(window, 'openai')
  await openSettings(window)
  await keyField(window).fill(key)
  await window.getByRole('button', { name: 'Save key' }).click()
  await expect(window.getByText(/A key is kept until you quit/)).toHaveCount(1)
  await expect(window.getByText(/could not be stored encrypted/)).toHaveCount(1)
  await expect(window.getByText('Key saved.')).toHaveCount(0)
  await close()
  const again = await launchCastkeeper({ userDataDir, args })
  const profiles = granted(await requestFrom(again.window, 'providers:list'))
  expect(profiles.find(({ id }) => id === 'openai')).toMatchObject({ hasKey: false })
})

test('fault 20: an address that leads nowhere is not saved, and the field says why', async () => {
  const { window, userDataDir } = await openGallery()
  await useService(window, 'compatible', 'https://images.example/v1')
  await openSettings(window)
  for (const wrong of ['file:///etc/passwd', 'https://user:secret@host/v1', 'not an address']) {
    await address(window).fill(wrong)
    await address(window).blur()
    await expect(address(window)).toHaveAccessibleDescription(/example\.com|address/i)
    await expect(address(window)).toHaveValue(wrong)
  }
  const kept = JSON.parse(readFileSync(join(userDataDir, 'preferences.json'), 'utf8'))
  expect(kept.services.compatible.baseUrl).toBe('https://images.example/v1')
})

test('the connection test lists the models, warns of those that end, and takes one on', async () => {
  const server = await startImageServer()
  server.script(
    '/v1/models',
    replies.json({
      object: 'list',
      data: [
        { id: 'painter-2', object: 'model' },
        { id: 'painter-1', object: 'model', shutdown_date: '2027-02-01' },
      ],
    }),
  )
  const { window } = await openGallery()
  await useService(window, 'local', server.baseUrl)
  await openSettings(window)
  await window.getByRole('button', { name: 'Test connection' }).click()
  await expect(window.getByText('It works: 2 models offered.')).toBeVisible()
  await expect(window.getByText(/stops offering it on February 1, 2027/)).toBeVisible()
  await window.getByRole('button', { name: 'Use painter-2' }).click()
  await expect(window.getByRole('combobox', { name: 'Model' })).toHaveValue('painter-2')
  expect(server.hits().map(({ path }) => path)).toEqual(['/v1/models'])
  await server.stop()
})

test('a connection test that fails says why and changes nothing', async () => {
  const server = await startImageServer()
  await server.stop()
  const { window } = await openGallery()
  await useService(window, 'local', server.baseUrl)
  await openSettings(window)
  await window.getByRole('button', { name: 'Test connection' }).click()
  await expect(window.getByRole('alert')).toContainText(`127.0.0.1:${server.port}`)
  await expect(address(window)).toHaveValue(server.baseUrl)
})

test('it is said what leaves this computer, and where to', async () => {
  const { window } = await launchGallery()
  await openSettings(window)
  await expect(window.getByText('Nothing is sent anywhere.')).toBeVisible()
  await window.getByRole('radio', { name: /^OpenAI(?!-)/ }).click()
  await expect(window.getByText(/goes to api\.openai\.com\./)).toBeVisible()
  await keyField(window).fill(key)
  await window.getByRole('button', { name: 'Save key' }).click()
  await expect(window.getByText(/goes to api\.openai\.com, with your key/)).toBeVisible()
})
