import { createServer } from 'node:net'
import type { Locator, Page } from 'playwright'
import { expect, test } from '../support/electron-test'
import { distinctPng } from '../support/pictures'
import { largePortrait, paste, shareCharacterApp, shownWidth } from '../support/steps'

const openCharacter = shareCharacterApp()

/** Drops what a browser hands over when a picture is dragged out of a page. True when it was taken. */
function dropTexts(target: Locator, texts: Readonly<Record<string, string>>): Promise<boolean[]> {
  return target.evaluate((element, given) => {
    const data = new DataTransfer()
    for (const [type, text] of Object.entries(given)) data.setData(type, text)
    return ['dragover', 'drop'].map((type) => {
      const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data })
      element.dispatchEvent(event)
      return event.defaultPrevented
    })
  }, texts)
}

/** A server that counts who comes, and says nothing. */
async function countVisitors() {
  let visitors = 0
  const server = createServer((socket) => {
    visitors += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    host: `127.0.0.1:${port}`,
    visitors: () => visitors,
    stop: () => server.close(),
  }
}

const question = (window: Page) =>
  window.getByRole('dialog', { name: 'Use a picture from the web' })
const card = (window: Page) => window.getByRole('main').getByRole('button', { name: /Elowen/ })

test('a picture dragged from a browser is fetched only after a question that names the host', async () => {
  const { window, panel } = await openCharacter('Elowen')
  const server = await countVisitors()
  const picture = `https://${server.host}/elowen.png`
  const html = `<a href="https://example.com/page"><img src="${picture}" onerror="document.title = 'run'"></a>`
  const dragged = { 'text/uri-list': 'https://example.com/page', 'text/html': html }

  expect(await dropTexts(card(window), dragged)).toEqual([true, true])
  await expect(question(window)).toContainText(`${server.host}`)
  await expect(question(window)).toContainText('will be contacted once')
  await expect(question(window)).toContainText(picture)
  await question(window).getByRole('button', { name: 'Cancel' }).click()
  await expect(question(window)).toBeHidden()

  // On the large portrait as well; the yes is what contacts the host, as far as that is safe.
  // A page that loads pictures late has only something in its place.
  const late = html.replace('src="', `src="data:image/gif;base64,R0lGODlh" data-src="`)
  const draggedLate = { ...dragged, 'text/html': late }
  expect(await dropTexts(largePortrait(window), draggedLate)).toEqual([true, true])
  await expect(question(window)).toBeVisible()
  expect(server.visitors()).toBe(0)
  await question(window).getByRole('button', { name: 'Fetch from' }).click()
  await expect(question(window).getByRole('alert')).toContainText('private')
  expect(server.visitors()).toBe(0)
  await expect(panel.getByText('No portrait yet: the avatar is shown.')).toBeVisible()
  expect(await window.title()).not.toBe('run')
  server.stop()
})

test('a pasted address asks the same question, and one without https is refused before anybody is asked', async () => {
  const { window } = await openCharacter('Elowen')
  const server = await countVisitors()
  await paste(window, 'http://example.com/elowen.png')
  await expect(question(window)).toContainText('https://example.com/elowen.png')
  await window.keyboard.press('Escape')
  await paste(window, `http://${server.host}/elowen.png`)
  await expect(question(window).getByRole('alert')).toContainText('https://')
  await expect(question(window).getByRole('button', { name: 'Fetch' })).toBeDisabled()
  await window.keyboard.press('Escape')
  await paste(window, 'No address at all.')
  await expect(
    window.getByText('The clipboard contains no picture', { exact: false }),
  ).toBeVisible()
  expect(server.visitors()).toBe(0)
  server.stop()
})

test('a data URL is taken in at once, as base64 and percent-encoded, on a card and pasted', async () => {
  const { window, panel } = await openCharacter('Elowen')
  const base64 = (width: number) => distinctPng(width, 40).toString('base64')
  const shown = () => shownWidth(largePortrait(window))
  await paste(window, `data:image/png;charset=utf-8;base64,${base64(101)}`)
  await expect.poll(shown, { timeout: 20_000 }).toBe(101)
  await expect(panel.getByText('Pasted picture')).toBeVisible()
  const encoded = [...distinctPng(102, 40)]
    .map((byte) => `%${byte.toString(16).padStart(2, '0')}`)
    .join('')
  await dropTexts(card(window), { 'text/uri-list': `data:,${encoded}` })
  await expect.poll(shown).toBe(102)
  await dropTexts(card(window), { 'text/html': `<img src="data:image/png;base64,${base64(103)}">` })
  await expect.poll(shown).toBe(103)
  await window.keyboard.press('ControlOrMeta+z')
  await expect.poll(shown).toBe(102)
  await paste(window, 'data:image/png;base64,iVBORw0KGgo=')
  await expect(window.getByRole('alert')).toContainText('is not a picture Castkeeper can read')
  await paste(window, 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>')
  await expect(window.getByRole('alert').last()).toContainText(
    'is not a picture Castkeeper can read',
  )
  expect(await shown()).toBe(102)
})
