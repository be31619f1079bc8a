import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BrowserWindow, type Session, session } from 'electron'
import { portraitUrl } from '../../src/shared/portrait'
import { median, type Row, takeTurns } from '../measure'
import type { Views } from './gallery-page'
import type { Sitter } from './seed'
import { galleryAddress, type Stage, serveGallery } from './stage'

const rounds = 7
const warmUps = 1

/** 1,000 thumbnails as the app serves them, against the same files by a bare handler; and a second view. */
export async function measureGallery(stage: Stage, sitters: readonly Sitter[]): Promise<Row[]> {
  const ownAddresses = sitters.map(({ subject, portraitId }) =>
    portraitUrl(subject, { portraitId, size: 256 }),
  )
  const bareFolder = join(stage.folder, 'bare')
  await copyThumbnails(stage, ownAddresses, bareFolder)
  const bareAddresses = sitters.map((_, n) => `app://static/${n}.webp`)
  const bareSession = session.fromPartition('bare')
  serveBarely(bareSession, bareFolder)

  const seconds: number[] = []
  const times = await takeTurns(
    { rounds, warmUps },
    {
      async ours(round) {
        const { first, second } = await view(ownAddresses, session.defaultSession)
        if (round >= warmUps) seconds.push(second)
        return first
      },
      baseline: async () => (await view(bareAddresses, bareSession)).first,
    },
  )
  return [
    {
      name: `${sitters.length} thumbnails, first view`,
      unit: 'ms',
      ours: median(times.ours),
      baseline: median(times.baseline),
      against: 'the same files from one folder by a bare protocol.handle',
      limit: { on: 'ratio', most: 1.3 },
    },
    {
      name: `${sitters.length} thumbnails, second view`,
      unit: 'ms',
      ours: median(seconds),
      baseline: median(times.ours),
      against: 'the first view',
      limit: { on: 'ratio', most: 0.15 },
    },
  ]
}

/** The files the app would send, one after the other in one folder. */
async function copyThumbnails(
  { library }: Stage,
  addresses: readonly string[],
  folder: string,
): Promise<void> {
  await mkdir(folder)
  for (const [n, address] of addresses.entries()) {
    const answer = await library.servePortraits(new Request(address))
    const type = answer.headers.get('content-type')
    if (type !== 'image/webp') throw new Error(`${address} came back as ${type}`)
    await writeFile(join(folder, `${n}.webp`), new Uint8Array(await answer.arrayBuffer()))
  }
}

function serveBarely({ protocol }: Session, folder: string): void {
  protocol.handle('app', async ({ url }) => {
    const page = await serveGallery(url)
    if (page !== null) return page
    const name = url.slice('app://static/'.length)
    const headers = { 'content-type': 'image/webp' }
    return new Response(await readFile(join(folder, name)), { headers })
  })
}

// A window of its own for each round: nothing is left in a renderer's memory from the round before.
async function view(addresses: readonly string[], shownIn: Session): Promise<Views> {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    webPreferences: { session: shownIn, sandbox: true, backgroundThrottling: false },
  })
  try {
    await window.loadURL(galleryAddress)
    return await window.webContents.executeJavaScript(`showTwice(${JSON.stringify(addresses)})`)
  } finally {
    window.destroy()
  }
}
