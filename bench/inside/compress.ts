import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { BrowserWindow } from 'electron'
import type { Library } from '../../src/main/app/library'
import type { OpenImageSandbox } from '../../src/main/app/platform'
import { portraitUrl } from '../../src/shared/portrait'
import { median, type Row, takeTurns, timed } from '../measure'
import { makePng } from './pictures'
import type { Sitter } from './seed'
import { galleryAddress, type Stage } from './stage'

const portraits = 12
const settings = { way: 'webp', quality: 90 } as const
const turns = { rounds: 3, warmUps: 1 }
const facesInSight = 200

/** Making a library smaller against encoding the same pictures alone, and what the window feels of it. */
export async function measureCompression(
  { folder, imageSandbox, openOther }: Stage,
  sitters: readonly Sitter[],
): Promise<Row[]> {
  const pictures = Array.from({ length: portraits }, (_, seed) =>
    makePng({ width: 1_024, height: 1_536, grain: 4, seed: 9_000 + seed }),
  )
  const window = await openWall(sitters)
  const frames: number[] = []
  const idle: number[] = []
  const times = await takeTurns(turns, {
    async ours(round) {
      const dataFolder = join(folder, `compress-${round}`)
      const library = await hang(openOther(dataFolder), pictures)
      idle.push(await framePace(window, () => new Promise((end) => setTimeout(end, 2_000))))
      let taken = 0
      const pace = await framePace(window, async () => {
        taken = await timed(() => compress(library, imageSandbox))
      })
      if (round >= turns.warmUps) frames.push(pace)
      library.close()
      rmSync(dataFolder, { recursive: true, force: true })
      return taken
    },
    baseline: () => timed(() => encodeAlone(imageSandbox, pictures)),
  })
  window.destroy()
  return [
    {
      name: `make ${portraits} portraits of 1.6 megapixels smaller (WebP, quality 90)`,
      unit: 'ms',
      ours: median(times.ours),
      baseline: median(times.baseline),
      against: 'decoding and encoding them in the image sandbox, two at a time, storing nothing',
      limit: { on: 'ratio', most: 1.6 },
    },
    {
      name: `from one frame to the next while a wall of ${facesInSight} faces scrolls meanwhile`,
      unit: 'ms',
      ours: median(frames),
      baseline: median(idle),
      against: 'the same wall while nothing else is done',
      limit: { on: 'ratio', most: 1.2 },
    },
  ]
}

async function hang(library: Library, pictures: readonly Uint8Array[]): Promise<Library> {
  const campaign = library.campaigns.create({ name: 'Bench' })
  for (const [n, bytes] of pictures.entries()) {
    const { id } = library.characters.create({ campaignId: campaign.id, name: `Sitter ${n}` })
    await library.addOwnPicture({ kind: 'character', id }, bytes, 'own-file', `${n}.png`)
  }
  return library
}

async function compress(library: Library, imageSandbox: OpenImageSandbox): Promise<void> {
  const job = { signal: new AbortController().signal, onProgress: () => undefined }
  const { compressed } = await library.compression.run(settings, imageSandbox, job)
  if (compressed !== portraits) throw new Error(`${compressed} of ${portraits} became smaller`)
}

async function encodeAlone(
  imageSandbox: OpenImageSandbox,
  pictures: readonly Uint8Array[],
): Promise<void> {
  const waiting = [...pictures]
  const work = async (): Promise<void> => {
    for (let bytes = waiting.shift(); bytes !== undefined; bytes = waiting.shift()) {
      const quality = settings.quality / 100
      await imageSandbox.encode({ bytes, format: 'png', to: 'webp', quality, isCompared: false })
    }
  }
  await Promise.all([work(), work()])
}

async function openWall(sitters: readonly Sitter[]): Promise<BrowserWindow> {
  const window = new BrowserWindow({ width: 1_440, height: 900 })
  await window.loadURL(galleryAddress)
  const addresses = sitters
    .slice(0, facesInSight)
    .map(({ subject, portraitId }) => portraitUrl(subject, { portraitId, size: 256 }))
  await window.webContents.executeJavaScript(`
    document.body.replaceChildren(...${JSON.stringify(addresses)}.map((address) => {
      const face = new Image()
      face.src = address
      return face
    }))
    window.countFrames = () => {
      const count = { frames: 0, since: performance.now(), goesOn: true }
      const step = () => {
        count.frames += 1
        scrollTo(0, (count.frames * 7) % (document.body.scrollHeight - innerHeight))
        if (count.goesOn) requestAnimationFrame(step)
      }
      requestAnimationFrame(step)
      return () => {
        count.goesOn = false
        return (performance.now() - count.since) / count.frames
      }
    }
    // A function could not be sent back.
    undefined`)
  return window
}

/** Milliseconds from one frame to the next, on average, while this is done. */
async function framePace(window: BrowserWindow, work: () => Promise<unknown>): Promise<number> {
  const { webContents } = window
  await webContents.executeJavaScript('window.endCount = window.countFrames(); undefined')
  await work()
  return Number(await webContents.executeJavaScript('window.endCount()'))
}
