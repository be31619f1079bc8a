import type { Page } from 'playwright'
import { granted, requestFrom } from '../support/bridge.ts'
import { expect, test } from '../support/electron-test.ts'
import { campaignName, launchGallery, shareGallery } from '../support/gallery.ts'
import { launchCastkeeper } from '../support/launch-app.ts'

const nameField = (window: Page) => window.getByRole('textbox', { name: 'Campaign name' })
const notesField = (window: Page) => window.getByRole('textbox', { name: 'Notes', exact: true })
const inRail = (window: Page, name: string) =>
  window.getByRole('navigation').getByRole('button', { name: new RegExp(`^${name} [0-9]`) })

const openGallery = shareGallery()

async function savedCampaign(window: Page, id = 1) {
  return granted(await requestFrom(window, 'campaigns:read', { id }))
}

async function openNotes(window: Page): Promise<void> {
  await window.getByText('Details', { exact: true }).click()
  await expect(notesField(window)).toBeVisible()
}

test('the first start has a sample cast, removed in one click, and three doors; the first leads to a campaign', async () => {
  const { window } = await launchCastkeeper()
  await expect(window.getByRole('heading', { name: 'Your cast keeps its faces' })).toBeVisible()
  const doors = window.getByRole('main').getByRole('button')
  await expect(doors).toHaveText([
    /^New campaign/,
    /^Import my old portraits/,
    /^Restore a backup/,
    'Try with a sample cast',
  ])
  await doors.last().click()
  await expect(nameField(window)).toHaveValue('The Ferry at Low Water')
  await expect(window.getByRole('grid', { name: 'Cast' }).getByRole('button')).toHaveCount(8)
  await window.getByRole('button', { name: 'Remove it' }).click()
  await expect(window.getByRole('heading', { name: 'Your cast keeps its faces' })).toBeVisible()
  await window.getByRole('status').getByRole('button', { name: 'Undo' }).click()
  await expect(nameField(window)).toHaveValue('The Ferry at Low Water')
  await window.getByRole('button', { name: 'Remove it' }).click()
  for (const at of [1, 2]) await expect(doors.nth(at)).toBeEnabled()
  await doors.first().click()
  await nameField(window).fill('Éowyn 🔥 田中')
  await window.keyboard.press('Enter')
  // It fades while the campaign is opened behind it.
  await expect(window.getByRole('dialog')).toHaveCount(0)
  await expect(nameField(window)).toHaveValue('Éowyn 🔥 田中')
  await expect(window.getByText('No characters yet')).toBeVisible()
})

test('a campaign without a name is not created, and the field says why', async () => {
  const { window } = await launchCastkeeper()
  await window.getByRole('main').getByRole('button', { name: 'New campaign' }).click()
  for (const name of ['   ', '\u2800', '\u200b', '\u3164', 'x'.repeat(10_000)]) {
    await nameField(window).fill(name)
    await window.getByRole('button', { name: 'Create campaign' }).click()
    await expect(nameField(window)).toHaveAccessibleDescription(/saved|name/i)
    await expect(nameField(window)).toHaveValue(name)
  }
  expect(granted(await requestFrom(window, 'campaigns:list'))).toEqual([])
})

test('a new name is saved by itself, and is there after the app was killed a second later', async () => {
  const { window, userDataDir, kill } = await launchGallery()
  await nameField(window).fill('La Cour des Braises')
  await expect.poll(async () => (await savedCampaign(window)).name).toBe('La Cour des Braises')
  await kill()
  const again = await launchCastkeeper({ userDataDir })
  await expect(nameField(again.window)).toHaveValue('La Cour des Braises')
})

test('a name taken away is not saved: the field says why and keeps what was typed', async () => {
  const { window, id } = await openGallery()
  await nameField(window).fill('')
  await expect(nameField(window)).toHaveAccessibleDescription(/name/i)
  await expect(nameField(window)).toHaveValue('')
  expect((await savedCampaign(window, id)).name).toBe(campaignName)
  await nameField(window).fill('Named again')
  await expect.poll(async () => (await savedCampaign(window, id)).name).toBe('Named again')
})

test('what was typed last is kept when the window closes at once', async () => {
  const { window, userDataDir, close } = await launchGallery()
  await openNotes(window)
  await notesField(window).fill('The seal broke at dawn.')
  await close()
  const again = await launchCastkeeper({ userDataDir })
  expect((await savedCampaign(again.window)).notes).toBe('The seal broke at dawn.')
})

test('fault 115: what was typed just before the window crashed is there when it is back', async () => {
  const { app, window } = await launchGallery()
  await nameField(window).fill('Nobody may know about the heir')
  await app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((loaded) => {
        const main = BrowserWindow.getAllWindows().find((one) => one.isVisible())
        main?.webContents.once('did-finish-load', () => loaded())
        main?.webContents.forcefullyCrashRenderer()
      }),
  )
  // Playwright lets go of a page that has crashed, so main is asked what the new one shows and keeps.
  const shown = () =>
    app.evaluate(({ BrowserWindow }) => {
      const main = BrowserWindow.getAllWindows().find((one) => one.isVisible())
      return main?.webContents.executeJavaScript(
        'Promise.resolve(document.getElementById("campaign-name")?.value)',
      )
    })
  await expect.poll(shown).toBe('Nobody may know about the heir')
  const saved = () =>
    app.evaluate(({ BrowserWindow }) => {
      const main = BrowserWindow.getAllWindows().find((one) => one.isVisible())
      return main?.webContents.executeJavaScript(
        'castkeeper.request("campaigns:read", { id: 1 }).then((reply) => reply.value.name)',
      )
    })
  await expect.poll(saved).toBe('Nobody may know about the heir')
})

test('notes are read as Markdown, and load and run nothing', async () => {
  const { window } = await openGallery()
  await openNotes(window)
  const asked: string[] = []
  window.on('request', (request) => asked.push(request.url()))
  await notesField(window).fill(
    '# The heir\n\n**Isaura** knows. <img src=x onerror="document.title=1"> ![map](https://example.com/map.png) [link](javascript:alert(1))',
  )
  await window.getByText('Preview', { exact: true }).click()
  await expect(window.getByRole('heading', { name: 'The heir' })).toBeVisible()
  await expect(window.locator('strong', { hasText: 'Isaura' })).toBeVisible()
  await expect(window.getByRole('button', { name: 'link' })).toHaveCount(0)
  await expect(window).toHaveTitle(/ — Castkeeper$/)
  expect(asked.filter((address) => !address.startsWith('app:'))).toEqual([])
})

test('notes show tables, task lists, struck words and bare links as they are meant', async () => {
  const { app, window } = await openGallery()
  await app.evaluate(({ BrowserWindow }) => {
    for (const each of BrowserWindow.getAllWindows()) each.setContentSize(900, 600)
  })
  await openNotes(window)
  const wide = Array.from({ length: 12 }, (_, at) => `Somebody ${at}`)
  await notesField(window).fill(
    [
      `| ${wide.join(' | ')} |`,
      `|${'---|'.repeat(wide.length)}`,
      `| ${wide.join(' | ')} |`,
      '',
      '- [x] pay the debt',
      '- [ ] open the gate',
      '',
      '~~dead~~ see https://example.com/wiki',
    ].join('\n'),
  )
  await window.getByText('Preview', { exact: true }).click()
  await expect(window.getByRole('columnheader', { name: 'Somebody 11' })).toBeAttached()
  await expect(window.getByRole('checkbox')).toHaveCount(2)
  await expect(window.getByRole('checkbox').first()).toBeChecked()
  await expect(window.getByRole('checkbox').first()).toBeDisabled()
  await expect(window.locator('del')).toHaveText('dead')
  await expect(window.getByRole('button', { name: 'https://example.com/wiki' })).toBeVisible()
  const scrolls = (element: Element) => element.scrollWidth > element.clientWidth
  const table = window.getByRole('table')
  expect(await table.locator('..').evaluate(scrolls)).toBe(true)
  expect(await table.locator('../..').evaluate(scrolls)).toBe(false)
})

test('fault 114: a name full of markup is shown as the text it is', async () => {
  const name = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
  const { window } = await openGallery({ guests: [name] })
  await nameField(window).fill(name)
  const rail = window.getByRole('navigation').getByRole('listitem')
  await expect(rail).toContainText('<img src=x')
  await expect(window.getByRole('grid', { name: 'Cast' })).toContainText('<script>')
  await expect(window.locator('img[src="x"]')).toHaveCount(0)
  await expect(window).toHaveTitle(`${name} — Castkeeper`)
})

test('a campaign in the trash comes back by the Undo of its message, and goes there again by redo', async () => {
  const { window } = await openGallery({ cast: 2, moreCampaigns: 1 })
  await inRail(window, campaignName).click()
  await window.getByRole('button', { name: `Campaign actions: ${campaignName}` }).click()
  await window.getByRole('menuitem', { name: 'Move to trash' }).click()
  await expect(inRail(window, campaignName)).toHaveCount(0)
  await window.getByRole('status').getByRole('button', { name: 'Undo' }).click()
  await expect(inRail(window, campaignName)).toBeVisible()
  await expect(nameField(window)).toHaveValue(campaignName)
  await window.keyboard.press('ControlOrMeta+Shift+z')
  await expect(inRail(window, campaignName)).toHaveCount(0)
})

test('Ctrl+Z takes back the last deed, but inside a text it takes back the text', async () => {
  const { window } = await openGallery({ moreCampaigns: 1 })
  await inRail(window, campaignName).click()
  await window.getByRole('button', { name: `Campaign actions: ${campaignName}` }).click()
  await window.getByRole('menuitem', { name: 'Duplicate' }).click()
  const rail = window.getByRole('navigation').getByRole('listitem')
  await expect(rail).toHaveCount(3)

  await nameField(window).focus()
  await window.keyboard.press('End')
  await window.keyboard.type('!')
  await expect(nameField(window)).toHaveValue(/!$/)
  await window.keyboard.press('ControlOrMeta+z')
  await expect(nameField(window)).toHaveValue(new RegExp(`^${campaignName}[^!]*$`))
  await expect(rail).toHaveCount(3)

  const undoButton = window.getByRole('status').getByRole('button', { name: 'Undo' })
  await expect(undoButton).toHaveCount(1)
  await nameField(window).blur()
  await window.keyboard.press('ControlOrMeta+z')
  await expect(rail).toHaveCount(2)
  await expect(undoButton).toHaveCount(0)
})

test('the campaign that was open last is open at the next start', async () => {
  const { window, userDataDir, close } = await launchGallery({ moreCampaigns: 39 })
  await inRail(window, 'Campaign 10').click()
  await expect(nameField(window)).toHaveValue('Campaign 10')
  await close()
  const again = await launchCastkeeper({ userDataDir })
  await expect(nameField(again.window)).toHaveValue('Campaign 10')
})
