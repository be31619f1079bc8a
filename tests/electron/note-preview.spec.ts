import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../support/electron-test'
import { openCharacterApp, panelOf } from '../support/steps'

const readCase = (name: string) =>
  readFileSync(join(import.meta.dirname, '..', 'support', 'cases', name), 'utf8')

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
    await region.getByRole('textbox').fill('# The vow\n\n**never** <b>again</b>')
    await region.getByText('Preview').click()
    await expect(region.getByRole('heading', { name: 'The vow' })).toBeVisible()
    await expect(region.getByText('<b>again</b>')).toBeVisible()
  })
}
