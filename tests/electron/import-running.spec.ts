import { renameSync } from 'node:fs'
import type { Page } from 'playwright'
import { granted, requestFrom } from '../support/bridge.ts'
import { checkLibrary } from '../support/check-library.ts'
import { expect, test } from '../support/electron-test.ts'
import { lookAt } from '../support/import-steps.ts'
import { type Launched, launchCastkeeper } from '../support/launch-app.ts'
import { addCharacter, smallProject } from '../support/legacy/old-project.ts'
import { openLibrary } from '../support/library.ts'

const campaigns = 3
const castOfEach = 10
/** A slow disk and a busy machine take their time to the end of an import. */
const patience = { timeout: 45_000 }
/** Two campaigns with two characters each and one without, and these. */
const rows = 7 + campaigns * (1 + castOfEach)

test.setTimeout(150_000)

/** An old library of several campaigns, large enough to be met halfway. */
function longProject(): string {
  const project = smallProject()
  for (let number = 1; number <= campaigns; number += 1) {
    const id = project.add('campaigns', { user_id: 1, name: `Long ${number}`, language: 'fr' })
    for (let who = 1; who <= castOfEach; who += 1) addCharacter(project, `${number}-${who}`, id)
  }
  project.database.close()
  return project.folder
}

/** The import under way on a slow disk, the first campaign already here. */
async function startImport(folder: string): Promise<Launched> {
  const launched = await launchCastkeeper({ env: { CASTKEEPER_FAULT: 'sync=DELAY400' } })
  const { window } = launched
  await lookAt(launched, folder)
  await window.getByRole('button', { name: 'Choose what to import' }).click()
  await window.getByRole('button', { name: 'Import now' }).click()
  await expect(window.getByRole('heading', { name: 'Importing' })).toBeVisible()
  await expect.poll(async () => (await listed(window))[0]?.done ?? 0, patience).toBeGreaterThan(3)
  return launched
}

const listed = async (window: Page) => granted(await requestFrom(window, 'import:list'))

/** Goes on from the report, and expects everyone with a face in the end, each once. */
async function goOnToTheEnd({ window, close, userDataDir }: Launched): Promise<void> {
  await window.getByRole('button', { name: 'Continue the import' }).click()
  await expect(window.getByText(`Everything was imported: ${rows} campaigns`)).toBeVisible(patience)
  expect(await listed(window)).toMatchObject([{ state: 'done', done: rows, needsYou: 0 }])
  await close()
  const library = openLibrary({ dataFolder: userDataDir })
  expect(checkLibrary(library.database, userDataDir)).toEqual([])
  const count = (what: string) => library.database.prepare(`SELECT count(*) FROM ${what}`).pluck()
  expect(count('campaign').get()).toBe(2 + campaigns + 1)
  expect(count('character').get()).toBe(5 + campaigns * castOfEach)
  const faceless = 'character WHERE current_portrait_id IS NULL'
  expect(count(faceless).get()).toBe(0)
  library.database.close()
}

test('an import is cancelled by its button, keeps what came, and is gone on with', async () => {
  const launched = await startImport(longProject())
  const { window } = launched
  const start = performance.now()
  await window.getByRole('button', { name: 'Cancel the import' }).click()
  await expect(window.getByText(/^This import was canceled at \d+ of \d+/)).toBeVisible()
  expect(performance.now() - start).toBeLessThan(5_000)
  const [{ done, state } = { done: 0, state: 'done' }] = await listed(window)
  expect(state).toBe('cancelled')
  expect(done).toBeLessThan(rows)
  const here = granted(await requestFrom(window, 'campaigns:list'))
  expect(here.map(({ name }) => name)).toContain('La Quête')
  await goOnToTheEnd(launched)
})

test('an import goes on in the background while the window is used, and its line leads back', async () => {
  const { window } = await startImport(longProject())
  await window.getByRole('button', { name: 'Run in background' }).click()
  await expect(window.getByRole('heading', { name: 'Importing' })).toHaveCount(0)
  const line = window.getByRole('navigation').getByRole('button', { name: /^Importing/ })
  await expect(line).toBeVisible()
  const made = granted(await requestFrom(window, 'campaigns:create', { name: 'Made meanwhile' }))
  await expect(
    window.getByRole('navigation').getByRole('button', { name: /^Made meanwhile/ }),
  ).toBeVisible()
  expect(granted(await requestFrom(window, 'campaigns:read', { id: made.id })).name).toBe(
    'Made meanwhile',
  )
  await line.click()
  await expect(window.getByRole('heading', { name: 'Importing' })).toBeVisible()
  await expect(window.getByText(`Everything was imported: ${rows} campaigns`)).toBeVisible(patience)
})

test('a source that is unplugged halfway stops the import in a sentence, and is gone on with once it is back', async () => {
  const folder = longProject()
  const launched = await startImport(folder)
  renameSync(folder, `${folder}-unplugged`)
  const { window } = launched
  await expect(window.getByText(/^This import was interrupted at \d+ of \d+/)).toBeVisible(patience)
  await expect(
    window.getByText(/can no longer be read\. Nothing that was imported is lost/),
  ).toBeVisible()
  expect(await listed(window)).toMatchObject([{ state: 'interrupted', needsYou: 0 }])
  renameSync(`${folder}-unplugged`, folder)
  await goOnToTheEnd(launched)
})
