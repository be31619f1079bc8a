import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { inspectPicture } from '../../src/main/portraits/inspect'
import { portraitUrl } from '../../src/shared/portrait'
import { expectNoFaultsInBothThemes } from '../support/axe'
import { granted, requestFrom } from '../support/bridge'
import { checkLibrary } from '../support/check-library'
import { beginCompressing, fillWithPaintings, openStorage } from '../support/compression-steps'
import { expect, test } from '../support/electron-test'
import { castName } from '../support/gallery'
import { launchCastkeeper } from '../support/launch-app'
import { openLibrary, portraitFolder } from '../support/library'
import { fixture, paintedPng, soundPictures } from '../support/pictures'
import { ask, dropPicture, request } from '../support/running-library'

// Other work on the machine must not be taken for a fault.
const patience = { timeout: 30_000 } as const

const press = (window: Page, name: string) =>
  window.getByRole('button', { name, exact: true }).last().click()

function formatsIn(userDataDir: string): string[] {
  const folder = portraitFolder(userDataDir, 'characters')
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .map((name) => inspectPicture(readFileSync(join(folder, name))).format)
}

function complaints(userDataDir: string): string[] {
  const library = openLibrary({ dataFolder: userDataDir })
  const found = checkLibrary(library.database, userDataDir)
  library.database.close()
  return found
}

/** In how many frames both pictures were seen, and in how many of them not at the same place and size. */
interface FramesSeen {
  readonly both: number
  readonly apart: number
}

/** Looks at both panes in every frame from now on; the answer tells what was seen so far. */
async function watchPanes(window: Page): Promise<() => Promise<FramesSeen>> {
  const seen = await window.evaluateHandle(() => {
    const counts = { both: 0, apart: 0 }
    const look = () => {
      requestAnimationFrame(look)
      const places = [...document.querySelectorAll('figure > div')].map((pane) => {
        const image = pane.querySelector('img')
        const isSeen = image !== null && getComputedStyle(image).visibility === 'visible'
        const { width, height } = image?.getBoundingClientRect() ?? { width: 0, height: 0 }
        return isSeen ? `${pane.scrollLeft} ${pane.scrollTop} ${width} ${height}` : null
      })
      const [one, other] = places
      if (!one || !other) return
      counts.both += 1
      if (one !== other) counts.apart += 1
    }
    look()
    return counts
  })
  return () => seen.jsonValue()
}

test('a portrait is seen beside what it would become, and both move together from the first frame', async () => {
  test.setTimeout(120_000)
  const { window } = await openStorage(await fillWithPaintings({ count: 2, side: 700 }))
  const seenFrames = await watchPanes(window)
  await press(window, 'Compare on a portrait…')
  const dialog = window.getByRole('dialog', { name: 'Original and result' })
  await expect(dialog.getByText('The same, pixel for pixel')).toBeVisible(patience)
  await dialog.getByText('WebP', { exact: true }).click()
  await expect(dialog.getByText('Visually the same')).toBeVisible(patience)
  await expect(dialog.getByText(/Brightness \d\d\.\d dB \(at least 38\)/)).toBeVisible(patience)
  // Once when it opened and once for the other way to compress: the place stays a face's.
  await expect.poll(async () => (await seenFrames()).both).toBeGreaterThan(2)
  expect((await seenFrames()).apart).toBe(0)
  const [left, right] = [0, 1].map((side) => dialog.locator('figure > div').nth(side))
  expect(await left?.evaluate((pane) => pane.scrollTop)).toBeGreaterThan(0)
  await dialog.getByText('200%', { exact: true }).click()
  await left?.evaluate((pane) => pane.scrollTo(300, 420))
  await expect
    .poll(() => right?.evaluate(({ scrollLeft, scrollTop }) => [scrollLeft, scrollTop]))
    .toEqual([300, 420])
  const widths = await dialog
    .locator('figure img')
    .evaluateAll((images) =>
      images.map((image) => image.getBoundingClientRect().width * devicePixelRatio),
    )
  expect(widths).toEqual([1_400, 1_400])
  await press(window, 'Close')
})

test('the library is made smaller, looks the same, and is put back', async () => {
  test.setTimeout(120_000)
  const userDataDir = await fillWithPaintings({
    count: 3,
    others: [
      { bytes: soundPictures['a 16-bit PNG'](), format: 'png' },
      { bytes: fixture('cmyk.jpg'), format: 'jpeg' },
    ],
  })
  const { app, window } = await openStorage(userDataDir)
  const face = portraitUrl({ kind: 'character', id: 1 }, { portraitId: 1 })
  expect((await ask(app, face)).headers['content-type']).toBe('image/png')
  await beginCompressing(window)
  await expect(window.getByText(/^3 portraits compressed: .* became .* less\.$/)).toBeVisible(
    patience,
  )
  await expect(window.getByText('2 below 16 kB, where there is nothing to save')).toBeVisible()
  // What stands in the row at the time of the request is what is sent.
  expect((await ask(app, face)).headers['content-type']).toBe('image/webp')
  expect(formatsIn(userDataDir).filter((format) => format === 'webp')).toHaveLength(3)
  await expect(window.getByText(/^3 originals, /)).toBeVisible(patience)

  await press(window, 'Which portraits')
  await press(window, `Put the original back: ${castName(2)}`)
  await expect(window.getByText(/^2 originals, /)).toBeVisible(patience)
  await press(window, 'Put all originals back…')
  await press(window, 'Put them back')
  await expect(window.getByText('2 originals put back.')).toBeVisible(patience)
  expect(formatsIn(userDataDir).filter((format) => format === 'webp')).toEqual([])
  expect((await ask(app, face)).headers['content-type']).toBe('image/png')
  expect(complaints(userDataDir)).toEqual([])
})

test('originals are let go in two steps, and only then is their room free', async () => {
  test.setTimeout(120_000)
  const userDataDir = await fillWithPaintings({ count: 2 })
  const { window } = await openStorage(userDataDir)
  await beginCompressing(window)
  await expect(window.getByText(/^2 originals, /)).toBeVisible(patience)
  await press(window, 'Delete originals…')
  const dialog = window.getByRole('dialog', { name: 'Delete the originals?' })
  const remove = dialog.getByRole('button', { name: 'Delete the originals' })
  await expect(remove).toBeDisabled()
  await dialog.getByRole('checkbox').click()
  await remove.click()
  await expect(window.getByText(/^The originals were deleted\./)).toBeVisible(patience)
  await expect(window.getByText('Kept originals')).toBeHidden()
  expect(formatsIn(userDataDir)).toEqual(['webp', 'webp'])
  const kept = join(userDataDir, 'quarantine')
  const left = existsSync(kept) ? readdirSync(kept, { recursive: true, encoding: 'utf8' }) : []
  expect(left.filter((name) => name.endsWith('.png'))).toEqual([])
  expect(complaints(userDataDir)).toEqual([])
})

test('the original of a harmed portrait stays when they are let go, is named, and is put back at a click', async () => {
  test.setTimeout(120_000)
  const userDataDir = await fillWithPaintings({ count: 2 })
  const { window } = await openStorage(userDataDir)
  await beginCompressing(window)
  await expect(window.getByText(/^2 originals, /)).toBeVisible(patience)
  const folder = portraitFolder(userDataDir, 'characters')
  const [damaged = ''] = readdirSync(folder).filter((name) => name.endsWith('.webp'))
  writeFileSync(join(folder, damaged), readFileSync(join(folder, damaged)).fill(0, 40, 60))
  await press(window, 'Delete originals…')
  const dialog = window.getByRole('dialog', { name: 'Delete the originals?' })
  await dialog.getByRole('checkbox').click()
  await dialog.getByRole('button', { name: 'Delete the originals' }).click()
  await expect(window.getByText(/^The original of .+ was kept, /)).toBeVisible(patience)
  await expect(window.getByText(/^1 original, /)).toBeVisible(patience)
  await press(window, 'Put the original back')
  await expect(window.getByText('Kept originals')).toBeHidden(patience)
  expect(formatsIn(userDataDir).toSorted()).toEqual(['png', 'webp'])
  expect(complaints(userDataDir)).toEqual([])
})

/** Looks in every frame: a question from outside comes only each second, when a fast machine is long past it. */
async function untilCompressed(window: Page, least: number): Promise<void> {
  await window.evaluate(
    (enough) =>
      new Promise<void>((resolve) => {
        const readProgress = () => {
          const texts = Array.from(document.querySelectorAll('p, span, div'), (element) =>
            element.childElementCount === 0 ? element.textContent : '',
          )
          const progress = /(\d+) of \d+ · /.exec(texts.join('\n'))
          if (Number(progress?.[1] ?? 0) >= enough) resolve()
          else requestAnimationFrame(readProgress)
        }
        readProgress()
      }),
    least,
  )
}

test('fault 109: a run is cancelled, leaves the rest untouched, and is gone on with after a kill', async () => {
  test.setTimeout(180_000)
  const count = 24
  const userDataDir = await fillWithPaintings({ count, side: 500 })
  const { app, window, kill } = await openStorage(userDataDir)
  await beginCompressing(window)
  await untilCompressed(window, 3)
  await press(window, 'Stop compressing')
  await expect(window.getByText(/portraits? left/)).toBeVisible(patience)
  const { job } = granted(await requestFrom(window, 'compression:overview'))
  expect(job?.state).toBe('cancelled')
  expect((job?.compressed ?? 0) + (job?.remaining ?? 0)).toBe(count)
  expect(formatsIn(userDataDir).filter((one) => one === 'webp')).toHaveLength(job?.compressed ?? 0)

  await press(window, 'Continue')
  await expect(window.getByText(/ of \d+ · /)).toBeVisible(patience)
  await kill()
  await expect.poll(() => app.windows()).toEqual([])
  expect(complaints(userDataDir)).toEqual([])
  const again = await openStorage(userDataDir)
  await expect(again.window.getByText('Interrupted')).toBeVisible(patience)
  await press(again.window, 'Continue')
  await expect(again.window.getByText(/^24 portraits compressed/)).toBeVisible(patience)
  expect(formatsIn(userDataDir)).toEqual(Array.from({ length: count }, () => 'webp'))
  expect(complaints(userDataDir)).toEqual([])
})

test('new portraits are stored as the settings say', async () => {
  const { window } = await launchCastkeeper()
  const campaign = await request(window, 'campaigns:create', { name: 'The Ember Court' })
  const subject = { kind: 'campaign', id: campaign.id } as const
  expect((await dropPicture(window, subject, paintedPng(256, 1))).portrait.format).toBe('png')
  await window.getByRole('button', { name: 'Settings', exact: true }).click()
  await window.getByText('WebP, lossless', { exact: true }).click()
  await expect(window.getByText(/stored as received\. Otherwise/)).toBeVisible()
  const lossless = (await dropPicture(window, subject, paintedPng(256, 2))).portrait
  expect(lossless).toMatchObject({ format: 'webp', widthPx: 256 })
  await window.getByText('WebP', { exact: true }).click()
  await expect(window.getByText('Quality 90')).toBeVisible()
  const lossy = (await dropPicture(window, subject, paintedPng(256, 2))).portrait
  expect(lossy.format).toBe('webp')
  expect(lossy.bytes).toBeLessThan(lossless.bytes)
  const odd = (await dropPicture(window, subject, soundPictures['a 16-bit PNG']())).portrait
  expect(odd.format).toBe('png')
})

test('making portraits smaller is accessible in both themes', async () => {
  test.setTimeout(180_000)
  const userDataDir = await fillWithPaintings({ count: 3 })
  const { window } = await openStorage(userDataDir, { locale: 'fr' })
  granted(await requestFrom(window, 'preferences:change', { newPortraits: 'webp' }))
  await expectNoFaultsInBothThemes(window)
  await press(window, 'Comparer sur un portrait…')
  await expect(window.getByText('Identique, au pixel près')).toBeVisible(patience)
  await expectNoFaultsInBothThemes(window)
  await press(window, 'Fermer')
  await press(window, 'Estimer le gain')
  await expect(window.getByText('3 portraits essayés, de toutes tailles')).toBeVisible(patience)
  await expectNoFaultsInBothThemes(window)
  await press(window, 'Compresser les portraits')
  await expect(window.getByText(/^3 portraits compressés/)).toBeVisible(patience)
  await press(window, 'Quels portraits')
  await expectNoFaultsInBothThemes(window)
  await press(window, 'Supprimer les originaux…')
  await expect(window.getByRole('dialog')).toBeVisible()
  await expectNoFaultsInBothThemes(window)
  await press(window, 'Annuler')
  await window.getByRole('button', { name: 'Réglages', exact: true }).click()
  await expect(window.getByText('Nouveaux portraits')).toBeVisible()
  await expectNoFaultsInBothThemes(window)
})
