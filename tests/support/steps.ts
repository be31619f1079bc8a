import type { Locator, Page } from 'playwright'
import { expect } from './electron-test'
import { launchCastkeeper, makeUserDataDir } from './launch-app'
import { openLibrary } from './library'
import { request } from './running-library'
import { shareApp } from './shared-app'

/** The right column with the open character. */
export function panelOf(window: Page): Locator {
  return window.getByRole('complementary', { name: 'Character' })
}

/** The empty card on the wall that waits for a name. */
export function newCardOf(window: Page): Locator {
  return window.getByRole('group', { name: 'New character' })
}

/** Makes a campaign through the screens, from wherever the window is. */
export async function createCampaign(window: Page, name: string): Promise<void> {
  await window.getByRole('button', { name: 'New campaign' }).first().click()
  const dialog = window.getByRole('dialog', { name: 'New campaign' })
  await dialog.getByRole('textbox', { name: 'Campaign name' }).fill(name)
  await dialog.getByRole('button', { name: 'Create campaign' }).click()
  // It fades while the campaign is opened behind it.
  await expect(dialog).toHaveCount(0)
  await expect(window.getByRole('textbox', { name: 'Campaign name' })).toHaveValue(name)
}

/** Makes a character in the open campaign through the screens; its panel is open afterwards. */
export async function createCharacter(window: Page, name: string): Promise<Locator> {
  await window.getByRole('button', { name: 'New character' }).first().click()
  const newCard = newCardOf(window)
  await newCard.getByRole('textbox', { name: 'Name' }).fill(name)
  await newCard.getByRole('button', { name: 'Create', exact: true }).click()
  await newCard.getByRole('button', { name: 'Done' }).click()
  await expect(newCard).toHaveCount(0)
  const panel = panelOf(window)
  await expect(panel.getByRole('textbox', { name: 'Name' })).toHaveValue(name)
  return panel
}

/** Points the provider “Another service” at this address, and prefers it. */
export async function pointAtService(
  window: Page,
  baseUrl: string,
  responseFormat: 'b64_json' | 'url' = 'b64_json',
): Promise<void> {
  const model = 'test-image-1'
  await request(window, 'providers:change', { id: 'compatible', baseUrl, model, responseFormat })
  await request(window, 'preferences:change', { provider: 'compatible' })
}

/** The app on a library that holds a campaign and this character, the character's panel open. */
export async function openCharacterApp(name: string) {
  const userDataDir = await makeUserDataDir()
  const library = openLibrary({ dataFolder: userDataDir })
  const campaign = library.campaigns.create({ name: 'The Ember Court' })
  library.characters.create({ campaignId: campaign.id, name })
  library.database.close()
  const opened = await launchCastkeeper({ userDataDir })
  return { ...opened, panel: await openPanel(opened.window, name) }
}

/** Opens the panel of the first card with this name. */
export async function openPanel(window: Page, name: string): Promise<Locator> {
  await window
    .getByRole('main')
    .getByRole('button', { name: new RegExp(name) })
    .first()
    .click()
  const panel = panelOf(window)
  await expect(panel.getByRole('textbox', { name: 'Name' })).toHaveValue(name)
  return panel
}

/** What openCharacterApp opens, in one app that the tests of a file share; `id` is the character's. */
export function shareCharacterApp() {
  const open = shareApp()
  return async (name: string) => {
    const opened = await open(async (window) => {
      const campaign = await request(window, 'campaigns:create', { name: 'The Ember Court' })
      const character = { campaignId: campaign.id, name }
      const { id } = await request(window, 'characters:create', character)
      await request(window, 'preferences:change', { lastCampaignId: campaign.id })
      return { campaignId: campaign.id, id }
    })
    return { ...opened, ...opened.made, panel: await openPanel(opened.window, name) }
  }
}

/** The large picture in the open character's panel. */
export function largePortrait(window: Page): Locator {
  return panelOf(window).getByRole('button', { name: 'Show the portrait large' }).getByRole('img')
}

/** Takes back what the toast with this sentence tells of. */
export async function undo(window: Page, sentence: string): Promise<void> {
  const toast = window.getByRole('status').filter({ hasText: sentence }).last()
  await toast.getByRole('button', { name: 'Undo' }).click()
}

/** Closes the toast with this sentence, so that the next one of its kind is known to be new. */
export async function closeToast(window: Page, sentence: string): Promise<void> {
  const toast = window.getByRole('status').filter({ hasText: sentence })
  await toast.getByRole('button', { name: 'Close this message' }).click()
  await expect(toast).toBeHidden()
}

/** The column in which portraits are generated. */
export function generateDockOf(window: Page): Locator {
  return window.getByRole('complementary', { name: /^A new portrait/ })
}

/** Opens the dock for the open character. */
export async function openGenerateDock(window: Page): Promise<Locator> {
  await panelOf(window).getByRole('button', { name: 'New portrait…' }).click()
  const dock = generateDockOf(window)
  await expect(dock).toBeVisible()
  return dock
}

/** Chooses in the dock what makes the portrait. */
export async function chooseService(dock: Locator, name: string): Promise<void> {
  await dock.getByRole('combobox', { name: 'Made with' }).click()
  await dock.page().getByRole('option', { name, exact: true }).click()
}

/** Resolves when the picture inside is really drawn, with its natural width in pixels. */
export async function shownWidth(image: Locator): Promise<number> {
  await expect(image).toHaveJSProperty('complete', true)
  await expect(image).not.toHaveJSProperty('naturalWidth', 0)
  return image.evaluate((element) => (element as HTMLImageElement).naturalWidth)
}

/** Drops files on an element, as the system does: one event with the files in it. */
export async function dropFiles(
  target: Locator,
  files: readonly { readonly name: string; readonly bytes: Buffer }[],
): Promise<void> {
  const given = files.map(({ name, bytes }) => ({ name, base64: bytes.toString('base64') }))
  await target.evaluate((element, dropped) => {
    const data = new DataTransfer()
    for (const { name, base64 } of dropped) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      data.items.add(new File([bytes], name))
    }
    for (const type of ['dragover', 'drop']) {
      const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data })
      element.dispatchEvent(event)
    }
  }, given)
}

/** Pastes into the window: a file, or a text. */
export async function paste(
  window: Page,
  what: { readonly name: string; readonly bytes: Buffer } | string,
): Promise<void> {
  const given =
    typeof what === 'string' ? what : { name: what.name, base64: what.bytes.toString('base64') }
  await window.evaluate((pasted) => {
    const data = new DataTransfer()
    if (typeof pasted === 'string') data.setData('text/plain', pasted)
    else {
      const bytes = Uint8Array.from(atob(pasted.base64), (letter) => letter.charCodeAt(0))
      data.items.add(new File([bytes], pasted.name, { type: 'image/png' }))
    }
    const event = new ClipboardEvent('paste', { bubbles: true, clipboardData: data })
    document.body.dispatchEvent(event)
  }, given)
}
