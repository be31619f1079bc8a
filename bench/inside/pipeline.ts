import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { median, type Row, takeTurns, timed } from '../measure'
import { makeCharacter } from './names'
import { makePng } from './pictures'
import type { Stage } from './stage'

const rounds = 15
const warmUps = 2

/** From 2.8 MB in memory to a stored portrait with its thumbnail, against the image sandbox and the disk alone. */
export async function measurePipeline({ library, imageSandbox, folder }: Stage): Promise<Row> {
  const campaign = library.campaigns.create({ name: 'Pipeline' })
  // Another picture in each round: a thumbnail that is there already would not be written again.
  const pictures = Array.from({ length: rounds + warmUps }, (_, seed) =>
    makePng({ width: 1024, height: 1536, grain: 8.2, seed: 7_000 + seed }),
  )
  const pictureOf = (round: number) => pictures[round] ?? new Uint8Array()
  const times = await takeTurns(
    { rounds, warmUps },
    {
      async ours(round) {
        const { id } = library.characters.create({
          campaignId: campaign.id,
          ...makeCharacter(round),
        })
        const subject = { kind: 'character', id } as const
        const bytes = pictureOf(round)
        return timed(() => library.addOwnPicture(subject, bytes, 'own-file', 'face.png'))
      },
      async baseline(round) {
        const bytes = pictureOf(round)
        return timed(async () => {
          const order = { bytes, format: 'png', thumbnailSizes: [256], asPng: false } as const
          await imageSandbox.develop(order)
          await writePlainly(join(folder, `plain-${round}.png`), bytes)
        })
      },
    },
  )
  const megabytes = (pictureOf(0).length / 1e6).toFixed(1)
  return {
    name: `store a portrait of ${megabytes} MB, with its thumbnail`,
    unit: 'ms',
    ours: median(times.ours),
    baseline: median(times.baseline),
    against: 'decode, resize and encode in the image sandbox, then write and fsync',
    limit: { on: 'ratio', most: 1.5 },
  }
}

async function writePlainly(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}
