import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../support/electron-test'
import { openCharacterApp, panelOf } from '../support/steps'

const readCase = (name: string) =>
  readFileSync(join(import.meta.dirname, '..', 'support', 'cases', name), 'utf8')

const hostile = [
  '![a face](https://example.com/a.png) ![b][face] [a page](https://example.com)',
  '[run it](javascript:alert(1)) [entity](&#106;avascript:alert(1)) <javascript:alert(1)>',
  '[data](data:text/html,x) [file](file:///etc/passwd) [own](app://portraits/1) www.example.com',
  '<img src="https://example.com/b.png" onerror="alert(1)"><iframe src="https://example.com"></iframe>',
  'A note.[^1]',
  '[^1]: [in a footnote](javascript:alert(1))\n\n[face]: data:image/svg+xml,x',
].join('\n\n')

for (const name of ['note-preview-freeze.md', 'note-preview-stack.md']) {
  test(`the window answers while notes that take minutes to lay out are previewed: ${name}`, async () => {
    const { window } = await openCharacterApp('Elowen')
    const notes = readCase(name)
    const panel = panelOf(window)
    const region = panel.getByRole('region', { name: 'Notes' })
    await region.getByRole('textbox').fill(notes)
    await window.evaluate(() => {
      const waits: number[] = []
      Object.assign(globalThis, { waits })
      let last = performance.now()
      setInterval(() => {
        waits.push(performance.now() - last)
        last = performance.now()
      }, 10)
    })
    await region.getByText('Preview').click()
    await expect(region.getByRole('status')).toHaveText(/shown as plain text/)
    await expect(region.getByText(notes.slice(0, 60).trim())).toBeVisible()
    const longest = await window.evaluate(() =>
      Math.max(...(globalThis as unknown as { waits: number[] }).waits),
    )
    expect(longest).toBeLessThan(1_000)

    // What is well behaved is laid out afterwards, by a reader of its own.
    await region.getByText('Write', { exact: true }).click()
    await region.getByRole('textbox').fill(`# The vow\n\n**never** <b>again</b>\n\n${hostile}`)
    await region.getByText('Preview').click()
    await expect(region.getByRole('heading', { name: 'The vow' })).toBeVisible()
    await expect(region.getByText('<b>again</b>')).toBeVisible()
    await expect(region.getByText('a face')).toBeVisible()
    await expect(region.getByRole('button', { name: 'a page' })).toBeVisible()
    await expect(region.getByText('run it')).toBeVisible()
    // Nothing but the page is a link, and nothing is loaded.
    await expect(region.locator('a, img, iframe, svg use, object, [href], [src]')).toHaveCount(0)
  })
}
