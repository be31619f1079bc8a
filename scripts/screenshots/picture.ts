import { mkdir, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect } from '../../tests/support/electron-test'
import type { Launched } from '../../tests/support/launch-app'
import { palettePng } from './palette-png'

/** What a picture may weigh before it makes do with 256 colours. */
const mostBytes = 380_000
const folder = resolve(import.meta.dirname, '../../docs/screenshots')

/** Gives the window's page this size in pixels, and waits until it has it. */
export async function resize(
  { app, window }: Launched,
  width: number,
  height: number,
): Promise<void> {
  const sizeNow = async () => {
    await app.evaluate(
      ({ BrowserWindow }, [w, h]) => {
        const shown = BrowserWindow.getAllWindows().find((each) => each.isVisible())
        shown?.setContentSize(w, h)
      },
      [width, height] as const,
    )
    return window.evaluate(() => [innerWidth, innerHeight])
  }
  await expect.poll(sizeNow).toEqual([width, height])
}

/** Waits until every picture in the page is drawn, then writes the page to `docs/screenshots/<name>.png`. */
export async function takePicture({ app, window }: Launched, name: string): Promise<void> {
  await window.mouse.move(1, 1)
  const areDrawn = () =>
    window.evaluate(() =>
      [...document.images].every((image) => image.complete && image.naturalWidth > 0),
    )
  await expect.poll(areDrawn).toBe(true)
  await window.evaluate(() => document.fonts.ready)
  const shot = await window.screenshot({ animations: 'disabled', caret: 'hide' })
  await mkdir(folder, { recursive: true })
  const bytes = shot.length <= mostBytes ? shot : await withFewerColours(app, shot)
  await writeFile(resolve(folder, `${name}.png`), bytes)
}

async function withFewerColours(app: Launched['app'], shot: Buffer): Promise<Buffer> {
  const { width, height, base64 } = await app.evaluate(({ nativeImage }, encoded) => {
    const image = nativeImage.createFromBuffer(Buffer.from(encoded, 'base64'))
    return { ...image.getSize(), base64: image.toBitmap().toString('base64') }
  }, shot.toString('base64'))
  return palettePng({ width, height, bgra: Buffer.from(base64, 'base64') })
}
