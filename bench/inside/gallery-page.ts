import { holdThumbnail } from '../../src/renderer/ui/thumbnail-memory'

/** How long all pictures took the first time, and when they were wanted again. */
export interface Views {
  readonly first: number
  readonly second: number
}

declare global {
  interface Window {
    showTwice: typeof showTwice
  }
}

const painted = () =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))

/** Milliseconds until every picture is loaded and those in sight are painted. */
async function show(addresses: readonly string[]): Promise<number> {
  const start = performance.now()
  const loads: Promise<unknown>[] = []
  const pictures = addresses.map((address) => {
    const picture = new Image()
    loads.push(
      new Promise((resolve, reject) => {
        picture.onload = resolve
        picture.onerror = () => reject(new Error(`${address} did not load`))
      }),
    )
    picture.src = address
    return picture
  })
  document.body.replaceChildren(...pictures)
  await Promise.all(loads)
  await painted()
  return performance.now() - start
}

/** Shows the pictures, keeps them as a wall does, shows nothing until Chromium forgot, shows them again. */
async function showTwice(addresses: readonly string[]): Promise<Views> {
  await painted()
  const first = await show(addresses)
  for (const address of addresses) holdThumbnail(address)
  document.body.replaceChildren()
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 150))
    globalThis.gc?.()
  }
  return { first, second: await show(addresses) }
}

window.showTwice = showTwice
