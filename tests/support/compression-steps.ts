import type { Page } from 'playwright'
import { openLibraryApp } from './backup-steps'
import { expect } from './electron-test'
import { fillGallery } from './gallery'
import { openLibrary, storePortrait } from './library'
import { paintedPng } from './pictures'

export interface PaintedCast {
  readonly count: number
  /** Side of each portrait in pixels. */
  readonly side?: number
  /** Portraits of other kinds, one for each further character. */
  readonly others?: readonly { readonly bytes: Buffer; readonly format: 'png' | 'jpeg' | 'webp' }[]
}

/** A user data folder with a campaign whose characters have painted portraits. */
export async function fillWithPaintings({ count, side = 256, others = [] }: PaintedCast) {
  const userDataDir = await fillGallery({ cast: count + others.length })
  const library = openLibrary({ dataFolder: userDataDir })
  for (let id = 1; id <= count; id += 1) {
    const plan = { bytes: paintedPng(side, id), side }
    await storePortrait(library, { kind: 'character', id }, plan)
  }
  for (const [at, other] of others.entries()) {
    await storePortrait(library, { kind: 'character', id: count + at + 1 }, other)
  }
  library.database.close()
  return userDataDir
}

/** Opens the app where the room that portraits take is shown. */
export async function openStorage(userDataDir: string, options: { readonly locale?: string } = {}) {
  const launched = await openLibraryApp(userDataDir, options)
  const { window } = launched
  const isFrench = options.locale === 'fr'
  await window
    .getByRole('button', { name: isFrench ? 'Bibliothèque' : 'Library', exact: true })
    .click()
  await window.getByRole('tab', { name: isFrench ? 'Espace disque' : 'Storage' }).click()
  const title = isFrench ? 'Compresser les portraits' : 'Compress portraits'
  await expect(window.getByRole('heading', { name: title })).toBeVisible()
  return launched
}

/** Estimates, and begins to make the library smaller. */
export async function beginCompressing(window: Page): Promise<void> {
  await window.getByRole('button', { name: 'Estimate the saving' }).click()
  // A sample of twelve is tried first.
  await window.getByRole('button', { name: 'Compress portraits' }).click({ timeout: 60_000 })
}
