import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { sha256 } from '../../src/main/core/disk/sha256'
import { forEachLimited } from '../../src/main/core/tasks/limit'
import type { ImageSandbox } from '../../src/main/image-sandbox/image-sandbox'
import { type Row, timed } from '../measure'
import { makePng } from './pictures'
import { setStage } from './stage'

const pictures = 1_000
/** How many are really drawn; the others differ by a line of text inside. */
const drawn = 8

/** A folder of pictures becomes characters, against copying it and one thumbnail of each. */
export async function measureAddPictures(checkout: string, folder: string): Promise<Row[]> {
  const stage = await setStage({ checkout, folder })
  const { library, imageSandbox } = stage
  const source = join(folder, 'art')
  mkdirSync(source)
  const faces = Array.from({ length: drawn }, (_, seed) =>
    makePng({ width: 832, height: 928, grain: 8.2, seed: 9_000 + seed }),
  )
  for (let number = 0; number < pictures; number += 1) {
    const face = faces[number % drawn] ?? new Uint8Array()
    writeFileSync(join(source, `person_${number}.png`), withText(face, `number ${number}`))
  }
  const copied = join(folder, 'copied')
  const baseline = await timed(async () => {
    execFileSync('cp', ['-r', source, copied])
    await look(copied, imageSandbox)
  })
  const campaignId = library.campaigns.create({ name: 'Art' }).id
  const ours = await timed(async () => {
    const sources = [{ kind: 'path', path: source }] as const
    const choice = { way: 'new', campaignId } as const
    const { rows } = await library.addPictures({ sources, choice, origin: 'own-file' })
    if (rows.some(({ outcome }) => outcome !== 'added')) throw new Error('not all were added')
  })
  imageSandbox.close()
  library.close()
  const megabytes = ((faces[0]?.length ?? 0) / 1e6).toFixed(1)
  return [
    {
      name: `add ${pictures} pictures of ${megabytes} MB as characters`,
      unit: 's',
      ours: ours / 1_000,
      baseline: baseline / 1_000,
      against: 'cp -r, then the SHA-256 and one thumbnail of each, two at a time',
      limit: { on: 'ratio', most: 1.5 },
    },
  ]
}

async function look(folder: string, imageSandbox: Pick<ImageSandbox, 'develop'>): Promise<void> {
  const paths = readdirSync(folder).map((name) => join(folder, name))
  await forEachLimited(paths, { places: 2 }, async (path) => {
    const bytes = await readFile(path)
    await sha256(bytes)
    await imageSandbox.develop({ bytes, format: 'png', thumbnailSizes: [256], asPng: false })
  })
}

/** The same picture with a text chunk before its end (PNG §11.3.3), so that its bytes are others. */
function withText(png: Uint8Array, text: string): Uint8Array {
  const data = Buffer.from(`tEXtComment\0${text}`, 'latin1')
  const chunk = Buffer.alloc(data.length + 8)
  chunk.writeUInt32BE(data.length - 4, 0)
  chunk.set(data, 4)
  chunk.writeUInt32BE(crc32(data), data.length + 4)
  const end = png.length - 12
  return Buffer.concat([png.subarray(0, end), chunk, png.subarray(end)])
}
