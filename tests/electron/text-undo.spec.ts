import type { Page } from 'playwright'
import { expect, test } from '../support/electron-test'
import { launchCastkeeper } from '../support/launch-app'
import { request } from '../support/running-library'
import { createCampaign, panelOf, shareCharacterApp } from '../support/steps'

const long = 'A queen of ash who counts her dead. '.repeat(106)

const field = (window: Page, name: string) =>
  panelOf(window).getByLabel(name, { exact: true }).and(window.locator('input, textarea'))
const press = (window: Page, keys: string) => window.keyboard.press(keys)
const description = async (window: Page, id: number) =>
  (await request(window, 'characters:read', { id })).description

const openCharacter = shareCharacterApp()

/** Elowen's panel open, with a long description, and Tam beside her. */
async function openTwo() {
  const opened = await openCharacter('Elowen')
  const { window, id, campaignId } = opened
  await request(window, 'characters:edit', { id, changes: { description: long } })
  await request(window, 'characters:create', { campaignId, name: 'Tam' })
  await expect(field(window, 'Description')).toHaveValue(long)
  const card = (name: string) =>
    window.getByRole('main').getByRole('button', { name: new RegExp(name) })
  const open = async (name: string) => {
    await card(name).click()
    await expect(field(window, 'Name')).toHaveValue(name)
  }
  return { ...opened, open }
}

/** Everything is taken out and one letter typed, as a slip of the hand does it. */
async function slip(window: Page, name: string): Promise<void> {
  await field(window, name).focus()
  await press(window, 'ControlOrMeta+a')
  await press(window, 'x')
  await expect(field(window, name)).toHaveValue('x')
}

test('one letter typed over a whole description is taken back after another character was opened', async () => {
  const { window, open, id } = await openTwo()
  await slip(window, 'Description')
  await open('Tam')
  await open('Elowen')
  await expect(field(window, 'Description')).toHaveValue('x')
  await press(window, 'ControlOrMeta+z')
  await expect(field(window, 'Description')).toHaveValue(long)
  await expect(window.getByText('Undone: “Description” edited (Elowen)')).toBeVisible()
  expect(await description(window, id)).toBe(long)
  await press(window, 'ControlOrMeta+Shift+z')
  await expect(field(window, 'Description')).toHaveValue('x')
  // From beside another character, by the toast's own button, before the save has rested.
  await open('Tam')
  await window.getByRole('status').getByRole('button', { name: 'Undo' }).last().click()
  await expect.poll(() => description(window, id)).toBe(long)
  await press(window, 'ControlOrMeta+y')
  await expect.poll(() => description(window, id)).toBe('x')
})

test('while typing, Ctrl+Z goes back step by step, then to the field that was edited before', async () => {
  const { window, id } = await openTwo()
  await field(window, 'Race').fill('Elf')
  await field(window, 'Gender').focus()
  await slip(window, 'Description')
  await press(window, 'y')
  await press(window, 'ControlOrMeta+z')
  await expect(field(window, 'Description')).toHaveValue('x')
  await press(window, 'ControlOrMeta+z')
  await expect(field(window, 'Description')).toHaveValue(long)
  await press(window, 'ControlOrMeta+Shift+z')
  await expect(field(window, 'Description')).toHaveValue('x')
  await press(window, 'ControlOrMeta+z')
  await press(window, 'ControlOrMeta+z')
  await expect(field(window, 'Race')).toHaveValue('')
  await expect(window.getByText('Undone: “Race” edited (Elowen)')).toBeVisible()
  await expect(field(window, 'Description')).toBeFocused()
  expect((await request(window, 'characters:read', { id })).race).toBe('')
})

test('leaving by Escape, and a name that was emptied, are steps too', async () => {
  const { window } = await openTwo()
  await slip(window, 'Notes')
  await press(window, 'Escape')
  await expect(field(window, 'Notes')).not.toBeFocused()
  await field(window, 'Name').fill('Elowen of Ash')
  await press(window, 'Enter')
  await field(window, 'Name').fill('')
  await press(window, 'Enter')
  await expect(panelOf(window).getByText('Please enter a name', { exact: false })).toBeVisible()
  await press(window, 'ControlOrMeta+z')
  await expect(field(window, 'Name')).toHaveValue('Elowen of Ash')
  await press(window, 'ControlOrMeta+z')
  await expect(field(window, 'Name')).toHaveValue('Elowen')
  await press(window, 'ControlOrMeta+z')
  await expect(field(window, 'Notes')).toHaveValue('')
  await press(window, 'ControlOrMeta+z')
  await expect(window.getByText('There is nothing to undo.')).toBeVisible()
})

test('what has since been changed elsewhere or put into the trash is not lost by an undo, and is named', async () => {
  const { window, open, id } = await openTwo()
  await slip(window, 'Description')
  await open('Tam')
  await expect.poll(() => description(window, id)).toBe('x')
  await request(window, 'characters:edit', { id, changes: { description: 'By a command.' } })
  await press(window, 'ControlOrMeta+z')
  await expect(window.getByText('had been changed elsewhere', { exact: false })).toBeVisible()
  expect(await description(window, id)).toBe(long)
  await press(window, 'ControlOrMeta+Shift+z')
  await expect.poll(() => description(window, id)).toBe('By a command.')
  await request(window, 'characters:trash', { ids: [id] })
  await press(window, 'ControlOrMeta+z')
  await expect(window.getByText('“Elowen” is in the trash.', { exact: false })).toBeVisible()
  expect(await description(window, id)).toBe(long)
})

test('a window that is loaded again still takes the newest edit back', async () => {
  const { window, open, id } = await openTwo()
  await slip(window, 'Description')
  await open('Tam')
  await window.reload()
  await expect(window.getByRole('button', { name: /Elowen/ }).first()).toBeVisible()
  await press(window, 'ControlOrMeta+z')
  await expect(window.getByText('Undone: “Description” edited (Elowen)')).toBeVisible()
  await expect.poll(() => description(window, id)).toBe(long)
})

test('the texts of a campaign come back after another campaign was opened', async () => {
  const { window } = await launchCastkeeper()
  await createCampaign(window, 'The Ember Court')
  await createCampaign(window, 'Harrowmere')
  const rail = window.getByRole('navigation')
  const details = () => window.getByText('Details', { exact: true }).click()
  const text = (name: string) => window.getByRole('main').getByLabel(name, { exact: true })
  await details()
  await text('Premise').fill('A drowned city.')
  await text('Themes').fill('debt')
  await press(window, 'Enter')
  await text('Campaign name').fill('Harrowmeer')
  await rail.getByRole('button', { name: /The Ember Court/ }).click()
  await expect(text('Campaign name')).toHaveValue('The Ember Court')
  const campaign = () => request(window, 'campaigns:read', { id: 2 })
  await expect.poll(async () => (await campaign()).name).toBe('Harrowmeer')
  await press(window, 'ControlOrMeta+z')
  await expect.poll(async () => (await campaign()).name).toBe('Harrowmere')
  await press(window, 'ControlOrMeta+z')
  await expect.poll(async () => (await campaign()).themes).toEqual([])
  await press(window, 'ControlOrMeta+z')
  await expect.poll(async () => (await campaign()).description).toBe('')
})
