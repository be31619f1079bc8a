import { rmSync } from 'node:fs'
import type { Page } from 'playwright'
import type { PortraitProvenance } from '../../src/main/portraits/provenance'
import { expect } from './electron-test'
import { makeUserDataDir } from './launch-app'
import { fileOf, openLibrary, picture, storePortrait } from './library'
import { png } from './pictures/png'
import { addUnassigned } from './unassigned-portraits'

const generated = (model: string, prompt: string): PortraitProvenance => ({
  source: 'generated',
  provider: 'openai',
  model,
  prompt,
  costUsd: 0.04,
})

/**
 * A library with eight portraits, the newest last: three of Elowen, two of Éowyn (the first with a prompt,
 * the second with its file lost), one of the game master, and two that are nobody's.
 */
export async function fillHungLibrary(): Promise<string> {
  const dataFolder = await makeUserDataDir()
  const library = openLibrary({ dataFolder })
  const campaign = library.campaigns.create({ name: 'The Ember Court' })
  const people = ['Elowen', 'Éowyn', 'Brân'].map((name) =>
    library.characters.create({ campaignId: campaign.id, name }),
  )
  const [elowen, eowyn] = people.map(({ id }) => ({ kind: 'character', id }) as const)
  if (!elowen || !eowyn) throw new Error('nobody is there')
  const large = (number: number) =>
    png({ width: 1_200, height: 1_600, pixel: (x, y) => [x % 256, y % 256, number * 40] })
  await storePortrait(library, elowen, { bytes: large(1), provenance: { source: 'own-file' } })
  await storePortrait(library, elowen, { bytes: large(2), provenance: { source: 'pasted' } })
  await storePortrait(library, elowen, {
    bytes: picture(3),
    provenance: generated('test-image-1', 'An elf with a copper lantern'),
  })
  await storePortrait(library, eowyn, {
    bytes: picture(4),
    provenance: generated('dall-e-3', 'A shieldmaiden at dawn'),
  })
  const lost = await storePortrait(library, eowyn, { bytes: picture(5) })
  const master = { kind: 'campaign', id: campaign.id } as const
  await storePortrait(library, master, { bytes: picture(6) })
  await addUnassigned(library, [70, 150])
  // The pictures of the first two are as large as they say.
  library.database.exec('UPDATE portrait SET width_px = 1200, height_px = 1600 WHERE id < 3')
  library.database.close()
  rmSync(fileOf(library, lost))
  return dataFolder
}

/** Opens the library's wall and waits for its cards. */
export async function openWall(window: Page, count = 8): Promise<void> {
  await window.getByRole('navigation').getByRole('button', { name: 'Library' }).click()
  await expect(portraits(window)).toHaveCount(count)
}

/** The cards on the library's wall. */
export function portraits(window: Page) {
  return window.getByRole('grid', { name: 'All portraits' }).locator('[data-portrait-id]')
}

/** The card of the portrait with this id. */
export function portrait(window: Page, id: number) {
  // The large view of a portrait has its id as well.
  return window.locator(`[data-wall] [data-portrait-id="${id}"]`)
}
